/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * places.h - code of a module that the kernel rewrites
 */
#ifndef KPATCH_PLACES_H
#define KPATCH_PLACES_H

struct kpatch_span;
struct module;

/*
 * What @place lies in that the kernel rewrites, in the text of @mod; NULL: in
 * nothing that it does.
 */
const char *kpatch_rewritten(const struct module *mod,
			     const struct kpatch_span *place);

#endif /* KPATCH_PLACES_H */
