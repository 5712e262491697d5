// SPDX-License-Identifier: GPL-2.0-only
/* What the kernel's build makes of the files that may use what changes. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/header_check.h"
#include "kpatch/builder/header_sources.h"
#include "kpatch/builder/include_scan.h"
#include "kpatch/builder/kbuild_twice.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

static int add_source(struct pb_header_search *s, const char *source)
{
	return pb_words_add(s->sources, source)
		       ? sc_fail(s->err, "out of memory")
		       : 0;
}

bool pb_header_is_program(const char *path)
{
	return sc_starts_with(path, "tools/") ||
	       sc_starts_with(path, "scripts/");
}

static int check_maker(struct pb_header_search *s, const char *source,
		       const char *maker)
{
	struct kp_path folder;
	char *slash;

	if (kp_path(&folder, s->err, "%s", maker))
		return -1;
	slash = strrchr(folder.s, '/');
	if (slash)
		*slash = '\0';
	return pb_kbuild_check_maker(s->listing, slash ? folder.s : ".", source,
				     s->err);
}

/* Makefiles of other folders may build the source once more. */
static int check_makers(struct pb_header_search *s, const char *source)
{
	const char *maker;

	for (size_t i = 0;
	     (maker = pb_includes_other_maker(&s->includes, source, i)); i++)
		if (check_maker(s, source, maker))
			return -1;
	return 0;
}

static int take_built(struct pb_header_search *s, const char *source)
{
	return sc_ends_with(source, ".c")
		       ? add_source(s, source)
		       : pb_header_check_assembly(s->job, source, s->err);
}

static int take_source(struct pb_header_search *s, const char *source)
{
	enum pb_built built = PB_NOT_BUILT;

	if (check_makers(s, source) ||
	    (!pb_header_is_program(source) &&
	     pb_listing_find(s->listing, source, &built, s->err)))
		return -1;
	if (built == PB_BUILT)
		return take_built(s, source);
	if (built == PB_NOT_BUILT || built == PB_BUILT_EARLY)
		return 0;
	return sc_fail(
		s->err,
		"%.200s may use what changes, and the kernel's build makes something else than code of it; a patch cannot change that",
		source);
}

/* Does the program write sources that include something? */
static bool writes_sources(const struct pb_header_search *s, const char *path)
{
	static const char begin[] = "\"#include";
	struct kp_path file;
	char *text;
	bool found;

	if (!sc_starts_with(path, "scripts/") || !sc_ends_with(path, ".c") ||
	    kp_path(&file, NULL, "%s/%s", s->job->shop->kernel->source, path))
		return false;
	text = kp_read_file(file.s, NULL, s->err);
	found = text && strstr(text, begin);
	free(text);
	return found;
}

/* Neither a source nor included by one: sources may be made of it. */
static bool is_template(const struct pb_header_search *s, const char *path)
{
	struct pb_file_set users;
	bool used;

	if (pb_is_source(path) || pb_is_header(path) || pb_is_makefile(path) ||
	    pb_header_is_program(path) ||
	    pb_file_set_make(&s->includes, &users))
		return false;
	pb_includes_add_users(&s->includes, path, &users);
	used = users.n;
	pb_file_set_free(&users);
	return !used;
}

static int check_generators(const struct pb_header_search *s, const char *path)
{
	if (!is_template(s, path) && !writes_sources(s, path))
		return 0;
	return sc_fail(
		s->err,
		"%.200s may use what changes, and the kernel's build makes sources of it; that is not supported",
		path);
}

int pb_header_take_sources(struct pb_header_search *s)
{
	for (uint32_t i = 0; i < s->kept.n; i++) {
		const char *path = s->includes.files[s->kept.list[i]];

		if (check_generators(s, path) ||
		    (pb_is_source(path) && take_source(s, path)))
			return -1;
	}
	return 0;
}
