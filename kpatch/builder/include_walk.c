// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fts.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/include_scan.h"
#include "kpatch/builder/include_walk.h"
#include "kpatch/builder/source.h"
#include "kpatch/builder/source_unpack.h"
#include "kpatch/file.h"
#include "stackcheck/util/folder.h"
#include "stackcheck/util/output.h"
#include "stackcheck/util/vec.h"

/* In the kernel's folder; the number is that of the form of its lines. */
#define INDEX_FILE "includes-1"
/* Longer files are no source. */
#define SOURCE_MOST (64L << 20)

#define READING "reading which file includes which"

/* Files of the source, and those that the kernel's build made beside it. */
struct places {
	struct place {
		char *path; /* of the file */
		size_t skip; /* bytes of the folder before it */
	} * list;
	size_t n;
};

static void free_places(struct places *places)
{
	for (size_t i = 0; i < places->n; i++)
		free(places->list[i].path);
	free(places->list);
}

static int add_place(struct places *places, const FTSENT *e, size_t skip)
{
	struct place place = { strdup(e->fts_path), skip };

	if (place.path && !SC_VEC_PUSH(places->list, places->n, place))
		return 0;
	free(place.path);
	return -1;
}

/* Add the files below @top/@folder; their names begin behind @top. */
static int walk_folder(struct places *places, const char *top,
		       const char *folder, struct sc_error *err)
{
	struct kp_path path;
	const FTSENT *e;
	FTS *walk;
	int ret = 0;

	if (kp_path(&path, err, "%s%s", top, folder))
		return -1;
	walk = sc_folder_open(path.s, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	if (!walk)
		return sc_fail(err, "%.256s: %s", path.s, strerror(errno));
	while (!ret && (e = fts_read(walk))) {
		if (e->fts_info == FTS_D && e->fts_level &&
		    (*e->fts_name == '.' ||
		     !strcmp(e->fts_name, "Documentation")))
			fts_set(walk, (FTSENT *)e, FTS_SKIP);
		else if (e->fts_info == FTS_F && *e->fts_name != '.' &&
			 e->fts_statp->st_size < SOURCE_MOST &&
			 add_place(places, e, strlen(top) + 1))
			ret = sc_fail(err, "out of memory");
	}
	fts_close(walk);
	return ret;
}

static int by_name(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;
	int order = strcmp(a->path + a->skip, b->path + b->skip);

	return order ? order : strcmp(a->path, b->path);
}

/* Objects and programs have a zero byte soon. */
static bool is_text(const char *text, size_t size)
{
	return !memchr(text, '\0', size < 64 ? size : 64);
}

static int scan_place(const struct place *place, FILE *out,
		      struct sc_error *err)
{
	const char *name = place->path + place->skip;
	size_t size;
	char *text = kp_read_file(place->path, &size, err);

	if (!text)
		return -1;
	if (is_text(text, size)) {
		fprintf(out, "F%s\n", name);
		pb_includes_scan(name, text, size, out);
	}
	free(text);
	return 0;
}

static char *scan_places(const struct places *places, struct sc_error *err)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int ret = 0;

	for (size_t i = 0; out && !ret && i < places->n; i++)
		ret = scan_place(&places->list[i], out, err);
	if (out && !fclose(out) && !ret)
		return text;
	free(text);
	if (!ret)
		sc_fail(err, "out of memory");
	return NULL;
}

static char *make_text(const struct pb_kernel *kernel, struct sc_error *err)
{
	struct places places = { 0 };
	char *text = NULL;

	if (!walk_folder(&places, kernel->source, "", err) &&
	    !walk_folder(&places, kernel->headers, "/include/generated", err) &&
	    !walk_folder(&places, kernel->headers,
			 "/arch/x86/include/generated", err)) {
		if (places.n)
			qsort(places.list, places.n, sizeof(*places.list),
			      by_name);
		text = scan_places(&places, err);
	}
	free_places(&places);
	return text;
}

/* All of the source is needed for that, but for what includes nothing. */
static int get_source(const struct pb_kernel *kernel,
		      const struct pb_progress *progress, struct sc_error *err)
{
	double begin = pb_progress_now();

	pb_progress_tell(progress, "unpacking the source of all drivers");
	if (pb_source_add_all(kernel, err))
		return -1;
	pb_progress_tell(progress, "source of all drivers: %.1f s",
			 pb_progress_now() - begin);
	return 0;
}

/* Who had the lock before may have made it. */
static char *make_locked(const struct pb_kernel *kernel, const char *path,
			 const struct pb_progress *progress,
			 struct sc_error *err)
{
	char *text;

	if (kp_exists(path))
		return kp_read_file(path, NULL, err);
	if (get_source(kernel, progress, err))
		return NULL;
	pb_progress_tell(progress, READING);
	text = make_text(kernel, err);
	if (text && !sc_output_put(path, text, strlen(text), err))
		return text;
	free(text);
	return NULL;
}

/* The cache keeps it for the next time. */
static char *make_kept(const struct pb_kernel *kernel, const char *path,
		       const struct pb_progress *progress, struct sc_error *err)
{
	int lock = pb_source_lock(kernel, progress, err);
	char *text;

	if (lock < 0)
		return NULL;
	text = make_locked(kernel, path, progress, err);
	close(lock);
	return text;
}

int pb_includes_make(const struct pb_kernel *kernel,
		     const struct pb_progress *progress, struct sc_error *err)
{
	struct kp_path path;
	char *text;

	if (!pb_source_is_own(kernel))
		return 0;
	if (kp_path(&path, err, "%s/" INDEX_FILE, kernel->folder))
		return -1;
	if (kp_exists(path.s))
		return 0;
	text = make_kept(kernel, path.s, progress, err);
	free(text);
	return text ? 0 : -1;
}

char *pb_includes_text(const struct pb_kernel *kernel,
		       const struct pb_progress *progress, struct sc_error *err)
{
	struct kp_path path;

	if (!pb_source_is_own(kernel)) {
		pb_progress_tell(progress, READING);
		return make_text(kernel, err);
	}
	if (kp_path(&path, err, "%s/" INDEX_FILE, kernel->folder))
		return NULL;
	if (kp_exists(path.s))
		return kp_read_file(path.s, NULL, err);
	return make_kept(kernel, path.s, progress, err);
}
