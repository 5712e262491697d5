/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * malformed.h - what a patch module may not hand in
 */
#ifndef KPATCH_MALFORMED_H
#define KPATCH_MALFORMED_H

struct kpatch_module;

/* What is wrong with the tables of @kpmod; NULL: nothing. */
const char *kpatch_malformed(const struct kpatch_module *kpmod);

#endif /* KPATCH_MALFORMED_H */
