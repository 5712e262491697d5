// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/diff_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 4095 /* bytes of a name */
#define DAY 86400L /* seconds */

/*
 * Seconds from the beginning of 1970 to this time. Only the two days that can
 * be the beginning of 1970 somewhere are told apart; any other is far away.
 */
static long seconds_of(const char *date, int hour, int minute, int second,
		       int zone)
{
	long day = 100;

	if (!strcmp(date, "1970-01-01"))
		day = 0;
	if (!strcmp(date, "1969-12-31"))
		day = -1;
	return day * DAY + hour * 3600L + minute * 60L + second -
	       (zone / 100 * 3600L + zone % 100 * 60L);
}

/* "2026-01-31 12:00:00.123456789 +0100", with or without the fraction. */
static enum pb_stamp read_stamp(struct pb_piece text)
{
	char copy[64], date[11], rest[24], *zone;
	int hour, minute, second, shift;

	if (text.len >= sizeof(copy))
		return PB_STAMP_NONE;
	memcpy(copy, text.s, text.len);
	copy[text.len] = '\0';
	if (sscanf(copy, "%10[0-9-] %2d:%2d:%2d%23[0-9. +-]", date, &hour,
		   &minute, &second, rest) != 5)
		return PB_STAMP_NONE;
	zone = strrchr(rest, ' ');
	if (strlen(date) != 10 || !zone || sscanf(zone, "%5d", &shift) != 1)
		return PB_STAMP_NONE;
	return seconds_of(date, hour, minute, second, shift) ? PB_STAMP_TIME
							     : PB_STAMP_EPOCH;
}

/* What is wrong with the bytes of a name; NULL if nothing is. */
static const char *find_bad_byte(const struct pb_piece *text)
{
	if (!text->len)
		return "a file has no name";
	if (text->len > LONGEST)
		return "a file's name is too long";
	if (text->s[0] == '"')
		return "a quoted file name, which is not supported";
	if (text->s[text->len - 1] == '\r')
		return "its own lines end with CR LF; convert it to LF";
	for (size_t i = 0; i < text->len; i++)
		if ((unsigned char)text->s[i] < ' ' || text->s[i] == 0x7f)
			return "a control character in a file's name";
	return NULL;
}

static bool is_component(const char *s, size_t len)
{
	return len && !(len == 1 && s[0] == '.') &&
	       !(len == 2 && s[0] == '.' && s[1] == '.');
}

/* What is wrong with the components of a path; NULL if nothing is. */
static const char *find_bad_component(const char *path)
{
	while (true) {
		size_t len = strcspn(path, "/");

		if (!is_component(path, len))
			return "a component of the path is empty, '.' or '..'";
		if (!path[len])
			return NULL;
		path += len + 1;
	}
}

/* The path in @whole without its first component; NULL with @why filled. */
static const char *strip_component(const char *whole, const char **why)
{
	const char *slash = strchr(whole, '/');

	if (whole[0] == '/') {
		*why = "the path is absolute";
		return NULL;
	}
	if (!slash) {
		*why = "the path has no first component to leave out";
		return NULL;
	}
	*why = find_bad_component(slash + 1);
	return *why ? NULL : slash + 1;
}

static int set_path(const struct pb_diff_lines *in, unsigned int line,
		    char *whole, struct pb_name *name, struct sc_error *err)
{
	const char *why, *path;

	if (!strcmp(whole, "/dev/null"))
		return 0;
	path = strip_component(whole, &why);
	if (!path)
		return pb_diff_fail(
			in, line, err,
			"'%.160s': %s; make the diff so that names are a/PATH and b/PATH",
			whole, why);
	name->path = strdup(path);
	if (!name->path)
		return pb_diff_fail(in, line, err, "out of memory");
	return 0;
}

int pb_name_read(const struct pb_diff_lines *in, unsigned int line,
		 struct pb_piece text, struct pb_name *name,
		 struct sc_error *err)
{
	const char *tab = memchr(text.s, '\t', text.len), *why;
	struct pb_piece part = text;
	char *whole;
	int ret;

	*name = (struct pb_name){ NULL, PB_STAMP_NONE };
	if (tab) {
		part.len = (size_t)(tab - text.s);
		name->stamp = read_stamp(
			(struct pb_piece){ tab + 1, text.len - part.len - 1 });
	}
	why = find_bad_byte(&part);
	if (why)
		return pb_diff_fail(in, line, err, "%s", why);
	whole = strndup(part.s, part.len);
	if (!whole)
		return pb_diff_fail(in, line, err, "out of memory");
	ret = set_path(in, line, whole, name, err);
	free(whole);
	return ret;
}

void pb_name_free(struct pb_name *name)
{
	free(name->path);
	*name = (struct pb_name){ NULL, PB_STAMP_NONE };
}
