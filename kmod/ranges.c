// SPDX-License-Identifier: GPL-2.0-only
/*
 * ranges.c - the code that nobody may be in when a change is made
 */
#include <linux/slab.h>
#include <linux/sort.h>

#include "compat.h"
#include "patch.h"
#include "patches.h"
#include "ranges.h"
#include "request.h"
#include "resolve.h"

static int put_range(struct kpatch_ranges *rs, unsigned long start,
		     unsigned long end, const struct kpatch_fn *fn)
{
	if (rs->nr == rs->max) {
		unsigned int max = rs->max ? 2 * rs->max : 64;
		void *r = kvcalloc(max, sizeof(*rs->r), GFP_KERNEL);

		if (!r)
			return -ENOMEM;
		if (rs->nr)
			memcpy(r, rs->r, rs->nr * sizeof(*rs->r));
		kvfree(rs->r);
		rs->r = r;
		rs->max = max;
	}
	rs->r[rs->nr++] = (struct kpatch_range){ start, end, fn };
	return 0;
}

/*
 * What a patch put in place of @fn's target: that function and its children.
 */
static int add_new(struct kpatch_ranges *rs, const struct kpatch_fn *fn,
		   const struct kpatch_fn *new)
{
	int ret = put_range(rs, new->new_addr, new->new_end, fn);
	struct module *mod = new->obj->patch->kpmod->mod;
	struct kpatch_span cold;
	unsigned int i;

	for (i = 0; !ret; i++) {
		if (!kpatch_module_cold(mod, new->new_addr, i, &cold))
			break;
		ret = put_range(rs, cold.start, cold.end, fn);
	}
	return ret;
}

/*
 * All code that this function's name can lead to, before the change or after
 * it: the target, its children, and what any patch put in its place.
 */
static int add_fn(struct kpatch_ranges *rs, const struct kpatch_fn *fn)
{
	const struct kpatch_node *node = fn->node;
	const struct kpatch_fn *other;
	unsigned int i;
	int ret = 0;

	for (i = 0; i < node->nr_spans && !ret; i++)
		ret = put_range(rs, node->spans[i].start, node->spans[i].end,
				fn);
	list_for_each_entry(other, &node->stack, on_node)
		if (!ret)
			ret = add_new(rs, fn, other);
	return ret;
}

static int add_patch(struct kpatch_ranges *rs, const struct kpatch_patch *patch,
		     bool leaves)
{
	const struct kpatch_obj *obj;
	const struct kpatch_fn *fn;
	unsigned long start, end;
	bool checked = false;
	int ret;

	list_for_each_entry(obj, &patch->objs, list) {
		if (!obj->prepared)
			continue;
		list_for_each_entry(fn, &obj->fns, list) {
			if (fn->force || patch->kpmod->force)
				continue;
			checked = true;
			ret = add_fn(rs, fn);
			if (ret)
				return ret;
		}
	}
	/*
	 * A helper of the new functions can be all that is left of them on a
	 * stack, if they jumped to it. Text that is never unloaded may stay
	 * in use.
	 */
	if (!leaves || patch->forced || !checked)
		return 0;
	kpatch_module_text(patch->kpmod->mod, &start, &end);
	return put_range(rs, start, end, NULL);
}

/*
 * Who was redirected and is preempted on the way has the new function's first
 * byte on his stack as a return address, which is looked up by the byte before.
 * What that byte belongs to says nothing of how the stack goes on: so he counts
 * as inside, whether the function is to change or not.
 */
static int add_entries(struct kpatch_ranges *rs)
{
	const struct kpatch_patch *p;
	const struct kpatch_obj *obj;
	const struct kpatch_fn *fn;
	int ret = 0;

	list_for_each_entry(p, &kpatch_patches, list)
		list_for_each_entry(obj, &p->objs, list)
			list_for_each_entry(fn, &obj->fns, list)
				if (!ret && obj->prepared)
					ret = put_range(rs, fn->new_addr - 1,
							fn->new_addr, fn);
	return ret;
}

static int compare_ranges(const void *a, const void *b)
{
	const struct kpatch_range *ra = a, *rb = b;

	if (ra->start != rb->start)
		return ra->start < rb->start ? -1 : 1;
	/* Named before unnamed, so that a blocker's function is told. */
	return !!rb->fn - !!ra->fn;
}

/*
 * In order and disjoint, for the search. Of two that overlap the named one
 * keeps its place, and the other what is left of it.
 */
static int sort_ranges(struct kpatch_ranges *rs)
{
	struct kpatch_ranges out = {};
	unsigned int i, k;
	int ret = 0;

	if (!rs->nr)
		return 0;
	sort(rs->r, rs->nr, sizeof(*rs->r), compare_ranges, NULL);
	for (i = 0; i < rs->nr && !ret; i++) {
		struct kpatch_range r = rs->r[i];

		if (out.nr && r.start < out.r[out.nr - 1].end)
			r.start = out.r[out.nr - 1].end;
		/* Text of a patch gives way to the functions in it. */
		for (k = i + 1; !r.fn && k < rs->nr && !ret; k++) {
			if (!rs->r[k].fn || rs->r[k].end <= r.start)
				continue;
			if (rs->r[k].start >= r.end)
				break;
			if (rs->r[k].start > r.start)
				ret = put_range(&out, r.start, rs->r[k].start,
						NULL);
			if (!ret)
				ret = put_range(&out, max(rs->r[k].start, r.start),
						rs->r[k].end, rs->r[k].fn);
			r.start = rs->r[k].end;
		}
		if (!ret && r.start < r.end)
			ret = put_range(&out, r.start, r.end, r.fn);
	}
	kvfree(rs->r);
	*rs = out;
	return ret;
}

int kpatch_ranges_collect(struct kpatch_op *op, struct kpatch_ranges *rs,
			  bool back)
{
	struct kpatch_patch *p;
	int ret = add_patch(rs, op->patch, op->enable == back);

	list_for_each_entry(p, &kpatch_patches, list)
		if (!ret && p->outgoing)
			ret = add_patch(rs, p, !back);
	/* Where all are forced nobody looks. */
	if (!ret && rs->nr)
		ret = add_entries(rs);
	return ret ?: sort_ranges(rs);
}
