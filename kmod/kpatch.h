/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kpatch.h - what a patch module needs to replace functions of a running
 * kernel through kpatch.ko
 *
 * A patch module is a C file with these parts:
 *  - the new functions;
 *  - one table of functions for each object that is patched;
 *  - a table of objects;
 *  - KPATCH_MODULE().
 * Documentation/kpatch/interface.md has a complete example.
 */
#ifndef KPATCH_H
#define KPATCH_H

/* The same source makes a patch for the kernel's own livepatch code. */
#ifdef KPATCH_LIVEPATCH
#include "kpatch_livepatch.h"
#else

#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/types.h>

struct kpatch_object;

/**
 * struct kpatch_func - one function to replace
 * @name:	its name in the object's symbol table
 * @new_addr:	the function of the patch module that takes its place
 * @new_size:	length of the new function. 0: taken from the symbol table
 * @old_addr:	0: found by @name and @sympos, and stored here. Otherwise it
 *		must be the address that is found
 * @old_size:	0: taken from the symbol table, and stored here
 * @sympos:	0: @name must be unique in its object. N: the N-th symbol of
 *		that name, in the order of /proc/kallsyms
 * @force:	do not look whether a task is inside this function. The patch
 *		module can then never be unloaded
 *
 * The patch sets @name, @new_addr, @sympos and @force. The patch module owns
 * the structure, and keeps it in place until kpatch_unregister().
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
 * struct kpatch_dynrela - a place of the patch module that is relocated
 * against a symbol that is not exported
 * @dest:	address of the place, inside the patch module
 * @src:	the symbol's address. 0: found by @name and @sympos
 * @type:	R_X86_64_NONE, _64, _PC32, _PLT32 or _32S
 * @sympos:	as in struct kpatch_func
 * @name:	the symbol
 * @addend:	added to the symbol's address
 * @external:	look in vmlinux and all modules, not only in the object. A
 *		module that has the symbol cannot be unloaded while the object
 *		is patched
 * @holds:	what the place holds before it is relocated, in as many bytes
 *		as @type has. Linkers leave 0 there
 *
 * The relocations of an object are applied before its functions are replaced,
 * each time the object is loaded. A symbol that is freed after the init of a
 * module or of the kernel is refused.
 *
 * A place is refused in these cases:
 *  - It holds neither @holds nor what was written there the last time.
 *  - It is in memory that is freed after the module's init.
 *  - Another place shares a byte with it.
 *  - A part of it lies in code that the kernel rewrites: an alternative or its
 *    replacement, a jump label, a static call, a retpoline, a return thunk, or
 *    the call of ftrace.
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
 * @nr_funcs:		the number of functions
 * @dynrelas:		relocations, or NULL
 * @nr_dynrelas:	the number of relocations
 * @pre_patch:		runs before the object is patched. It may veto
 * @post_patch:		runs after the object was patched, or when its removal
 *			was refused
 * @pre_unpatch:	runs before the object is unpatched
 * @post_unpatch:	runs after the object was unpatched, or when patching
 *			failed after @pre_patch had succeeded
 * @mod:		the module. NULL for vmlinux, and while the module is
 *			not loaded. Set by kpatch.ko
 * @replaced_by:	while the callbacks of a replace run: the patch that
 *			takes the place of this one. Otherwise NULL. Set by
 *			kpatch.ko
 *
 * When patch B replaces patch A, this runs in order:
 *  1. pre_patch of B
 *  2. pre_unpatch of A
 *  3. the change
 *  4. post_unpatch of A
 *  5. post_patch of B
 * If the change is refused, post_patch of A and post_unpatch of B run instead.
 * A must not free what B uses: call kpatch_find_state() to know.
 *
 * All four callbacks run in process context, outside the stopped machine, and
 * may sleep. They must not register or unregister patches: that is refused
 * with -EDEADLK. They must not load or unload a module that a patch names.
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
 * that outlives the patch, such as a shadow variable or a field with a new
 * meaning
 * @id:		the state. All patches that use it have the same number
 * @version:	the form of the state. A patch that has a larger number knows
 *		all smaller ones
 * @data:	for the patch to use
 *
 * A patch that replaces others must have all states of those, none in a
 * smaller version. A patch on top of others may lack states. It must not have
 * a smaller version of one. Otherwise the patch is refused as incompatible.
 */
struct kpatch_state {
	unsigned long id;
	unsigned int version;
	void *data;
};

/**
 * enum kpatch_consistency - how tasks come to new functions
 * @KPATCH_ATOMIC:	all at one moment. Nobody is inside a function that
 *			changes then, and the machine is stopped for it
 * @KPATCH_HYBRID:	so if that can be done at the first try, otherwise
 *			as with KPATCH_PER_TASK
 * @KPATCH_PER_TASK:	each task by itself, as soon as it is inside none of
 *			the functions that change. The machine is not stopped.
 *			Until all have come, some tasks run the old functions
 *			and others run the new ones
 *
 * The smaller one is the stricter one. Choose KPATCH_HYBRID or KPATCH_PER_TASK
 * only if old and new functions can run at once on the same data: they agree
 * on the form of the data, on who holds which lock, and on who frees what.
 * Documentation/kpatch/consistency.md says what each promises.
 */
enum kpatch_consistency {
	KPATCH_ATOMIC,
	KPATCH_HYBRID,
	KPATCH_PER_TASK,
};

/**
 * struct kpatch_module - a patch
 * @mod:	THIS_MODULE of the patch
 * @objects:	the objects that it changes
 * @nr_objects:	the number of objects
 * @checksum:	any text that tells one build of the patch from another.
 *		NULL: the module's srcversion is shown
 * @force:	as if every function had force set
 * @states:	what it changes in the system besides functions, or NULL
 * @nr_states:	the number of states
 * @consistency: the least strict way in which it may be put in and out
 * @asked:	the way that whoever loads the patch asks for: "atomic",
 *		"hybrid" or "per-task". It must not be less strict than
 *		@consistency. NULL or "": @consistency
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
	enum kpatch_consistency consistency;
	const char *asked;
};

/* Directory of /sys/kernel/kpatch. */
extern struct kobject *kpatch_root_kobj;

/**
 * kpatch_register() - enable a patch
 * @kpmod: the patch. It and all its tables lie in the module that calls
 * @replace: disable all other patches at the same moment
 *
 * All functions of the patch change at once. That happens while the machine is
 * stopped and no task is inside any of them. A patch can declare that they
 * change for one task after the other instead: see enum kpatch_consistency. An
 * object that is a module and is not loaded is patched when it is loaded,
 * before its init runs.
 *
 * While a task is in the way, the change is tried again, for as long as
 * /sys/kernel/kpatch/timeout_ms says. A signal that the caller handles, or
 * that ends the caller, ends the tries. A caller that is to be stopped, frozen
 * or traced gets -ERESTARTNOINTR. If it returns that from its system call, the
 * call begins again afterwards.
 *
 * A refusal changes nothing. The log and /sys/kernel/kpatch/last_refusal say
 * what was in the way.
 *
 * The module cannot be unloaded while the patch is enabled. kpatch.ko holds
 * pointers into @kpmod until kpatch_unregister(). If this function fails, it
 * holds none.
 *
 * Context: process context. It may sleep. Do not call it from a callback of
 *	    a patch. Do not hold a lock that a task inside a changing function
 *	    may want.
 * Return: 0, or a negative errno that tells the reason of the refusal.
 *	   Documentation/kpatch/sysfs.md has the list.
 */
int kpatch_register(struct kpatch_module *kpmod, bool replace);

/**
 * kpatch_register_within() - enable a patch, with a time-out of its own
 * @kpmod: as in kpatch_register()
 * @replace: as in kpatch_register()
 * @timeout_ms: for how many milliseconds the change is tried again. 0 is one
 *		try. With a negative number,
 *		/sys/kernel/kpatch/timeout_ms decides
 *
 * Context: process context. It may sleep. As kpatch_register().
 * Return: as kpatch_register().
 */
int kpatch_register_within(struct kpatch_module *kpmod, bool replace,
			   int timeout_ms);

/**
 * kpatch_unregister() - disable a patch and forget it
 * @kpmod: a patch that was registered
 *
 * An enabled patch is disabled in the way that kpatch_register() enables one:
 * at once, and only while no task is inside any of its code. The patch may
 * have been disabled before, through sysfs or because another patch replaced
 * it.
 *
 * After success kpatch.ko has no pointer into the patch module. After a
 * refusal the patch is still enabled and registered.
 *
 * Context: process context. It may sleep. Do not call it from a callback of
 *	    a patch. Do not call it from the patch's own code while the patch
 *	    is enabled: the caller itself would keep it from being disabled.
 * Return: 0, or a negative errno. It is -EINVAL if @kpmod is not registered,
 *	   and -EDEADLK from a callback. Otherwise it is the errno of the
 *	   refusal, as in kpatch_register().
 */
int kpatch_unregister(struct kpatch_module *kpmod);

/**
 * kpatch_check() - test whether a patch could be enabled now
 * @kpmod: a patch that is not registered
 * @replace: as in kpatch_register()
 *
 * Looks at symbols, relocations, ftrace and every stack, as kpatch_register()
 * does, but only once. It calls no callbacks and changes nothing. The result
 * is in /sys/kernel/kpatch/last_check. Nothing stays registered.
 *
 * Context: process context. It may sleep. Do not call it from a callback of
 *	    a patch.
 * Return: 0, or the errno that kpatch_register() would have returned, except
 *	   for a veto.
 */
int kpatch_check(struct kpatch_module *kpmod, bool replace);

/**
 * kpatch_get_state() - get a state that a patch declares
 * @kpmod: the patch, or NULL
 * @id: the state's number
 *
 * Context: any.
 * Return: the state in the table of @kpmod, or NULL if it is not there.
 */
struct kpatch_state *kpatch_get_state(struct kpatch_module *kpmod,
				      unsigned long id);

/**
 * kpatch_find_state() - find a state of another enabled patch
 * @kpmod: the patch that asks
 * @id: the state's number
 *
 * In pre_patch and post_patch it finds the state that existed before. It also
 * finds the state of a patch that is being replaced.
 *
 * In post_unpatch it tells whether another patch still uses the state:
 *
 * - the patch that has replaced this one;
 *
 * - a patch that stays enabled because @kpmod was refused;
 *
 * - any other enabled patch that shares the state.
 *
 * If it finds none, the state can be undone.
 *
 * Context: callbacks of patches.
 * Return: the state of the newest such patch. NULL if there is none, or if it
 *	   is not called from a callback.
 */
struct kpatch_state *kpatch_find_state(struct kpatch_module *kpmod,
				       unsigned long id);

/*
 * Shadow variables: more fields for an object of the kernel whose type cannot
 * change. The name identifies the field. Different patches that use the same
 * name share it.
 *
 * On a real-time kernel (PREEMPT_RT) all functions except kpatch_shadow_get()
 * take a lock that sleeps, as the allocator there does. Do not call them there
 * with preemption or interrupts off, or under a raw spinlock.
 */
typedef int (*kpatch_shadow_ctor)(void *obj, void *shadow, void *ctor_data);
typedef void (*kpatch_shadow_dtor)(void *obj, void *shadow);

/**
 * kpatch_shadow_alloc() - make a shadow variable
 * @obj: the object that gets it. Only its address is used
 * @var: the variable's name, which is copied
 * @size: bytes of memory
 * @gfp: how to allocate
 *
 * Context: any but NMIs. It may sleep if @gfp says so.
 * Return: zeroed memory that stays until kpatch_shadow_free() or
 *	   kpatch_shadow_free_all(). NULL if there is no memory, or if @obj
 *	   already has @var.
 */
void *kpatch_shadow_alloc(void *obj, const char *var, size_t size, gfp_t gfp);

/**
 * kpatch_shadow_get() - find a shadow variable
 * @obj: the object
 * @var: the variable's name
 *
 * The patch must make sure that nobody frees the variable while it is used.
 * The same is true of @obj itself.
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
 * @ctor: called with @obj, with new memory that nobody can see yet, and with
 *	  @ctor_data. It returns 0, or anything else to give the memory up.
 *	  NULL: the memory stays zeroed
 * @ctor_data: passed to @ctor
 *
 * If several callers ask at once, one variable is made, and all get it. @ctor
 * runs under a spinlock with interrupts off. It must not sleep, and must not
 * use shadow variables. Memory that exists already may have another size.
 *
 * Context: any but NMIs. It may sleep if @gfp says so.
 * Return: the memory. NULL if there is no memory, or if @ctor gave it up.
 */
void *kpatch_shadow_get_or_alloc(void *obj, const char *var, size_t size,
				 gfp_t gfp, kpatch_shadow_ctor ctor,
				 void *ctor_data);

/**
 * kpatch_shadow_free() - free a shadow variable
 * @obj: the object
 * @var: the variable's name
 * @dtor: called with @obj and the memory when nobody can find it any more.
 *	  May be NULL
 *
 * Does nothing if @obj has no @var. @dtor runs under a spinlock with
 * interrupts off. It must not sleep, and must not use shadow variables. The
 * memory is freed after an RCU grace period.
 *
 * Context: any but NMIs.
 */
void kpatch_shadow_free(void *obj, const char *var, kpatch_shadow_dtor dtor);

/**
 * kpatch_shadow_free_all() - free a shadow variable of all objects
 * @var: the variable's name
 * @dtor: as in kpatch_shadow_free(). It is called for each object
 *
 * Call it in post_unpatch of the last patch that uses @var. kpatch_find_state()
 * tells whether another patch still uses it. When kpatch.ko is unloaded, it
 * frees the shadow variables that are left, without a @dtor.
 *
 * Context: any but NMIs.
 */
void kpatch_shadow_free_all(const char *var, kpatch_shadow_dtor dtor);

/* --- macros that make a patch module a short file ---------------------- */

/*
 * One entry of a table of functions. More fields can follow:
 *	KPATCH_FUNC(seq_show, new_seq_show, .sympos = 2)
 */
#define KPATCH_FUNC(old, new, ...)					\
	{								\
		.name = #old,						\
		.new_addr = (unsigned long)(new),			\
		##__VA_ARGS__						\
	}

/* The same, but nobody looks whether a task is inside the function. */
#define KPATCH_FORCE(old, new, ...)					\
	KPATCH_FUNC(old, new, .force = true, ##__VA_ARGS__)

/*
 * One entry of a table of objects. @_name is NULL for vmlinux, and @_funcs is
 * an array. Callbacks and relocations can follow:
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
 * Define these for the array of objects @_objects:
 *  - struct kpatch_module kpatch_this. More of its fields can follow;
 *  - the parameters replace, check, force, consistency and timeout_ms;
 *  - the module's init and exit.
 * The module cannot be unloaded while the patch is enabled, so exit has nothing
 * to refuse.
 *
 * With check=1 the module is not loaded. Init returns -ECANCELED if the patch
 * could be enabled, and otherwise the errno of the refusal.
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
static char *kpatch_param_consistency;					\
module_param_named(consistency, kpatch_param_consistency, charp, 0444);	\
MODULE_PARM_DESC(consistency, "atomic, hybrid or per-task");		\
static int kpatch_param_timeout_ms = -1;				\
module_param_named(timeout_ms, kpatch_param_timeout_ms, int, 0444);	\
MODULE_PARM_DESC(timeout_ms, "how long a refused change is tried again"); \
static int __init kpatch_this_init(void)				\
{									\
	kpatch_this.force |= kpatch_param_force;			\
	kpatch_this.asked = kpatch_param_consistency;			\
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

#endif /* KPATCH_LIVEPATCH */
#endif /* KPATCH_H */
