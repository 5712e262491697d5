/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * strbuf.h - text that grows as it is written; for what programs read in sysfs
 */
#ifndef KPATCH_STRBUF_H
#define KPATCH_STRBUF_H

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
/*
 * KEY=ADDRESS in hexadecimal, for those who may see addresses. The top bits of
 * its digits are set, which nothing else in a text has.
 */
void kpatch_add_address(struct kpatch_text *text, const char *key,
			unsigned long addr);
/*
 * Up to @count bytes from @off on; how many there were. Without @show each digit
 * of an address is a zero.
 */
ssize_t kpatch_text_read(const struct kpatch_text *text, bool show, char *buf,
			 loff_t off, size_t count);
void kpatch_text_free(struct kpatch_text *text);

#endif /* KPATCH_STRBUF_H */
