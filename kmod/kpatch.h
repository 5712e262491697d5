/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kpatch.h - what a patch module needs to replace functions of a running
 * kernel through kpatch.ko
 *
 * A patch module is a C file with the new functions, one table of functions
 * for each object they live in, a table of objects, and KPATCH_MODULE().
 * See Documentation/kpatch/interface.md for a complete example.
 */
#ifndef KPATCH_H
#define KPATCH_H

#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/types.h>

struct kpatch_object;

/**
 * struct kpatch_func - one function to replace
 * @name:	its name in the object's symbol table
 * @new_addr:	the function of the patch module that takes its place
 * @new_size:	length of that function; 0: taken from the symbol table
 * @old_addr:	0: found by @name and @sympos and stored here; otherwise it
 *		must be what is found
 * @old_size:	0: taken from the symbol table and stored here
 * @sympos:	0: @name must be unique in its object; N: the N-th symbol of
 *		that name, in the order of /proc/kallsyms
 * @force:	do not look whether anybody is inside this function; the patch
 *		module can then never be unloaded
 *
 * Set by the patch: @name, @new_addr, @sympos, @force. Owned by the patch
 * module; it must stay in place until kpatch_unregister().
 */
struct kpatch_func {
	const char *name;
	unsigned long new_addr;
	unsigned long new_size;
	unsigned long old_addr;
	unsigned long old_size;
	unsigned long sympos;
	bool force;
};

/**
 * struct kpatch_dynrela - a place of the patch module that must be relocated
 * against a symbol that is not exported
 * @dest:	address of the place, inside the patch module
 * @src:	0: found by @name and @sympos; otherwise the symbol's address
 * @type:	R_X86_64_NONE, _64, _PC32, _PLT32 or _32S
 * @sympos:	as in struct kpatch_func
 * @name:	the symbol
 * @addend:	added to the symbol's address
 * @external:	look in vmlinux and all modules, not only in the object
 * @holds:	what the place holds before it is relocated, in as many bytes
 *		as @type has; 0 is what linkers leave there
 *
 * Relocations of an object are applied before its functions are replaced,
 * each time the object is loaded.
 *
 * A place is refused if it does not hold @holds, or what was written there the
 * last time; and if a part of it lies in code that the kernel rewrites: an
 * alternative or its replacement, a jump label, a static call, a retpoline, a
 * return thunk, or the call of ftrace. It is in memory that stays after the
 * module's init, and no two places have a byte in common.
 */
struct kpatch_dynrela {
	unsigned long dest;
	unsigned long src;
	unsigned long type;
	unsigned long sympos;
	const char *name;
	int addend;
	bool external;
	unsigned long holds;
};

/**
 * struct kpatch_object - vmlinux or a module, and what changes in it
 * @name:		the module's name, or NULL for vmlinux
 * @funcs:		functions to replace
 * @nr_funcs:		how many
 * @dynrelas:		relocations, or NULL
 * @nr_dynrelas:	how many
 * @pre_patch:		before the object is patched; may veto
 * @post_patch:		after it was patched, or when its removal was refused
 * @pre_unpatch:	before it is unpatched
 * @post_unpatch:	after it was unpatched, or when patching it failed
 *			after @pre_patch had succeeded
 * @mod:		the module; NULL for vmlinux and while it is not
 *			loaded. Set by kpatch.ko
 * @replaced_by:	while the callbacks of a replace run: the patch that
 *			takes the place of this one; otherwise NULL. Set by
 *			kpatch.ko
 *
 * When patch B replaces patch A, callbacks run in this order: pre_patch of B,
 * pre_unpatch of A, the change, post_unpatch of A, post_patch of B. If the
 * change is refused it is post_patch of A, post_unpatch of B. Nothing that B
 * uses must be freed by A: kpatch_find_state() tells.
 *
 * All four callbacks run in process context, outside the stopped machine, and
 * may sleep. They must neither register nor unregister patches nor load or
 * unload a module that a patch names; the first is refused with -EDEADLK.
 */
struct kpatch_object {
	const char *name;
	struct kpatch_func *funcs;
	unsigned int nr_funcs;
	struct kpatch_dynrela *dynrelas;
	unsigned int nr_dynrelas;
	int (*pre_patch)(struct kpatch_object *obj);
	void (*post_patch)(struct kpatch_object *obj);
	void (*pre_unpatch)(struct kpatch_object *obj);
	void (*post_unpatch)(struct kpatch_object *obj);
	struct module *mod;
	struct kpatch_module *replaced_by;
};

/**
 * struct kpatch_state - something in the system that a patch has changed and
 * that outlives it, such as a shadow variable or a field with a new meaning
 * @id:		what it is; the same number in all patches that use it
 * @version:	what is made of it; the larger number knows all smaller ones
 * @data:	the patch's own
 *
 * A patch that replaces others must have all their states, none in a smaller
 * version. One that is put on top of others may lack states, but must not have
 * a smaller version of one. Otherwise it is refused as incompatible.
 */
struct kpatch_state {
	unsigned long id;
	unsigned int version;
	void *data;
};

/**
 * struct kpatch_module - a patch
 * @mod:	THIS_MODULE of the patch
 * @objects:	what it changes
 * @nr_objects:	how many
 * @checksum:	any text that tells one build of the patch from another;
 *		NULL: the module's srcversion is shown
 * @force:	as if every function had force set
 * @states:	what it changes in the system beside functions, or NULL
 * @nr_states:	how many
 * @enabled:	set by kpatch.ko: the new functions are in use
 *
 * All tables must lie inside @mod.
 */
struct kpatch_module {
	struct module *mod;
	struct kpatch_object *objects;
	unsigned int nr_objects;
	const char *checksum;
	bool force;
	bool enabled;
	struct kpatch_state *states;
	unsigned int nr_states;
};

/* Directory of /sys/kernel/kpatch. */
extern struct kobject *kpatch_root_kobj;

/**
 * kpatch_register() - put a patch in use
 * @kpmod: the patch; it and all its tables lie in the module that calls
 * @replace: take all patches that are in use out in the same moment
 *
 * All functions of the patch change at once, while the machine is stopped and
 * no task is inside any of them. Objects that are modules and not loaded are
 * patched when they come, before their init runs.
 *
 * While a task is in the way the change is tried again, for as long as
 * /sys/kernel/kpatch/timeout_ms says. A signal that the caller handles, or
 * that ends it, ends the tries. A caller that is to be stopped, frozen or
 * traced gets -ERESTARTNOINTR: if it returns that from its system call, the
 * call begins again afterwards. A refusal leaves nothing changed, and what was
 * in the way is in the log and in /sys/kernel/kpatch/last_refusal.
 *
 * The module cannot be unloaded while the patch is in use. kpatch.ko holds
 * pointers into @kpmod until kpatch_unregister(), or until this has failed.
 *
 * Context: process context; may sleep. Not from a callback of a patch, nor
 *	    with a lock held that a task inside a changing function may want.
 * Return: 0, or an errno, negated, that tells the reason of the refusal:
 *	   Documentation/kpatch/sysfs.md has the list.
 */
int kpatch_register(struct kpatch_module *kpmod, bool replace);

/**
 * kpatch_register_within() - put a patch in use, with a time-out of its own
 * @kpmod: as in kpatch_register()
 * @replace: as in kpatch_register()
 * @timeout_ms: for how many milliseconds the change is tried again; 0 is one
 *		try, and a negative number what
 *		/sys/kernel/kpatch/timeout_ms says
 *
 * Context: process context; may sleep. As kpatch_register().
 * Return: as kpatch_register().
 */
int kpatch_register_within(struct kpatch_module *kpmod, bool replace,
			   int timeout_ms);

/**
 * kpatch_unregister() - take a patch out and forget it
 * @kpmod: a patch that was registered
 *
 * A patch that is in use is taken out as kpatch_register() puts one in: at
 * once, and only while no task is inside any of its code. It may have been
 * taken out before, through sysfs or by another patch's replace.
 *
 * After success kpatch.ko has no pointer into the patch module. A refusal
 * leaves the patch in use and registered.
 *
 * Context: process context; may sleep. Not from a callback of a patch, and
 *	    not from the text of the patch itself while it is in use: the
 *	    caller would be in its own way.
 * Return: 0; -EINVAL where @kpmod is not registered; -EDEADLK from a
 *	   callback; or the errno of the refusal, as in kpatch_register().
 */
int kpatch_unregister(struct kpatch_module *kpmod);

/**
 * kpatch_check() - see whether a patch would go in now
 * @kpmod: a patch that is not registered
 * @replace: as in kpatch_register()
 *
 * Does all that kpatch_register() does, once, but for calling callbacks and
 * for the change: symbols, relocations, ftrace, and every stack. What it found
 * is in /sys/kernel/kpatch/last_check. Nothing stays registered.
 *
 * Context: process context; may sleep. Not from a callback of a patch.
 * Return: 0 or the errno that kpatch_register() would have returned, except
 *	   for a veto.
 */
int kpatch_check(struct kpatch_module *kpmod, bool replace);

/**
 * kpatch_get_state() - a state that a patch declares
 * @kpmod: the patch, or NULL
 * @id: the state's number
 *
 * Context: any.
 * Return: the state in the table of @kpmod; NULL if it is not there.
 */
struct kpatch_state *kpatch_get_state(struct kpatch_module *kpmod,
				      unsigned long id);

/**
 * kpatch_find_state() - a state of another patch that is in use
 * @kpmod: the patch that asks
 * @id: the state's number
 *
 * In pre_patch and post_patch it finds the state that there was before, also
 * that of a patch which is being replaced. In post_unpatch it tells whether
 * somebody still uses what the state stands for: the patch that has replaced
 * this one, one that stays in use where @kpmod was refused, or one that shares
 * the state. If it finds none, the state can be undone.
 *
 * Context: callbacks of patches.
 * Return: the state of the newest such patch; NULL if there is none, or if it
 *	   is not called from a callback.
 */
struct kpatch_state *kpatch_find_state(struct kpatch_module *kpmod,
				       unsigned long id);

/*
 * Shadow variables: more fields for an object of the kernel's whose type
 * cannot change. The name tells the field; different patches that use the same
 * name share it.
 *
 * On a real-time kernel (PREEMPT_RT) all but kpatch_shadow_get() take a lock
 * that sleeps, as its allocator does: do not call them there with preemption or
 * interrupts off, nor under a raw spinlock.
 */
typedef int (*kpatch_shadow_ctor)(void *obj, void *shadow, void *ctor_data);
typedef void (*kpatch_shadow_dtor)(void *obj, void *shadow);

/**
 * kpatch_shadow_alloc() - make a shadow variable
 * @obj: the object that gets it; only its address is used
 * @var: the variable's name, which is copied
 * @size: bytes of memory
 * @gfp: how to allocate
 *
 * Context: any but NMIs; may sleep if @gfp says so.
 * Return: zeroed memory that stays until kpatch_shadow_free() or
 *	   kpatch_shadow_free_all(); NULL if there is no memory, or @obj has
 *	   @var already.
 */
void *kpatch_shadow_alloc(void *obj, const char *var, size_t size, gfp_t gfp);

/**
 * kpatch_shadow_get() - find a shadow variable
 * @obj: the object
 * @var: the variable's name
 *
 * That nobody frees the variable while it is used is the patch's affair, as it
 * is for @obj itself.
 *
 * Context: any but NMIs.
 * Return: its memory, or NULL if @obj has no @var.
 */
void *kpatch_shadow_get(void *obj, const char *var);

/**
 * kpatch_shadow_get_or_alloc() - find a shadow variable, or make it
 * @obj: the object
 * @var: the variable's name, which is copied
 * @size: bytes of memory, if it is made
 * @gfp: how to allocate
 * @ctor: called with @obj, new memory that nobody can see yet, and
 *	  @ctor_data; returns 0, or anything else to give the memory up.
 *	  NULL: it stays zeroed
 * @ctor_data: handed to @ctor
 *
 * If several ask at once one variable is made, and all get it. @ctor runs
 * under a spinlock with interrupts off: it must not sleep, nor use shadow
 * variables. Memory that is there already may be of another size.
 *
 * Context: any but NMIs; may sleep if @gfp says so.
 * Return: the memory; NULL if there is none, or @ctor has given up.
 */
void *kpatch_shadow_get_or_alloc(void *obj, const char *var, size_t size,
				 gfp_t gfp, kpatch_shadow_ctor ctor,
				 void *ctor_data);

/**
 * kpatch_shadow_free() - free a shadow variable
 * @obj: the object
 * @var: the variable's name
 * @dtor: called with @obj and the memory when nobody can find it any more;
 *	  may be NULL
 *
 * Does nothing if @obj has no @var. @dtor runs under a spinlock with
 * interrupts off: it must not sleep, nor use shadow variables. The memory is
 * given back after an RCU grace period.
 *
 * Context: any but NMIs.
 */
void kpatch_shadow_free(void *obj, const char *var, kpatch_shadow_dtor dtor);

/**
 * kpatch_shadow_free_all() - free a shadow variable of all objects
 * @var: the variable's name
 * @dtor: as in kpatch_shadow_free(); called for each
 *
 * For post_unpatch of the last patch that uses @var: kpatch_find_state() tells
 * whether another still does. What is left when
 * kpatch.ko is unloaded is freed without a @dtor.
 *
 * Context: any but NMIs.
 */
void kpatch_shadow_free_all(const char *var, kpatch_shadow_dtor dtor);

/* --- macros that make a patch module a short file ---------------------- */

/*
 * One entry of a table of functions; more fields can follow:
 *	KPATCH_FUNC(seq_show, new_seq_show, .sympos = 2)
 */
#define KPATCH_FUNC(old, new, ...)					\
	{								\
		.name = #old,						\
		.new_addr = (unsigned long)(new),			\
		##__VA_ARGS__						\
	}

/* The same, without a look at who is inside. */
#define KPATCH_FORCE(old, new, ...)					\
	KPATCH_FUNC(old, new, .force = true, ##__VA_ARGS__)

/*
 * One entry of a table of objects; @_name is NULL for vmlinux, @_funcs an
 * array; callbacks and relocations can follow:
 *	KPATCH_OBJECT("ext4", ext4_funcs, .pre_patch = prepare)
 */
#define KPATCH_OBJECT(_name, _funcs, ...)				\
	{								\
		.name = (_name),					\
		.funcs = (_funcs),					\
		.nr_funcs = ARRAY_SIZE(_funcs),				\
		##__VA_ARGS__						\
	}

/* The dynrelas of an object, inside KPATCH_OBJECT(). */
#define KPATCH_DYNRELAS(_relas)						\
	.dynrelas = (_relas), .nr_dynrelas = ARRAY_SIZE(_relas)

/* The states of a patch, inside KPATCH_MODULE(). */
#define KPATCH_STATES(_states)						\
	.states = (_states), .nr_states = ARRAY_SIZE(_states)

/*
 * Define struct kpatch_module kpatch_this, the parameters replace, check,
 * force and timeout_ms, and the module's init and exit, for the array of
 * objects @_objects; more fields of struct kpatch_module can follow. The module
 * cannot be unloaded while the patch is in use, so exit has nothing to refuse.
 *
 * With check=1 the module is not loaded: init returns -ECANCELED if the patch
 * would go in, or the errno of the refusal.
 */
#define KPATCH_MODULE(_objects, ...)					\
static struct kpatch_module kpatch_this = {				\
	.mod = THIS_MODULE,						\
	.objects = (_objects),						\
	.nr_objects = ARRAY_SIZE(_objects),				\
	##__VA_ARGS__							\
};									\
static bool kpatch_param_replace;					\
module_param_named(replace, kpatch_param_replace, bool, 0444);		\
MODULE_PARM_DESC(replace, "take all other patches out");		\
static bool kpatch_param_check;						\
module_param_named(check, kpatch_param_check, bool, 0444);		\
MODULE_PARM_DESC(check, "only see whether the patch would go in");	\
static bool kpatch_param_force;						\
module_param_named(force, kpatch_param_force, bool, 0444);		\
MODULE_PARM_DESC(force, "patch busy functions too; can never unload");	\
static int kpatch_param_timeout_ms = -1;				\
module_param_named(timeout_ms, kpatch_param_timeout_ms, int, 0444);	\
MODULE_PARM_DESC(timeout_ms, "how long a refused change is tried again"); \
static int __init kpatch_this_init(void)				\
{									\
	kpatch_this.force |= kpatch_param_force;			\
	if (kpatch_param_check)						\
		return kpatch_check(&kpatch_this,			\
				    kpatch_param_replace) ?: -ECANCELED; \
	return kpatch_register_within(&kpatch_this,			\
				      kpatch_param_replace,		\
				      kpatch_param_timeout_ms);		\
}									\
static void __exit kpatch_this_exit(void)				\
{									\
	kpatch_unregister(&kpatch_this);				\
}									\
module_init(kpatch_this_init);						\
module_exit(kpatch_this_exit)

#endif /* KPATCH_H */
