/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A kernel for tests of the command: a /sys in plain files, and what the three
 * system calls are to answer. It writes down what it is asked.
 */
#ifndef TESTS_FAKE_KERNEL_H
#define TESTS_FAKE_KERNEL_H

#include "kpatch/system.h"

struct fake_kernel {
	char root[64]; /* a folder of its own: sys/, and files of patches */
	char sysfs[80];
	char lock[80];
	char cmdline[80]; /* not there, unless a test makes it */
	char proc[80]; /* folder of tasks; not there, unless a test makes it */
	char asked[4096]; /* one line for each call */
	/* What the next calls of each kind return, and then 0 again. */
	int load, unload, write;
	bool no_timeout; /* modules are made without the parameter */
	bool takes_consistency; /* and with that one */
	const char *built_for; /* modules have this kpatch_build_id; or NULL */
	const char *source; /* and were made from this file; or NULL */
	const char *ends; /* the change of this patch ends when somebody asks */
	bool ends_enabled; /* and the patch is in use then */
	bool stuck; /* transitions of livepatch do not end */
	bool adopted; /* kpatch.ko has been told of the next module */
	const char *refusal; /* put into last_refusal by a call that fails */
	const char *check; /* put into last_check by any call */
	struct kp_system sys;
	struct kp_ctx ctx; /* under --json: nothing is printed */
};

/* With kpatch.ko loaded, unless taken away with fk_remove("kernel"). */
void fk_init(struct fake_kernel *fk);
void fk_free(struct fake_kernel *fk);

/* A file below sys/. */
void fk_put(struct fake_kernel *fk, const char *path, const char *text);
void fk_put_bytes(struct fake_kernel *fk, const char *path, const void *bytes,
		  size_t size);
/* A file or folder below sys/, with all in it. */
void fk_remove(struct fake_kernel *fk, const char *path);

/* A patch that is loaded; made from fk->source, if that is not NULL. */
void fk_loaded(struct fake_kernel *fk, const char *name, bool enabled,
	       bool replace);

/* Tasks move for this patch, and kpatch.ko has this record; NULL: they do not. */
void fk_moving(struct fake_kernel *fk, const char *name, const char *record);

/* A livepatch that is loaded; it changes kt_sleep of kt_target. */
void fk_livepatch(struct fake_kernel *fk, const char *name, bool enabled,
		  bool moving);

/*
 * A module in a file, as patches are if @symbol is "kpatch_register", and livepatches
 * if it is "klp_enable_patch". Its path
 * lives as long as @fk.
 */
const char *fk_module(struct fake_kernel *fk, const char *name,
		      const char *release, const char *symbol);

/* Run the command with these arguments, up to NULL; its JSON is in ctx.doc. */
enum kp_exit fk_run(struct fake_kernel *fk,
		    enum kp_exit (*command)(struct kp_ctx *, int, char **), ...)
	__attribute__((sentinel));

/* A text of the first result: "error", "advice"; "" if it has none. */
const char *fk_text(struct fake_kernel *fk, const char *key);
json_t *fk_result(struct fake_kernel *fk);

#endif
