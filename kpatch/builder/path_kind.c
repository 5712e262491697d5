// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/path_kind.h"
#include "stackcheck/util/affix.h"

static bool begins_with_one(const char *path, const char *const *list)
{
	for (; *list; list++)
		if (sc_starts_with(path, *list))
			return true;
	return false;
}

/* Folders and files that nothing of a kernel is built from. */
static bool is_aside(const char *path, const char *name, bool of_kernel)
{
	static const char *const tops[] = {
		"Documentation/", "LICENSES/", "samples/", "tools/",
		"MAINTAINERS",	  "CREDITS",   NULL
	};

	return (of_kernel && begins_with_one(path, tops)) || *name == '.' ||
	       sc_ends_with(name, ".rst") || sc_ends_with(name, ".md");
}

enum pb_path_kind pb_path_kind(const char *path, bool of_kernel)
{
	static const char *const rules[] = { "Makefile", "Kbuild", NULL };
	static const char *const choices[] = { "Kconfig", NULL };
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	if (of_kernel && sc_starts_with(path, "arch/") &&
	    !sc_starts_with(path, pb_arch_x86_64.folder))
		return PB_PATH_OTHER_ARCH;
	if (is_aside(path, name, of_kernel))
		return PB_PATH_ASIDE;
	if (begins_with_one(name, rules))
		return PB_PATH_RULES;
	return begins_with_one(name, choices) ? PB_PATH_CHOICES : PB_PATH_CODE;
}
