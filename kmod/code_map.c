// SPDX-License-Identifier: GPL-2.0-only
/*
 * code_map.c - what the trust tables say of an address
 *
 * All regions of all tables are in one sorted map, which is replaced whole
 * under RCU when an image comes or goes.
 */
#include <linux/ftrace.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/sort.h>

#include "code_map.h"
#include "images.h"
#include "symbols.h"

struct place {
	unsigned long start;
	unsigned long end;
	const void *table;
	const struct sc_trust_index *index;	/* or NULL */
	unsigned int region;
};

struct kpatch_map {
	struct rcu_head rcu;
	unsigned int nr;
	struct place place[];
};

static struct kpatch_map __rcu *code_map;

static unsigned int count_regions(void)
{
	const struct kpatch_image *image;
	unsigned int i, n = 0;

	list_for_each_entry(image, &kpatch_images, list)
		for (i = 0; i < image->nr; i++)
			n += ((const struct sc_trust_header *)
			      image->tables[i].table)->nregions;
	return n;
}

static void add_regions(struct kpatch_map *map, const struct kpatch_image *image,
			const struct kpatch_table *t)
{
	const struct sc_trust_header *h = t->table;
	unsigned int i;

	for (i = 0; i < h->nregions; i++) {
		struct place *p = &map->place[map->nr];

		if (!kpatch_region_is_live(image, t->table, i, &p->start))
			continue;
		p->end = p->start + sc_trust_regions(t->table)[i].size;
		p->table = t->table;
		p->index = t->index;
		p->region = i;
		map->nr++;
	}
}

static int compare_places(const void *a, const void *b)
{
	const struct place *pa = a, *pb = b;

	return pa->start < pb->start ? -1 : pa->start > pb->start;
}

/* Two tables for one place: neither can be believed. */
static void drop_overlaps(struct kpatch_map *map)
{
	unsigned int i, n = 0;
	unsigned long end = 0;

	for (i = 0; i < map->nr; i++) {
		struct place *p = &map->place[i];
		bool bad = p->start < end ||
			   (i + 1 < map->nr && p[1].start < p->end);

		end = max(end, p->end);
		if (!bad)
			map->place[n++] = *p;
	}
	map->nr = n;
}

struct kpatch_map *kpatch_map_make(void)
{
	const struct kpatch_image *image;
	struct kpatch_map *map;
	unsigned int i;

	map = kvzalloc(struct_size(map, place, count_regions() + 1),
		       GFP_KERNEL);
	if (!map)
		return NULL;
	list_for_each_entry(image, &kpatch_images, list)
		for (i = 0; i < image->nr; i++)
			add_regions(map, image, &image->tables[i]);
	sort(map->place, map->nr, sizeof(map->place[0]), compare_places, NULL);
	drop_overlaps(map);
	return map;
}

void kpatch_map_publish(struct kpatch_map *map, bool gone)
{
	map = rcu_replace_pointer(code_map, map,
				  lockdep_is_held(&kpatch_images_lock));
	if (gone)
		synchronize_rcu();
	if (map)
		kvfree_rcu(map, rcu);
}

static const struct place *find_place(const struct kpatch_map *map,
				      unsigned long addr)
{
	unsigned int lo = 0, hi = map ? map->nr : 0;

	while (lo < hi) {
		unsigned int mid = lo + (hi - lo) / 2;

		if (map->place[mid].start <= addr)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (!lo || addr >= map->place[lo - 1].end)
		return NULL;
	return &map->place[lo - 1];
}

/* --- trampolines of ftrace ------------------------------------------------- */

static struct ftrace_ops *no_trampoline(unsigned long addr)
{
	return NULL;
}

DEFINE_STATIC_CALL(kpatch_ops_trampoline, no_trampoline);

static unsigned long ftrace_code, ftrace_regs_code;

/*
 * ftrace makes trampolines by copying code of the kernel's: the state at a
 * place is what it is at the same place of the original. Preemption is off.
 */
static unsigned long original_of(unsigned long addr)
{
	struct ftrace_ops *ops = static_call(kpatch_ops_trampoline)(addr);
	unsigned long start;

	if (!ops)
		return 0;
	start = ops->flags & FTRACE_OPS_FL_SAVE_REGS ? ftrace_regs_code :
						       ftrace_code;
	return start ? start + (addr - ops->trampoline) : 0;
}

bool kpatch_find_code(unsigned long addr, struct sc_trust_hit *hit,
		      unsigned long *left)
{
	const struct place *p;
	const struct kpatch_map *map;
	bool found;

	/* An RCU reader, and keeps trampolines from going. */
	preempt_disable();
	map = rcu_dereference_sched(code_map);
	p = find_place(map, addr);
	if (!p) {
		addr = original_of(addr);
		if (addr)
			p = find_place(map, addr);
	}
	found = p && !sc_trust_index_lookup(p->table, p->index, p->region,
					    addr - p->start, hit);
	if (found && left)
		*left = hit->row_end - (addr - p->start);
	preempt_enable();
	if (!found)
		*hit = (struct sc_trust_hit){ .reason = SC_TRUST_R_NO_TABLE };
	return found;
}

bool kpatch_is_covered(unsigned long addr)
{
	bool covered;

	preempt_disable();
	covered = find_place(rcu_dereference_sched(code_map), addr);
	preempt_enable();
	return covered;
}

void kpatch_map_init(void)
{
	kpatch_bind(kpatch_ops_trampoline, ftrace_ops_trampoline);
	ftrace_code = kpatch_lookup_data("ftrace_caller");
	ftrace_regs_code = kpatch_lookup_data("ftrace_regs_caller");
}
