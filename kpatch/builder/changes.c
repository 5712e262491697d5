// SPDX-License-Identifier: GPL-2.0-only
/* Diffs are applied in memory, one after the other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/changes.h"
#include "kpatch/builder/line_marks.h"
#include "kpatch/builder/path_kind.h"
#include "kpatch/builder/source.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/vec.h"

static struct pb_changed_file *find_file(const struct pb_changes *changes,
					 const char *path)
{
	for (size_t i = 0; i < changes->n; i++)
		if (!strcmp(changes->files[i].path, path))
			return &changes->files[i];
	return NULL;
}

static struct pb_changed_file *add_file(struct pb_changes *changes,
					const char *path)
{
	struct pb_changed_file file = { .path = strdup(path) };

	if (!file.path || SC_VEC_PUSH(changes->files, changes->n, file)) {
		free(file.path);
		return NULL;
	}
	return &changes->files[changes->n - 1];
}

/* The text of the file in the source; NULL with @err filled. */
static char *read_source(const struct pb_changes_from *from, const char *path,
			 size_t *size_ret, struct sc_error *err)
{
	struct kp_path file;

	if ((from->kernel &&
	     pb_source_get(from->kernel, path, from->progress, err)) ||
	    kp_path(&file, err, "%s/%s", from->source, path))
		return NULL;
	if (!kp_exists(file.s)) {
		sc_fail(err, "%.300s: %s has no such file", path,
			from->kernel ? "the kernel's source"
				     : "the module's source");
		return NULL;
	}
	return kp_read_file(file.s, size_ret, err);
}

static int apply_first(struct pb_changes *changes,
		       const struct pb_changes_from *from,
		       const struct pb_patch *patch,
		       const struct pb_file_change *change,
		       struct sc_error *err)
{
	struct pb_changed_file *file;
	struct pb_applied applied;
	char *text = NULL;
	size_t size = 0;
	int ret;

	if (!change->creates) {
		text = read_source(from, change->path, &size, err);
		if (!text)
			return -1;
	}
	ret = pb_change_apply(patch, change, text, size, from->fuzz, &applied,
			      err);
	free(text);
	if (ret)
		return -1;
	file = add_file(changes, change->path);
	if (!file) {
		pb_applied_free(&applied);
		return sc_fail(err, "out of memory");
	}
	file->now = applied;
	file->deleted = change->deletes;
	file->times = 1;
	return 0;
}

static int apply_again(struct pb_changed_file *file,
		       const struct pb_changes_from *from,
		       const struct pb_patch *patch,
		       const struct pb_file_change *change,
		       struct sc_error *err)
{
	struct pb_applied applied;

	if (pb_change_apply(patch, change, file->now.text, file->now.size,
			    from->fuzz, &applied, err))
		return -1;
	pb_applied_free(&file->now);
	file->now = applied;
	file->deleted = change->deletes;
	file->times++;
	return 0;
}

static int leave_out(struct pb_changes *changes, const char *path,
		     const char *why, struct sc_error *err)
{
	char text[512];

	snprintf(text, sizeof(text), "%.300s %s: its change is left out", path,
		 why);
	return pb_words_add(&changes->left_out, text)
		       ? sc_fail(err, "out of memory")
		       : 0;
}

static int apply_change(struct pb_changes *changes,
			const struct pb_changes_from *from,
			const struct pb_patch *patch,
			const struct pb_file_change *change,
			struct sc_error *err)
{
	struct pb_changed_file *file = find_file(changes, change->path);

	switch (pb_path_kind(change->path, from->kernel)) {
	case PB_PATH_ASIDE:
		return leave_out(changes, change->path,
				 "is no part of the kernel", err);
	case PB_PATH_OTHER_ARCH:
		return leave_out(changes, change->path,
				 "is for another processor", err);
	case PB_PATH_CHOICES:
		return leave_out(
			changes, change->path,
			"is for the configuration, and the kernel keeps its own",
			err);
	case PB_PATH_RULES:
		return sc_fail(
			err,
			"%.300s: rules of the build cannot be patched; put new code into a file that is built already",
			change->path);
	case PB_PATH_CODE:
		break;
	}
	return file ? apply_again(file, from, patch, change, err)
		    : apply_first(changes, from, patch, change, err);
}

int pb_changes_add(struct pb_changes *changes,
		   const struct pb_changes_from *from, const char *path,
		   struct sc_error *err)
{
	struct pb_patch patch;
	size_t size;
	char *text = kp_read_file(path, &size, err);
	int ret;

	if (!text)
		return -1;
	ret = pb_patch_read(path, text, size, &patch, err);
	free(text);
	if (ret)
		return -1;
	for (size_t i = 0; !ret && i < patch.nfiles; i++)
		ret = apply_change(changes, from, &patch, &patch.files[i], err);
	pb_patch_free(&patch);
	return ret;
}

void pb_changes_free(struct pb_changes *changes)
{
	for (size_t i = 0; i < changes->n; i++) {
		pb_applied_free(&changes->files[i].now);
		free(changes->files[i].path);
	}
	free(changes->files);
	pb_words_free(&changes->left_out);
	*changes = (struct pb_changes){ 0 };
}

/*
 * Marks need to know each edit of the original, which the last of several diffs
 * does not tell. Without them the line numbers behind the change move.
 */
static int put_marked(const struct pb_changed_file *file,
		      struct pb_shadow *shadow, struct sc_error *err)
{
	struct pb_marked marked;
	int ret;

	if (pb_lines_mark(&file->now, file->path, false, &marked, err))
		return -1;
	ret = pb_shadow_put(shadow, file->path, marked.text, marked.size, err);
	pb_marked_free(&marked);
	return ret;
}

int pb_changes_put(const struct pb_changes *changes, struct pb_shadow *shadow,
		   struct sc_error *err)
{
	for (size_t i = 0; i < changes->n; i++) {
		const struct pb_changed_file *file = &changes->files[i];
		bool c = sc_ends_with(file->path, ".c") ||
			 sc_ends_with(file->path, ".h");
		int ret;

		if (file->deleted)
			ret = pb_shadow_delete(shadow, file->path, err);
		else if (c && file->times == 1)
			ret = put_marked(file, shadow, err);
		else
			ret = pb_shadow_put(shadow, file->path, file->now.text,
					    file->now.size, err);
		if (ret)
			return -1;
	}
	return 0;
}
