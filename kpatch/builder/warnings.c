// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/warnings.h"
#include "stackcheck/util/vec.h"

static int has_text(char *const *list, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i], text))
			return 1;
	return 0;
}

int pb_warnings_add(char ***list, size_t *n, struct sc_error *err,
		    const char *fmt, ...)
{
	va_list args;
	char *text;
	int len, ret = 0;

	va_start(args, fmt);
	len = vasprintf(&text, fmt, args);
	va_end(args);
	if (len < 0)
		return sc_fail(err, "out of memory");
	if (!has_text(*list, *n, text)) {
		if (!SC_VEC_PUSH(*list, *n, text))
			return 0;
		ret = sc_fail(err, "out of memory");
	}
	free(text);
	return ret;
}
