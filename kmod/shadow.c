// SPDX-License-Identifier: GPL-2.0-only
/*
 * shadow.c - more fields for objects of the kernel's
 *
 * Readers look up under RCU, everybody else under one lock. What is freed is
 * freed after a grace period; whether anybody still uses the memory that a
 * lookup returned is the patch's affair, as it is for the object itself.
 */
#include <linux/hashtable.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "kpatch.h"
#include "shadow.h"

struct shadow {
	struct hlist_node hash;
	struct rcu_head rcu;
	void *obj;
	const char *var;	/* behind data */
	unsigned long data[];
};

static DEFINE_HASHTABLE(shadows, 10);
static DEFINE_SPINLOCK(shadow_lock);

static struct shadow *find_shadow(void *obj, const char *var)
{
	struct shadow *s;

	hash_for_each_possible_rcu(shadows, s, hash, (unsigned long)obj,
				   lockdep_is_held(&shadow_lock))
		if (s->obj == obj && !strcmp(s->var, var))
			return s;
	return NULL;
}

static struct shadow *make_shadow(void *obj, const char *var, size_t size,
				  gfp_t gfp)
{
	size_t name = strlen(var) + 1;
	struct shadow *s;
	size_t room;

	/* Refused here, without the allocator's warning. */
	if (size > KMALLOC_MAX_SIZE - sizeof(*s) - sizeof(long) - name)
		return NULL;
	room = ALIGN(size, sizeof(long));
	s = kzalloc(sizeof(*s) + room + name, gfp);
	if (!s)
		return NULL;
	s->obj = obj;
	s->var = (char *)s->data + room;
	memcpy((char *)s->data + room, var, name);
	return s;
}

void *kpatch_shadow_get(void *obj, const char *var)
{
	struct shadow *s;

	rcu_read_lock();
	s = find_shadow(obj, var);
	rcu_read_unlock();
	return s ? s->data : NULL;
}
EXPORT_SYMBOL_GPL(kpatch_shadow_get);

void *kpatch_shadow_alloc(void *obj, const char *var, size_t size, gfp_t gfp)
{
	struct shadow *s = make_shadow(obj, var, size, gfp);
	unsigned long flags;
	bool there;

	if (!s)
		return NULL;
	spin_lock_irqsave(&shadow_lock, flags);
	there = find_shadow(obj, var);
	if (!there)
		hash_add_rcu(shadows, &s->hash, (unsigned long)obj);
	spin_unlock_irqrestore(&shadow_lock, flags);
	if (there) {
		kfree(s);
		return NULL;
	}
	return s->data;
}
EXPORT_SYMBOL_GPL(kpatch_shadow_alloc);

void *kpatch_shadow_get_or_alloc(void *obj, const char *var, size_t size,
				 gfp_t gfp, kpatch_shadow_ctor ctor,
				 void *ctor_data)
{
	struct shadow *s, *old;
	unsigned long flags;
	void *data = kpatch_shadow_get(obj, var);

	if (data)
		return data;
	s = make_shadow(obj, var, size, gfp);
	if (!s)
		return NULL;

	spin_lock_irqsave(&shadow_lock, flags);
	/* Somebody may have been faster. */
	old = find_shadow(obj, var);
	if (old) {
		data = old->data;
	} else if (!ctor || !ctor(obj, s->data, ctor_data)) {
		hash_add_rcu(shadows, &s->hash, (unsigned long)obj);
		data = s->data;
	}
	spin_unlock_irqrestore(&shadow_lock, flags);

	if (data != s->data)
		kfree(s);
	return data;
}
EXPORT_SYMBOL_GPL(kpatch_shadow_get_or_alloc);

static void drop_shadow(struct shadow *s, kpatch_shadow_dtor dtor)
{
	hash_del_rcu(&s->hash);
	if (dtor)
		dtor(s->obj, s->data);
	kfree_rcu(s, rcu);
}

void kpatch_shadow_free(void *obj, const char *var, kpatch_shadow_dtor dtor)
{
	unsigned long flags;
	struct shadow *s;

	spin_lock_irqsave(&shadow_lock, flags);
	s = find_shadow(obj, var);
	if (s)
		drop_shadow(s, dtor);
	spin_unlock_irqrestore(&shadow_lock, flags);
}
EXPORT_SYMBOL_GPL(kpatch_shadow_free);

void kpatch_shadow_free_all(const char *var, kpatch_shadow_dtor dtor)
{
	struct hlist_node *tmp;
	unsigned long flags;
	struct shadow *s;
	int bkt;

	spin_lock_irqsave(&shadow_lock, flags);
	hash_for_each_safe(shadows, bkt, tmp, s, hash)
		if (!strcmp(s->var, var))
			drop_shadow(s, dtor);
	spin_unlock_irqrestore(&shadow_lock, flags);
}
EXPORT_SYMBOL_GPL(kpatch_shadow_free_all);

/* Patches are gone; what they did not free nobody can reach any more. */
void kpatch_shadow_exit(void)
{
	struct hlist_node *tmp;
	struct shadow *s;
	int bkt;

	hash_for_each_safe(shadows, bkt, tmp, s, hash)
		drop_shadow(s, NULL);
}
