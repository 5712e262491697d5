/* SPDX-License-Identifier: GPL-2.0-only */
/* What the step makes of an object where there is no objtool. */
#ifndef KBUILD_ALONE_H
#define KBUILD_ALONE_H

#include "kbuild/kbuild.h"
#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/sites/site_names.h"
#include "stackcheck/sites/sites.h"

/* Between the two functions below. Freed by kb_alone_free(). */
struct kb_alone {
	struct sc_site_names names;
	struct sc_sites sites;
};

/*
 * Make the branches of @img that the kernel wants as no-ops, before it is
 * analysed. 0, or -1 with @err.
 */
int kb_alone_prepare(struct kb_alone *a, const struct kb_job *job,
		     struct sc_image *img, struct sc_error *err);

/*
 * Add all tables and symbols that the options ask for, after the object was
 * checked. 0, or -1 with @err: nothing is to be written then.
 */
int kb_alone_add(struct kb_alone *a, const struct kb_job *job,
		 struct sc_analysis *analysis, struct sc_edit *edit,
		 struct sc_error *err);

void kb_alone_free(struct kb_alone *a);

/* With --backup: keep the object as it came, in NAME.orig. Likewise. */
int kb_alone_backup(const struct kb_job *job, const struct sc_image *img,
		    struct sc_error *err);

#endif
