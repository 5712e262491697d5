/* SPDX-License-Identifier: GPL-2.0-only */
/* As much of livepatch as kmod/kpatch_livepatch.h names. */
#ifndef TESTS_KPATCH_LIVEPATCH_H
#define TESTS_KPATCH_LIVEPATCH_H

#include "tests/kpatch/include/outside.h"

#define CONFIG_LIVEPATCH 1
/* MODULE_INFO() of outside.h takes strings. */
#define livepatch "livepatch"

struct klp_func {
	const char *old_name;
	void *new_func;
	unsigned long old_sympos;
};

struct klp_object {
	const char *name;
	struct klp_func *funcs;
	struct {
		int (*pre_patch)(struct klp_object *obj);
		void (*post_patch)(struct klp_object *obj);
		void (*pre_unpatch)(struct klp_object *obj);
		void (*post_unpatch)(struct klp_object *obj);
	} callbacks;
	struct module *mod;
};

struct klp_patch {
	struct module *mod;
	struct klp_object *objs;
	bool replace;
};

int klp_enable_patch(struct klp_patch *patch);

#endif
