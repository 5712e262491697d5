/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kpatch_livepatch.h - the same patch for the kernel's own livepatch code
 *
 * kpatch.h includes this file if KPATCH_LIVEPATCH is defined. A patch that is
 * written with kpatch.h then becomes a module in the format of livepatch, which
 * needs no kpatch.ko. What livepatch has no counterpart for does not compile, and
 * the compiler's message has the name of it.
 */
#ifndef KPATCH_LIVEPATCH_H
#define KPATCH_LIVEPATCH_H

#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/types.h>

#ifndef CONFIG_LIVEPATCH
#error "KPATCH_LIVEPATCH: this kernel has no livepatch code (CONFIG_LIVEPATCH)"
#endif

/* As in kpatch.h, without what livepatch does not have. */
struct kpatch_func {
	const char *name;
	void *new_func;
	unsigned long sympos;
};

struct kpatch_object {
	const char *name;
	struct kpatch_func *funcs;
	unsigned int nr_funcs;
	int (*pre_patch)(struct kpatch_object *obj);
	void (*post_patch)(struct kpatch_object *obj);
	void (*pre_unpatch)(struct kpatch_object *obj);
	void (*post_unpatch)(struct kpatch_object *obj);
	struct module *mod;
};

/* livepatch changes one task after the other, and nothing at one moment. */
enum kpatch_consistency {
	KPATCH_HYBRID = 1,
	KPATCH_PER_TASK,
};

struct kpatch_module {
	struct module *mod;
	struct kpatch_object *objects;
	unsigned int nr_objects;
	enum kpatch_consistency consistency;	/* nothing reads it */
};

/* --- what has no counterpart -------------------------------------------- */

#define kpatch_none(name)						\
	__compiletime_error(name " has no counterpart in livepatch")

int kpatch_register(struct kpatch_module *kpmod, bool replace)
	kpatch_none("kpatch_register()");
int kpatch_register_within(struct kpatch_module *kpmod, bool replace,
			   int timeout_ms)
	kpatch_none("kpatch_register_within()");
int kpatch_unregister(struct kpatch_module *kpmod)
	kpatch_none("kpatch_unregister()");
int kpatch_check(struct kpatch_module *kpmod, bool replace)
	kpatch_none("kpatch_check()");
void *kpatch_shadow_alloc(void *obj, const char *var, size_t size, gfp_t gfp)
	kpatch_none("kpatch_shadow_alloc()");
void *kpatch_shadow_get(void *obj, const char *var)
	kpatch_none("kpatch_shadow_get()");
void *kpatch_shadow_get_or_alloc(void *obj, const char *var, size_t size,
				 gfp_t gfp,
				 int (*ctor)(void *obj, void *shadow,
					     void *ctor_data),
				 void *ctor_data)
	kpatch_none("kpatch_shadow_get_or_alloc()");
void kpatch_shadow_free(void *obj, const char *var,
			void (*dtor)(void *obj, void *shadow))
	kpatch_none("kpatch_shadow_free()");
void kpatch_shadow_free_all(const char *var,
			    void (*dtor)(void *obj, void *shadow))
	kpatch_none("kpatch_shadow_free_all()");

/* No such fields are there, so the compiler names these. */
#define KPATCH_FORCE(...)						\
	{ .KPATCH_FORCE_has_no_counterpart_in_livepatch = 1 }
#define KPATCH_DYNRELAS(_relas)						\
	.KPATCH_DYNRELAS_has_no_counterpart_in_livepatch = (_relas)
#define KPATCH_STATES(_states)						\
	.KPATCH_STATES_has_no_counterpart_in_livepatch = (_states)

/* --- from these tables to those of livepatch ---------------------------- */

static struct kpatch_module kpatch_this;
static struct klp_patch kpatch_klp;

/* Both tables have the objects in the same order. */
static inline struct kpatch_object *kpatch_klp_object(struct klp_object *klp)
{
	struct kpatch_object *obj;

	obj = &kpatch_this.objects[klp - kpatch_klp.objs];
	obj->mod = klp->mod;
	return obj;
}

static inline int kpatch_klp_pre_patch(struct klp_object *klp)
{
	struct kpatch_object *obj = kpatch_klp_object(klp);

	return obj->pre_patch(obj);
}

static inline void kpatch_klp_post_patch(struct klp_object *klp)
{
	struct kpatch_object *obj = kpatch_klp_object(klp);

	obj->post_patch(obj);
}

static inline void kpatch_klp_pre_unpatch(struct klp_object *klp)
{
	struct kpatch_object *obj = kpatch_klp_object(klp);

	obj->pre_unpatch(obj);
}

static inline void kpatch_klp_post_unpatch(struct klp_object *klp)
{
	struct kpatch_object *obj = kpatch_klp_object(klp);

	obj->post_unpatch(obj);
}

static inline void kpatch_klp_fill_funcs(struct klp_func *to,
					 const struct kpatch_object *obj)
{
	unsigned int i;

	for (i = 0; i < obj->nr_funcs; i++) {
		to[i].old_name = obj->funcs[i].name;
		to[i].new_func = obj->funcs[i].new_func;
		to[i].old_sympos = obj->funcs[i].sympos;
	}
}

/* Callbacks that are not there would be called too. */
static inline void kpatch_klp_fill_object(struct klp_object *to,
					  const struct kpatch_object *obj)
{
	to->name = obj->name;
	if (obj->pre_patch)
		to->callbacks.pre_patch = kpatch_klp_pre_patch;
	if (obj->post_patch)
		to->callbacks.post_patch = kpatch_klp_post_patch;
	if (obj->pre_unpatch)
		to->callbacks.pre_unpatch = kpatch_klp_pre_unpatch;
	if (obj->post_unpatch)
		to->callbacks.post_unpatch = kpatch_klp_post_unpatch;
}

/* One block has the functions of all objects, and an empty one after each. */
static inline void kpatch_klp_free(void)
{
	if (kpatch_klp.objs)
		kfree(kpatch_klp.objs[0].funcs);
	kfree(kpatch_klp.objs);
}

static inline int kpatch_klp_make(void)
{
	unsigned int nr = kpatch_this.nr_objects, n = 0, i;
	struct klp_func *funcs;

	for (i = 0; i < nr; i++)
		n += kpatch_this.objects[i].nr_funcs + 1;
	kpatch_klp.objs = kcalloc(nr + 1, sizeof(*kpatch_klp.objs), GFP_KERNEL);
	funcs = kcalloc(n, sizeof(*funcs), GFP_KERNEL);
	if (!kpatch_klp.objs || !funcs) {
		kfree(kpatch_klp.objs);
		kfree(funcs);
		return -ENOMEM;
	}
	for (i = 0; i < nr; i++) {
		const struct kpatch_object *obj = &kpatch_this.objects[i];

		kpatch_klp_fill_object(&kpatch_klp.objs[i], obj);
		kpatch_klp_fill_funcs(funcs, obj);
		kpatch_klp.objs[i].funcs = funcs;
		funcs += obj->nr_funcs + 1;
	}
	kpatch_klp.mod = kpatch_this.mod;
	return 0;
}

/* --- the macros of a patch module --------------------------------------- */

#define KPATCH_FUNC(old, new, ...)					\
	{								\
		.name = #old,						\
		.new_func = (new),					\
		##__VA_ARGS__						\
	}

#define KPATCH_OBJECT(_name, _funcs, ...)				\
	{								\
		.name = (_name),					\
		.funcs = (_funcs),					\
		.nr_funcs = ARRAY_SIZE(_funcs),				\
		##__VA_ARGS__						\
	}

/*
 * The parameter replace is that of livepatch: all other livepatches are disabled.
 * livepatch lets the module be unloaded only after it was disabled, so exit has
 * nothing to refuse.
 */
#define KPATCH_MODULE(_objects, ...)					\
static struct kpatch_module kpatch_this = {				\
	.mod = THIS_MODULE,						\
	.objects = (_objects),						\
	.nr_objects = ARRAY_SIZE(_objects),				\
	##__VA_ARGS__							\
};									\
static struct klp_patch kpatch_klp;					\
static bool kpatch_param_replace;					\
module_param_named(replace, kpatch_param_replace, bool, 0444);		\
MODULE_PARM_DESC(replace, "take all other patches out");		\
static int __init kpatch_this_init(void)				\
{									\
	int ret = kpatch_klp_make();					\
									\
	if (ret)							\
		return ret;						\
	kpatch_klp.replace = kpatch_param_replace;			\
	ret = klp_enable_patch(&kpatch_klp);				\
	if (ret)							\
		kpatch_klp_free();					\
	return ret;							\
}									\
static void __exit kpatch_this_exit(void)				\
{									\
	kpatch_klp_free();						\
}									\
module_init(kpatch_this_init);						\
module_exit(kpatch_this_exit);						\
MODULE_INFO(livepatch, "Y")

#endif /* KPATCH_LIVEPATCH_H */
