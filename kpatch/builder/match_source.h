/* SPDX-License-Identifier: GPL-2.0-only */
/* Whole source files are compiled and matched with the kernel, without a diff. */
#ifndef KPATCH_BUILDER_MATCH_SOURCE_H
#define KPATCH_BUILDER_MATCH_SOURCE_H

#include "kpatch/builder/match.h"
#include "kpatch/builder/unit_build.h"
#include "kpatch/builder/work_folder.h"

/* Where files are matched. Its fields are this file's own. */
struct pb_matching {
	struct pb_workshop shop;
	struct pb_kernel_side side;
	struct pb_work_folder work;
	const struct pb_progress *progress;
};

/* A function that the kernel does not have as the source gives it. */
struct pb_mismatch {
	char *name;
	enum pb_match_kind kind;
	char *why;
};

/* What became of one file. pb_match_report_free() frees it. */
struct pb_match_report {
	const char *target; /* "vmlinux" or a module; valid as the matching is */
	size_t counts[PB_MATCH_KINDS]; /* functions of each kind */
	struct pb_mismatch *list; /* all that are not the same */
	size_t n;
};

/*
 * Begin. @kernel, @compiler and @progress, which may be NULL, must outlive it.
 * @keep: a folder to work in and to leave; NULL: a temporary one. 0, or -1 with
 * @err. pb_matching_close() is needed in both cases.
 */
int pb_matching_open(struct pb_matching *m, const struct pb_kernel *kernel,
		     const struct pb_compiler *compiler, const char *keep,
		     const struct pb_progress *progress, struct sc_error *err);
void pb_matching_close(struct pb_matching *m);

/*
 * Compile @source ("fs/readdir.c") as the kernel's build did, and match all its
 * functions. 0, or -1 with @err and nothing to free: also if the configuration
 * does not build it.
 */
int pb_match_source(struct pb_matching *m, const char *source,
		    struct pb_match_report *report, struct sc_error *err);
void pb_match_report_free(struct pb_match_report *report);

/* The number of functions in the file. */
size_t pb_match_report_count(const struct pb_match_report *report);

#endif
