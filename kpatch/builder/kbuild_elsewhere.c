// SPDX-License-Identifier: GPL-2.0-only
/*
 * A makefile that lists an object of another folder has the path of that folder
 * in it, or it leads out by ".." and has the name that the path goes on with.
 */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/kbuild_elsewhere.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/folder.h"

/* The bytes of @object up to where @folder leads elsewhere, with the slash. */
static size_t count_common(const char *folder, const char *object)
{
	size_t common = 0;

	for (size_t i = 0; folder[i] && folder[i] == object[i]; i++)
		if (object[i + 1] == '/' &&
		    (folder[i + 1] == '/' || !folder[i + 1]))
			common = i + 2;
	return common;
}

/* The object's name from @folder; an empty one: the folder is above it. */
static int name_from(const char *folder, const char *object,
		     struct kp_path *name, struct sc_error *err)
{
	size_t common = count_common(folder, object), at = 0;
	size_t rest = strlen(object + common) + 1;

	name->s[0] = '\0';
	if (common > strlen(folder))
		return 0;
	for (const char *c = folder + common; c; c = strchr(c + 1, '/'))
		at += 3;
	if (at + rest > sizeof(name->s))
		return sc_fail(err, "%.256s: its path is too long", object);
	for (size_t i = 0; i < at; i++)
		name->s[i] = "../"[i % 3];
	memcpy(name->s + at, object + common, rest);
	return 0;
}

static bool is_of_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-';
}

/* Does @text have these @len bytes as a word? */
static bool has_word(const char *text, const char *word, size_t len)
{
	for (const char *at = text; (at = memmem(at, strlen(at), word, len));
	     at++)
		if ((at == text || !is_of_word(at[-1])) && !is_of_word(at[len]))
			return true;
	return false;
}

static bool may_list(const char *text, const char *object, const char *name)
{
	const char *first = name + strspn(name, "./");

	return has_word(text, object,
			(size_t)(strrchr(object, '/') - object)) ||
	       (strstr(text, "..") &&
		has_word(text, first, strcspn(first, "/")));
}

/* Those of other processors are not of this build. */
static bool is_of_build(const char *folder)
{
	return !sc_starts_with(folder, "arch/") ||
	       sc_starts_with(folder, pb_arch_x86_64.folder);
}

/* What pb_kbuild_elsewhere() looks for. */
struct search {
	const char *object;
	const struct pb_elsewhere *to;
};

static int visit_makefile(void *ctx, const char *folder, const char *text,
			  struct sc_error *err)
{
	const struct search *s = ctx;
	struct kp_path name;

	if (name_from(folder, s->object, &name, err))
		return -1;
	if (!*name.s || !may_list(text, s->object, name.s))
		return 0;
	return s->to->visit(s->to->ctx, folder, name.s, err);
}

static bool is_makefile(const FTSENT *e)
{
	return e->fts_info == FTS_F && e->fts_level > 1 &&
	       (!strcmp(e->fts_name, "Makefile") ||
		!strcmp(e->fts_name, "Kbuild"));
}

static int read_makefile(const FTSENT *e, const char *source,
			 const struct pb_makefiles *to, struct sc_error *err)
{
	struct kp_path folder;
	char *text;
	size_t len;
	int ret;

	if (kp_path(&folder, err, "%s", e->fts_path + strlen(source) + 1))
		return -1;
	*strrchr(folder.s, '/') = '\0';
	if (!is_of_build(folder.s))
		return 0;
	text = kp_read_file(e->fts_path, &len, err);
	ret = text ? to->visit(to->ctx, folder.s, text, err) : -1;
	free(text);
	return ret;
}

int pb_makefiles_visit(const char *source, const struct pb_makefiles *to,
		       struct sc_error *err)
{
	FTS *walk = sc_folder_open(source, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	const FTSENT *e;
	int ret = 0;

	if (!walk)
		return sc_fail(err, "%.256s: %s", source, strerror(errno));
	while (!ret && (e = fts_read(walk)))
		if (is_makefile(e))
			ret = read_makefile(e, source, to, err);
	fts_close(walk);
	return ret;
}

int pb_kbuild_elsewhere(const char *source, const char *object,
			const struct pb_elsewhere *to, struct sc_error *err)
{
	struct search s = { object, to };
	const struct pb_makefiles makefiles = { visit_makefile, &s };

	return pb_makefiles_visit(source, &makefiles, err);
}
