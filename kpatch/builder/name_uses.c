// SPDX-License-Identifier: GPL-2.0-only
/*
 * A header that mentions a name in an inline function or a macro passes it on to
 * who uses that. In any other place it has an effect on all that include the
 * header: the header is hot. A source that mentions a name is hot, too.
 */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_pieces.h"
#include "kpatch/builder/include_get.h"
#include "kpatch/builder/name_mentions.h"
#include "kpatch/builder/name_uses.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

struct search {
	const struct pb_kernel *kernel;
	const struct pb_includes *includes;
	struct pb_name_table table;
	struct pb_file_set seen; /* files that may be part of an object */
	struct pb_file_set hot;
	bool grown; /* the table has names that files were not searched for */
	bool too_many;
	struct sc_error *err;
};

/* A file of the source, or one that the kernel's build made. */
static char *read_file(const struct search *s, const char *name, size_t *size)
{
	struct kp_path path;

	if (kp_path(&path, s->err, "%s/%s", s->kernel->source, name))
		return NULL;
	if (!kp_exists(path.s) &&
	    kp_path(&path, s->err, "%s/%s", s->kernel->headers, name))
		return NULL;
	return kp_read_file(path.s, size, s->err);
}

static int pass_on(struct search *s, const struct pb_piece *piece)
{
	for (size_t i = 0; i < piece->names.n; i++) {
		int ret = pb_name_table_add(&s->table, piece->names.list[i]);

		if (ret < 0)
			s->too_many = true;
		if (!ret)
			s->grown = true;
	}
	return 0;
}

/* 1: the header is hot; 0: what it has of the names was passed on. */
static int search_header(struct search *s, const char *text, size_t size)
{
	struct pb_pieces pieces;
	int hot = 0;

	if (pb_pieces_cut(text, size, &pieces))
		return 1;
	for (size_t i = 0; i < pieces.n && !hot; i++) {
		const struct pb_piece *piece = &pieces.list[i];

		if (!pb_mentions_name(&s->table, piece->text,
				      strlen(piece->text)))
			continue;
		hot = !piece->names.n;
		if (!hot)
			pass_on(s, piece);
	}
	pb_pieces_free(&pieces);
	return hot;
}

static int search_file(struct search *s, uint32_t file)
{
	const char *name = s->includes->files[file];
	size_t size;
	char *text = read_file(s, name, &size);

	if (!text)
		return -1;
	if (pb_mentions_name(&s->table, text, size) &&
	    (!sc_ends_with(name, ".h") || search_header(s, text, size)))
		pb_file_set_add(&s->hot, file);
	free(text);
	return 0;
}

/* Until no file has a name that leads to others. */
static int search_all(struct search *s)
{
	do {
		s->grown = false;
		for (uint32_t i = 0; i < s->seen.n && !s->too_many; i++)
			if (!s->hot.has[s->seen.list[i]] &&
			    search_file(s, s->seen.list[i]))
				return -1;
	} while (s->grown && !s->too_many);
	return 0;
}

/* Of @users those that are hot, or include something that is. */
static int keep_users(const struct search *s, const struct pb_file_set *users,
		      struct pb_file_set *kept)
{
	struct pb_file_set warm;

	if (pb_file_set_make(s->includes, &warm))
		return sc_fail(s->err, "out of memory");
	for (uint32_t i = 0; i < s->hot.n; i++) {
		uint32_t file = s->hot.list[i];

		pb_file_set_add(&warm, file);
		pb_includes_add_users(s->includes, s->includes->files[file],
				      &warm);
	}
	for (uint32_t i = 0; i < users->n; i++)
		if (warm.has[users->list[i]])
			pb_file_set_add(kept, users->list[i]);
	pb_file_set_free(&warm);
	return 0;
}

/* The files that objects with a user in them may consist of. */
static int open_search(struct search *s, const struct pb_words *names,
		       const struct pb_file_set *users)
{
	if (pb_file_set_make(s->includes, &s->seen) ||
	    pb_file_set_make(s->includes, &s->hot))
		return sc_fail(s->err, "out of memory");
	for (uint32_t i = 0; i < users->n; i++)
		pb_file_set_add(&s->seen, users->list[i]);
	if (pb_includes_add_used(s->includes, &s->seen))
		return sc_fail(s->err, "out of memory");
	for (size_t i = 0; i < names->n; i++)
		if (pb_name_table_add(&s->table, names->list[i]) < 0)
			s->too_many = true;
	return 0;
}

int pb_names_find_uses(const struct pb_kernel *kernel,
		       const struct pb_progress *progress,
		       const struct pb_includes *includes,
		       const struct pb_words *names,
		       const struct pb_file_set *users,
		       struct pb_file_set *kept, bool *all_ret,
		       struct sc_error *err)
{
	struct search s = { .kernel = kernel,
			    .includes = includes,
			    .err = err };
	int ret = open_search(&s, names, users);

	if (!ret)
		ret = pb_includes_get(kernel, includes, &s.seen, progress, err);
	if (!ret)
		ret = search_all(&s);
	*all_ret = s.too_many;
	if (!ret && !s.too_many)
		ret = keep_users(&s, users, kept);
	pb_words_free(&s.table.words);
	pb_file_set_free(&s.seen);
	pb_file_set_free(&s.hot);
	return ret;
}
