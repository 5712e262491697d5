/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * images.h - the trust tables of vmlinux and of modules
 */
#ifndef KPATCH_IMAGES_H
#define KPATCH_IMAGES_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/types.h>

struct module;
struct sc_trust_index;

/* What is known of the tables of one image, under kpatch_images_lock. */
struct kpatch_image {
	struct list_head list;
	struct module *mod;		/* NULL: vmlinux */
	void *own;			/* freed with it; the file of vmlinux */
	const char *error;		/* why a table was refused; constant */
	bool init;			/* its init text is still there */
	unsigned int nr;
	struct kpatch_table {
		const void *table;
		size_t size;
		/* its own; NULL: there was no memory, look-ups are slower */
		struct sc_trust_index *index;
	} tables[];
};

extern struct mutex kpatch_images_lock;
extern struct list_head kpatch_images;

/* Does the region @i of @image's @table still hold code? *@start: where. */
bool kpatch_region_is_live(const struct kpatch_image *image,
			   const void *table, unsigned int i,
			   unsigned long *start);

/* A module comes, its init has ended, it goes. Negative errno: no memory. */
int kpatch_image_coming(struct module *mod);
void kpatch_image_live(struct module *mod);
void kpatch_image_going(struct module *mod);

/* A reference to a module that was there before us, not added yet; or NULL. */
struct module *kpatch_image_missing(void);

bool kpatch_in_vmlinux(unsigned long addr);
bool kpatch_vmlinux_covered(void);
/*
 * Take over @file of @size bytes, from vmalloc(): the table of vmlinux.
 * @bad: why it is refused (constant), if that is known already.
 */
int kpatch_image_vmlinux(void *file, size_t size, const char *bad);

int kpatch_images_init(void);
void kpatch_images_exit(void);

#endif /* KPATCH_IMAGES_H */
