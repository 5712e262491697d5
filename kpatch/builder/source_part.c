// SPDX-License-Identifier: GPL-2.0-only
/* Patterns of parts. In those of whole trees a '*' also stands for slashes. */
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "kpatch/builder/source_part.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

#define N(a) (sizeof(a) / sizeof((a)[0]))

static const char *const sources[] = { "drivers/*.c", "sound/*.c", "fs/*/*.c" };
/* Headers of each are one part, since any file there may include any. */
static const char *const headers[] = {
	"drivers/gpu/",	  "sound/",	      "drivers/accel/",
	"drivers/media/", "drivers/staging/", "drivers/net/wireless/"
};

/* The folder of headers that @path lies in; NULL: none of these. */
static const char *find_headers(const char *path)
{
	if (sc_starts_with(path, PB_AMD_REGISTERS))
		return PB_AMD_REGISTERS;
	for (size_t i = 0; i < N(headers); i++)
		if (sc_starts_with(path, headers[i]))
			return headers[i];
	return NULL;
}

bool pb_source_is_later(const char *path)
{
	if (sc_ends_with(path, ".h"))
		return find_headers(path);
	for (size_t i = 0; i < N(sources); i++)
		if (!fnmatch(sources[i], path, 0))
			return true;
	return false;
}

bool pb_source_part_of(const char *path, struct pb_source_part *part_ret)
{
	const char *slash = strrchr(path, '/');

	if (!slash || !pb_source_is_later(path))
		return false;
	part_ret->deep = sc_ends_with(path, ".h");
	if (part_ret->deep)
		return !kp_path(&part_ret->pattern, NULL, "%s*.h",
				find_headers(path));
	return !kp_path(&part_ret->pattern, NULL, "%.*s/*.c",
			(int)(slash - path), path);
}

static int add_pattern(const char *name, const char *pattern, const char *end,
		       bool leave_out, struct pb_words *options)
{
	struct kp_path word;

	return kp_path(&word, NULL, "%s%s/%s%s", leave_out ? "--exclude=" : "",
		       name, pattern, end) ||
			       pb_words_add(options, word.s)
		       ? -1
		       : 0;
}

/* Not each kernel has each of these folders, and tar fails if one is asked for. */
static bool is_there(const char *source, const char *folder)
{
	struct kp_path path;

	return !kp_path(&path, NULL, "%s/%s", source, folder) &&
	       kp_exists(path.s);
}

/* To be left out, if @source is NULL. */
static int add_patterns(const char *name, const char *source,
			struct pb_words *options)
{
	if (add_pattern(name, PB_AMD_REGISTERS, "*", true, options))
		return -1;
	for (size_t i = 0; i < N(sources); i++)
		if (add_pattern(name, sources[i], "", !source, options))
			return -1;
	for (size_t i = 0; i < N(headers); i++)
		if ((!source || is_there(source, headers[i])) &&
		    add_pattern(name, headers[i], "*.h", !source, options))
			return -1;
	return 0;
}

int pb_source_leave_out(const char *name, struct pb_words *options)
{
	return add_patterns(name, NULL, options);
}

int pb_source_get_all(const char *name, const char *source,
		      struct pb_words *options)
{
	return add_patterns(name, source, options);
}
