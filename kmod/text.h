/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * text.h - text that grows as it is written; for what programs read in sysfs
 */
#ifndef KPATCH_TEXT_H
#define KPATCH_TEXT_H

#include <linux/types.h>

/* All zeros is empty. What does not get memory is cut, and `cut` is set. */
struct kpatch_text {
	char *buf;		/* kvfree() frees it; NULL while there is none */
	size_t len;
	size_t size;
	bool cut;
};

void __printf(2, 3) kpatch_add(struct kpatch_text *text, const char *fmt, ...);
/*
 * KEY=WORD as one word: programs split lines at blanks, and a task may call
 * itself anything. NULL, "": a dash.
 */
void kpatch_add_word(struct kpatch_text *text, const char *key,
		     const char *word);
void kpatch_text_free(struct kpatch_text *text);

#endif /* KPATCH_TEXT_H */
