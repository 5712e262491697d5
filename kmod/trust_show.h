/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trust_show.h - what the trust tables cover, for programs
 */
#ifndef KPATCH_TRUST_SHOW_H
#define KPATCH_TRUST_SHOW_H

struct kpatch_text;

/* Lines for programs; kpatch/sysfs.md says what is on them. */
void kpatch_show_images(struct kpatch_text *text);
void kpatch_show_uncovered(struct kpatch_text *text);

#endif /* KPATCH_TRUST_SHOW_H */
