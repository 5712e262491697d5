// SPDX-License-Identifier: GPL-2.0-only
/* Paths that are given to kbuild. */
#include <ctype.h>
#include <string.h>

#include "kpatch/builder/kbuild_path.h"

int pb_kbuild_check_path(const char *path, struct sc_error *err)
{
	for (const char *c = path; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("/._-+,@~", *c))
			return sc_fail(
				err,
				"%.256s: kbuild cannot use a folder with '%c' in its name; nothing was built; use another one",
				path, *c);
	return 0;
}
