/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trust.h - which code may appear on a stack that counts as reliable
 *
 * images.c keeps the trust tables of vmlinux and of modules; code_map.c finds
 * what they say of an address; jit.c knows code that has none; trust.c has the
 * policy; rows.c walks by rows.
 */
#ifndef KPATCH_TRUST_H
#define KPATCH_TRUST_H

#include <linux/list.h>
#include <linux/types.h>

#include "../include/stackcheck/trust.h"

struct kpatch_op;
struct kpatch_patch;
struct kpatch_text;
struct module;

enum kpatch_policy {
	KPATCH_TRUST_OFF,	/* the kernel's own unwinder decides alone */
	KPATCH_TRUST_MODULES,	/* code of modules must be covered */
	KPATCH_TRUST_ALL,	/* all code must be */
	KPATCH_NR_POLICIES
};

/* --- code_map.c ----------------------------------------------------------- */

/*
 * What the tables say of the code at @addr; for a return address, ask for the
 * byte before. False where no table covers it; @hit has the reason then.
 * *@left (may be NULL): how many bytes from @addr on it holds for. May run
 * anywhere, also while the machine is stopped.
 */
bool kpatch_find_code(unsigned long addr, struct sc_trust_hit *hit,
		      unsigned long *left);

/* Does a table cover the code at @addr? Takes no time for the rows there. */
bool kpatch_is_covered(unsigned long addr);

struct kpatch_map;

/*
 * A map of all images there are, under kpatch_images_lock; NULL: no memory.
 * Publishing takes it over. @gone: tables or code are about to go; nobody looks
 * at them once it returns.
 */
struct kpatch_map *kpatch_map_make(void);
void kpatch_map_publish(struct kpatch_map *map, bool gone);
void kpatch_map_init(void);

/* --- jit.c ---------------------------------------------------------------- */

/*
 * Is @addr in code that BPF made, at a place where the frame pointer leads to
 * the caller? Such code has no tables. May run anywhere.
 */
bool kpatch_jit_framed(unsigned long addr, bool exact);
/*
 * The trampoline of a function that is patched was called with the new
 * function's start in place of a return address. It is not returned to, and no
 * call comes before it: it is the place itself that the frame is at. @addr was
 * found by such a frame: is it such a place?
 */
bool kpatch_jit_names_entry(unsigned long addr);
void kpatch_jit_init(void);

/* --- images.c ------------------------------------------------------------- */

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

/* --- trust.c -------------------------------------------------------------- */

extern enum kpatch_policy kpatch_policy;

/* A frame of a walk by the kernel's own unwinder, in code at @addr. */
bool kpatch_frame_trusted(unsigned long addr, bool exact,
			  enum kpatch_policy policy, const char **why);
/*
 * Refuses a patch whose own functions are not trusted. One that is forced is
 * not refused, and op->distrusted set.
 */
int kpatch_patch_trusted(struct kpatch_op *op, struct kpatch_patch *patch);

int kpatch_policy_set(const char *name);
const char *kpatch_policy_name(void);
int kpatch_trust_init(void);

/* --- trust_show.c --------------------------------------------------------- */

/* Lines for programs; kpatch/sysfs.md says what is on them. */
void kpatch_show_images(struct kpatch_text *text);
void kpatch_show_uncovered(struct kpatch_text *text);

#endif /* KPATCH_TRUST_H */
