// SPDX-License-Identifier: GPL-2.0-only
/* Names of kernel releases and packages, and what packages say of themselves. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "kpatch/builder/names.h"
#include "stackcheck/util/affix.h"

bool pb_is_release(const char *release)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+~_-";
	size_t n = strspn(release, safe);

	return n && !release[n] && n < PB_NAME - 32 && *release != '.' &&
	       *release != '-';
}

int pb_source_name(const char *release, char name[PB_NAME],
		   struct sc_error *err)
{
	int major, minor, end = 0;

	if (sscanf(release, "%4d.%4d%n", &major, &minor, &end) == 2 && end &&
	    (release[end] == '.' || release[end] == '+' ||
	     release[end] == '-')) {
		snprintf(name, PB_NAME, "linux-source-%d.%d", major, minor);
		return 0;
	}
	return sc_fail(
		err,
		"%.100s: it does not begin with the kernel's version; give the name that `uname -r` prints",
		release);
}

/* The end of the line at @text. */
static const char *line_end(const char *text)
{
	return text + strcspn(text, "\n");
}

char *pb_control_field(const char *text, const char *field)
{
	size_t n = strlen(field);

	while (*text && *text != '\n') {
		const char *end = line_end(text);

		if (!strncasecmp(text, field, n) && text[n] == ':') {
			text += n + 1;
			text += strspn(text, " \t");
			return text < end ? strndup(text, (size_t)(end - text))
					  : strdup("");
		}
		text = *end ? end + 1 : end;
	}
	return NULL;
}

const char *pb_control_next(const char *text)
{
	const char *gap = strstr(text, "\n\n");

	if (!gap)
		return NULL;
	gap += strspn(gap, "\n");
	return *gap ? gap : NULL;
}

static bool is_kind(const char *name, enum pb_dependency kind)
{
	if (kind == PB_KBUILD)
		return sc_starts_with(name, "linux-kbuild-");
	return sc_starts_with(name, "linux-headers-") &&
	       (sc_ends_with(name, "-common") ||
		sc_ends_with(name, "-common-rt"));
}

int pb_find_dependency(const char *depends, enum pb_dependency kind,
		       char name[PB_NAME], struct sc_error *err)
{
	static const char *const kinds[] = { "linux-headers-*-common",
					     "linux-kbuild-*" };

	while (*depends) {
		size_t n;

		depends += strspn(depends, " ,|");
		n = strcspn(depends, " ,|(:");
		if (n >= PB_NAME)
			n = 0;
		memcpy(name, depends, n);
		name[n] = '\0';
		if (is_kind(name, kind))
			return 0;
		depends += strcspn(depends, ",|");
	}
	return sc_fail(err, "depends on no package %s", kinds[kind]);
}
