// SPDX-License-Identifier: GPL-2.0-only
/*
 * The facts of all objects of a build. Looked at only when the index gives a
 * reason, which it rarely does: few functions do not return.
 */
#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kbuild/book.h"
#include "kbuild/kbuild.h"
#include "stackcheck/analysis/facts_file.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/trust.h"
#include "stackcheck/util/folder.h"
#include "stackcheck/util/vec.h"
#include "kbuild/sum.h"

#define SUFFIX ".stackcheck"

int kb_facts_path(char *buf, size_t size, const char *object)
{
	const char *slash = strrchr(object, '/');
	int dir = slash ? (int)(slash + 1 - object) : 0;

	return snprintf(buf, size, "%.*s.%s" SUFFIX, dir, object,
			object + dir) < (int)size
		       ? 0
		       : -1;
}

/* The object that the file of facts @path is of; NULL: it is no such file. */
static char *object_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	int dir = slash ? (int)(slash + 1 - path) : 0;
	int len = (int)strlen(path + dir) - 1 - (int)strlen(SUFFIX);
	char *object;

	if (path[dir] != '.' || len < 1 ||
	    strcmp(path + dir + 1 + len, SUFFIX) != 0)
		return NULL;
	return asprintf(&object, "%.*s%.*s", dir, path, len, path + dir + 1) < 0
		       ? NULL
		       : object;
}

static void free_entry(struct kb_entry *e)
{
	free(e->object);
	sc_facts_free(e->facts);
}

void kb_book_free(struct kb_book *book)
{
	for (size_t i = 0; i < book->n; i++)
		free_entry(&book->entries[i]);
	free(book->entries);
	book->entries = NULL;
	book->n = 0;
}

/* What has no file of facts is looked for by its own name. */
static bool has_facts(const char *object)
{
	char path[4096];

	/* with a name that is too long it could not have any */
	return !kb_facts_path(path, sizeof(path), object) &&
	       !access(path, F_OK);
}

/* The object that a file is, or is of; NULL: of none, or of one met twice. */
static char *object_by(const char *path, const char *name)
{
	size_t len = strlen(name);

	if (name[0] == '.')
		return object_of(path);
	return len > 2 && !strcmp(name + len - 2, ".o") && !has_facts(path)
		       ? strdup(path)
		       : NULL;
}

/* An object and its file of facts, if it exists and is not @but. */
static int read_one(struct kb_book *book, const char *path, const char *name,
		    const struct stat *but, struct sc_error *err)
{
	struct kb_entry e = { .object = object_by(path, name) };
	struct stat st;

	if (!e.object)
		return 0;
	if (stat(e.object, &st) || !S_ISREG(st.st_mode) ||
	    (st.st_dev == but->st_dev && st.st_ino == but->st_ino)) {
		free_entry(&e);
		return 0;
	}
	e.dev = st.st_dev;
	e.ino = st.st_ino;
	e.facts = sc_facts_new();
	if (!e.facts)
		sc_fail(err, "%s: out of memory", path);
	else if ((name[0] != '.' || !sc_facts_load(e.facts, path, err)) &&
		 !SC_VEC_PUSH(book->entries, book->n, e))
		return 0;
	free_entry(&e);
	return -1;
}

int kb_book_read(struct kb_book *book, const char *tree, const char *object,
		 struct sc_error *err)
{
	FTS *fts = sc_folder_open(tree, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	struct stat but = { 0 };
	FTSENT *e;
	int bad = 0;

	*book = (struct kb_book){ 0 };
	sc_fail(err, "%s: cannot read the facts of its objects", tree);
	if (!fts)
		return -1;
	if (object && stat(object, &but))
		bad = sc_fail(err, "%s: %s", object, strerror(errno));
	while (!bad && (e = fts_read(fts)))
		if (e->fts_info == FTS_F)
			bad = read_one(book, e->fts_path, e->fts_name, &but,
				       err);
	/* it sets errno to 0 at the end */
	if (!bad && errno)
		bad = sc_fail(err, "%s: %s", tree, strerror(errno));
	fts_close(fts);
	return bad;
}

bool kb_book_has(const struct kb_book *book, const char *name,
		 unsigned int fact)
{
	for (size_t i = 0; i < book->n; i++)
		if (!book->entries[i].removed &&
		    (sc_facts_get(book->entries[i].facts, name) & fact))
			return true;
	return false;
}

/* --- what is wrong */

/* Add the names of which @from says one of @facts to @to. */
static int add_names(struct sc_facts *to, const struct sc_facts *from,
		     unsigned int facts)
{
	const char *name;
	unsigned int what;
	size_t at = 0;

	while ((name = sc_facts_next(from, &at, &what)))
		if ((what & facts) && sc_facts_add(to, name, SC_FACT_RETURNS))
			return -1;
	return 0;
}

static bool have_common(const struct sc_facts *a, unsigned int facts,
			struct sc_facts *b)
{
	const char *name;
	unsigned int what;
	size_t at = 0;

	while ((name = sc_facts_next(a, &at, &what)))
		if ((what & facts) && sc_facts_get(b, name))
			return true;
	return false;
}

int kb_book_propagate(struct kb_book *book, struct sc_facts *wrong)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < book->n; i++) {
			struct kb_entry *e = &book->entries[i];

			if (e->doubted ||
			    !have_common(e->facts, SC_FACT_ASSUMED, wrong))
				continue;
			e->doubted = changed = true;
			if (add_names(wrong, e->facts, SC_FACT_NORETURN))
				return -1;
		}
	}
	return 0;
}

static struct sc_image *load_object(const struct kb_entry *e)
{
	struct sc_input input = { .path = e->object, .file = e->object };

	return sc_input_load(&input, NULL, NULL);
}

static bool is_of(const struct kb_entry *e, const struct sc_image *img)
{
	uint64_t sum;

	return sc_facts_are_whole(e->facts) && !kb_object_sum(img, &sum) &&
	       sum == sc_facts_object(e->facts);
}

/* Is the object still the one that its facts were found in? */
static bool is_current(const struct kb_entry *e)
{
	struct sc_image *img = load_object(e);
	bool same = img && is_of(e, img);

	if (img)
		sc_image_free(img);
	return same;
}

/*
 * Made by a linker of objects that the step sees one by one? Kbuild keeps the
 * command it made an object with.
 */
static bool is_composed(const char *object)
{
	const char *slash = strrchr(object, '/');
	int dir = slash ? (int)(slash + 1 - object) : 0;
	char path[4096], *line = NULL;
	bool composed = false;
	size_t cap = 0;
	FILE *f;

	if (snprintf(path, sizeof(path), "%.*s.%s.cmd", dir, object,
		     object + dir) >= (int)sizeof(path))
		return false;
	f = fopen(path, "re");
	if (f && getline(&line, &cap, f) > 0)
		composed = strstr(line, " -r -o ") != NULL;
	free(line);
	if (f)
		fclose(f);
	return composed;
}

bool kb_entry_is_unknown(const struct kb_entry *e)
{
	struct sc_image *img = load_object(e);
	const struct sc_section *sec =
		img ? sc_image_section(img, SC_TRUST_SECTION) : NULL;
	bool unknown = sec && sec->size && !is_of(e, img) &&
		       !is_composed(e->object);

	if (img)
		sc_image_free(img);
	return unknown;
}

/* Check an object that says of a name in @wanted that it does not return. */
static int check_entry(struct kb_entry *e, struct sc_facts *wanted,
		       struct sc_facts *wrong, bool *more_ret)
{
	if (e->checked || !have_common(e->facts, SC_FACT_NORETURN, wanted))
		return 0;
	e->checked = *more_ret = true;
	e->fits = is_current(e);
	return e->fits ? add_names(wanted, e->facts, SC_FACT_ASSUMED)
		       : add_names(wrong, e->facts, SC_FACT_NORETURN);
}

int kb_book_find_wrong(struct kb_book *book, struct sc_facts *wanted,
		       struct sc_facts *wrong)
{
	bool more = true;

	for (size_t i = 0; i < book->n; i++)
		if (add_names(wrong, book->entries[i].facts, SC_FACT_RETURNS))
			return -1;
	while (more) {
		more = false;
		for (size_t i = 0; i < book->n; i++)
			if (check_entry(&book->entries[i], wanted, wrong,
					&more))
				return -1;
	}
	return kb_book_propagate(book, wrong);
}
