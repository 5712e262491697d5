/* SPDX-License-Identifier: GPL-2.0-only */
/* stackcheck-kbuild: one object of a kernel build, from make to verdict. */
#ifndef KBUILD_KBUILD_H
#define KBUILD_KBUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "stackcheck/known.h"

/* What make asks for, by objtool's options and the environment. */
struct kb_job {
	char **argv; /* the options with the object, as they came */
	char *object; /* path */
	const char *tree; /* where the build's files are */
	const char *objtool; /* NULL: nothing for it to do */
	char objtool_path[4096];
	bool module; /* the object is part of a module */
	bool werror;
	enum sc_mode mode;
};

/* -1: usage. */
int kb_job_parse(struct kb_job *job, int argc, char **argv);

/* Run the kernel's own objtool; its exit code, or -1 with @err. */
int kb_objtool_run(const struct kb_job *job, struct sc_error *err);

/*
 * Names and what is known of them, in one file that all processes of a build
 * map: each word is set atomically, so nobody waits for anybody. It is no
 * more than a hint where to look: the facts are in the objects' own files.
 */
enum kb_flag { KB_RETURNS = 1, KB_NORETURN = 2, KB_ASSUMED = 4 };

struct kb_index {
	uint64_t *words; /* NULL: none can be had */
};

void kb_index_open(struct kb_index *index, const char *tree);
void kb_index_close(struct kb_index *index);
unsigned int kb_index_get(struct kb_index *index, const char *name);
/* Take away @clear, add @set; what was there before. */
unsigned int kb_index_set(struct kb_index *index, const char *name,
			  unsigned int clear, unsigned int set);

/* The file beside @object that keeps its facts. */
int kb_facts_path(char *buf, size_t size, const char *object);

/* Add what is known of callees in other objects to @facts. */
int kb_facts_recall(struct kb_index *index, const struct sc_image *img,
		    struct sc_facts *facts);
/* Keep what the object taught, and report what contradicts other objects. */
int kb_facts_keep(struct kb_index *index, const struct kb_job *job,
		  const struct sc_study *study, struct sc_result *res,
		  struct sc_error *err);

#endif
