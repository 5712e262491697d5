/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * patches.h - all patches there are, and the locks that they are under
 *
 * Locks, outermost first:
 *	kpatch_mutex		all patches, objects, functions and nodes; held
 *				for the whole of a request
 *	kpatch_list_mutex	the same, but let go of while a request rests
 *				between two tries: what is no part of a request
 *				need not wait for its end
 *	kpatch_names_lock	membership and order of kpatch_patches, so that
 *				neither a module that no patch names nor a
 *				reader of sysfs need wait for a request
 *	readers_lock		in listing.c, who reads which text
 *	kpatch_images_lock	trust tables (images.h); notifications of modules
 *				have let go of it when they take kpatch_mutex
 *	kpatch_report_mutex	the texts of last_change and the others
 * exits.c, targets.c, shadow.c and adopted.c have one innermost lock each. That
 * of adopt.c is not held together with any of these.
 */
#ifndef KPATCH_PATCHES_H
#define KPATCH_PATCHES_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/types.h>

struct kpatch_patch;
struct module;

extern struct list_head kpatch_patches;

extern struct mutex kpatch_mutex;
extern struct mutex kpatch_list_mutex;

/*
 * -EDEADLK from a callback, or as kpatch_signalled(); the others are not for
 * callbacks.
 */
int kpatch_lock(void);
int kpatch_lock_killable(void);
void kpatch_lock_always(void);
void kpatch_unlock(void);
/*
 * Whether the caller must end what it waits for. -EINTR: for a signal that it
 * handles or dies of. -ERESTARTNOINTR: to be stopped, traced or frozen, or to
 * run a task work; the system call begins again afterwards. 0: neither.
 */
int kpatch_signalled(void);
/* Sleep between two tries, under kpatch_lock(). As kpatch_signalled(). */
int kpatch_rest(unsigned int ms);
/* Is the caller inside a request, as a callback of a patch is? */
bool kpatch_in_callback(void);

/* The patch of @mod, or NULL. The caller holds kpatch_list_mutex. */
struct kpatch_patch *kpatch_find_patch(const struct module *mod);
/* From here on the module loader asks for what the patch names. */
void kpatch_publish(struct kpatch_patch *patch);
void kpatch_unpublish(struct kpatch_patch *patch);
/* Those in use are in the list in the order in which they were put in use. */
void kpatch_make_newest(struct kpatch_patch *patch);
/* Among the patches in use, the oldest is 1; 0: it is not in use. */
unsigned int kpatch_stack_order(const struct kpatch_patch *patch);
/* Does any patch name it, or is it one? */
bool kpatch_concerns(const struct module *mod);

#endif /* KPATCH_PATCHES_H */
