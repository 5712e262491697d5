/* SPDX-License-Identifier: GPL-2.0-only */
/* What make asks for, and the kernel's own objtool. */
#ifndef KBUILD_JOB_H
#define KBUILD_JOB_H

#include "kbuild/kbuild.h"

/*
 * Read the arguments and the environment. Returns 0, 1 for a usage to be
 * printed, or -1 with @err: an option is not known, or nobody would do what it
 * asks for.
 */
int kb_job_parse(struct kb_job *job, int argc, char **argv,
		 struct sc_error *err);

/* Run the kernel's own objtool; its exit code, or -1 with @err. */
int kb_objtool_run(const struct kb_job *job, struct sc_error *err);

#endif
