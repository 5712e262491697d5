// SPDX-License-Identifier: GPL-2.0-only
/*
 * listing.c - long texts in sysfs that are made when they are read
 *
 * A text is longer than what one read returns, and what it tells of changes
 * meanwhile. Each open file has its own text, made when it is read from the
 * start, so that all reads of it are parts of one. The kernel does not tell
 * when such a file is closed: the texts of the last few readers are kept.
 */
#include <linux/mutex.h>
#include <linux/string.h>

#include "listing.h"
#include "strbuf.h"
#include "symbols.h"

#define MAX_READERS	16

/* A file that is read, and the text it gets. Free: @file is NULL. */
struct reader {
	const struct file *file;	/* compared, never followed */
	kpatch_show_fn *show;
	struct kpatch_text text;
	u64 used;			/* the larger, the later */
};

static struct reader readers[MAX_READERS];
static u64 reads;
/* Guards both. */
static DEFINE_MUTEX(readers_lock);

static struct reader *find_reader(const struct file *file,
				  kpatch_show_fn *show)
{
	unsigned int i;

	for (i = 0; i < MAX_READERS; i++)
		if (readers[i].file == file && readers[i].show == show)
			return &readers[i];
	return NULL;
}

/* One that is free, or else the one that has not read for longest. */
static struct reader *take_reader(void)
{
	struct reader *r = readers;
	unsigned int i;

	for (i = 1; i < MAX_READERS; i++)
		if (readers[i].used < r->used)
			r = &readers[i];
	return r;
}

static struct reader *begin_listing(const struct file *file,
				    kpatch_show_fn *show)
{
	struct reader *r = find_reader(file, show) ?: take_reader();

	kpatch_text_free(&r->text);
	r->file = file;
	r->show = show;
	show(&r->text);
	return r;
}

ssize_t kpatch_listing_read(const struct file *file, kpatch_show_fn *show,
			    char *buf, loff_t off, size_t count)
{
	struct reader *r;
	ssize_t len;

	mutex_lock(&readers_lock);
	r = off ? find_reader(file, show) : begin_listing(file, show);
	if (!r) {
		len = -ESTALE;
	} else {
		r->used = ++reads;
		len = r->text.cut ? -ENOMEM :
		      kpatch_text_read(&r->text, kpatch_shows_addresses(file),
				       buf, off, count);
	}
	mutex_unlock(&readers_lock);
	return len;
}

void kpatch_listing_exit(void)
{
	unsigned int i;

	for (i = 0; i < MAX_READERS; i++)
		kpatch_text_free(&readers[i].text);
}
