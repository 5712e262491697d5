/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * registry.h - requests of patch modules, of sysfs and of the module loader
 */
#ifndef KPATCH_REGISTRY_H
#define KPATCH_REGISTRY_H

#include <linux/types.h>

struct kpatch_patch;
struct kpatch_wish;
struct module;

extern bool kpatch_allowed;	/* false: no patch may be put in */

/* What was written in sysfs. */
int kpatch_set_enabled(struct kpatch_patch *patch,
		       const struct kpatch_wish *wish);
/* Undo what was done to @mod, which goes; waits for a request only if so. */
void kpatch_undo_going(struct module *mod);
/* @mod is about to be freed; the errno of why its patch stays, if it does. */
int kpatch_abandon(const struct module *mod);

#endif /* KPATCH_REGISTRY_H */
