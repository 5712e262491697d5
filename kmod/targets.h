/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * targets.h - modules that may be patched now
 */
#ifndef KPATCH_TARGETS_H
#define KPATCH_TARGETS_H

#include <linux/types.h>

struct module;

/* A reference to a module that may be patched now, or NULL. */
struct module *kpatch_get_target(const char *name);
bool kpatch_is_announced(const struct module *mod);
/* The module loader has announced @mod. -ENOMEM. */
int kpatch_announce(struct module *mod);
void kpatch_unannounce(struct module *mod);
/* Nobody announces any more. */
void kpatch_targets_exit(void);

#endif /* KPATCH_TARGETS_H */
