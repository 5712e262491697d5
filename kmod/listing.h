/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * listing.h - one text for each open file, however often it is read
 */
#ifndef KPATCH_LISTING_H
#define KPATCH_LISTING_H

#include <linux/types.h>

struct file;
struct kpatch_text;

typedef void kpatch_show_fn(struct kpatch_text *text);

/*
 * For a binary attribute: a part of the text that @show makes when @file is
 * read from the start. -ESTALE: @file was not, or too long ago.
 */
ssize_t kpatch_listing_read(const struct file *file, kpatch_show_fn *show,
			    char *buf, loff_t off, size_t count);
void kpatch_listing_exit(void);

#endif /* KPATCH_LISTING_H */
