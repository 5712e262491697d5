// SPDX-License-Identifier: GPL-2.0-only
/*
 * images.c - the trust tables of vmlinux and of modules
 *
 * A module's tables lie in the module itself; each has a symbol. That of
 * vmlinux comes from a file.
 */
#include <linux/elf.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "code_map.h"
#include "compat.h"
#include "images.h"
#include "jit.h"
#include "symbols.h"

/* Guards the list, and who replaces the map. */
DEFINE_MUTEX(kpatch_images_lock);
LIST_HEAD(kpatch_images);

/* What regions of vmlinux are relative to. */
static unsigned long text_start, text_end;

bool kpatch_region_is_live(const struct kpatch_image *image,
			   const void *table, unsigned int i,
			   unsigned long *start)
{
	*start = sc_trust_address(table, i, text_start);
	/*
	 * The init text of vmlinux is gone, but the idle task of the first CPU
	 * still has addresses in it on its stack, and nothing takes its place.
	 */
	return !image->mod || image->init ||
	       within_module_core(*start, image->mod);
}

/* --- images ---------------------------------------------------------------- */

static struct kpatch_image *find_image(const struct module *mod)
{
	struct kpatch_image *image;

	list_for_each_entry(image, &kpatch_images, list)
		if (image->mod == mod)
			return image;
	return NULL;
}

static void free_image(struct kpatch_image *image)
{
	unsigned int i;

	for (i = 0; i < image->nr; i++)
		kvfree(image->tables[i].index);
	vfree(image->own);
	kfree(image);
}

/* Makes look-ups faster. They need none, so lack of memory is no error. */
static void make_indexes(struct kpatch_image *image)
{
	unsigned int i;

	for (i = 0; i < image->nr; i++) {
		struct kpatch_table *t = &image->tables[i];
		size_t size = sc_trust_index_size(t->table);

		if (size)
			t->index = kvmalloc(size, GFP_KERNEL | __GFP_NOWARN);
		if (t->index)
			sc_trust_index_make(t->table, t->index);
	}
}

/* Its tables count from here on. Takes over @image; negative errno. */
static int add_image(struct kpatch_image *image)
{
	struct kpatch_map *map;

	list_add_tail(&image->list, &kpatch_images);
	if (!image->nr)
		return 0;
	make_indexes(image);
	map = kpatch_map_make();
	if (!map) {
		list_del(&image->list);
		free_image(image);
		return -ENOMEM;
	}
	kpatch_map_publish(map, false);
	return 0;
}

/* Is it all code of the one or the other? Between them is what is not its. */
static bool within_code(const struct module *mod, unsigned long first,
			unsigned long last)
{
	unsigned long start, end;

	if (!mod)
		return first >= text_start && last < text_end;
	kpatch_module_text(mod, &start, &end);
	if (first >= start && last < end)
		return true;
	kpatch_module_init_text(mod, &start, &end);
	return first >= start && last < end;
}

/* What is wrong with where the regions of a checked table lie, or NULL. */
static const char *bad_regions(const struct module *mod, const void *table)
{
	const struct sc_trust_header *h = table;
	unsigned int i;

	for (i = 0; i < h->nregions; i++) {
		unsigned long start = sc_trust_address(table, i, text_start);
		unsigned long last = start + sc_trust_regions(table)[i].size - 1;

		if (last < start || !within_code(mod, start, last))
			return "a region outside of the image's code";
	}
	return NULL;
}

static const char *bad_table(const struct module *mod, const void *table,
			     size_t size)
{
	const struct sc_trust_header *h = table;
	int bad = sc_trust_check(table, size);

	if (bad)
		return sc_trust_error_text(bad);
	/* Its symbol, or file, was made for it. */
	if (h->size != size)
		return "a size that is not its own";
	if (!(h->flags & SC_TRUST_SELF_RELATIVE) != !mod)
		return "made for another kind of image";
	/* Where frames are all that the kernel goes by, they must be right. */
	if (IS_ENABLED(CONFIG_UNWINDER_FRAME_POINTER) &&
	    !(h->flags & SC_TRUST_FRAME_RULE))
		return "made without the frame rule";
	return bad_regions(mod, table);
}

/* --- modules --------------------------------------------------------------- */

/* The tables of a module, or how many there are while @image is NULL. */
struct found {
	const struct module *mod;
	struct kpatch_image *image;
	unsigned int nr;
};

static void add_table(void *data, const Elf_Sym *sym)
{
	struct found *f = data;
	struct kpatch_table *t;

	if (!f->image) {
		f->nr++;
		return;
	}
	if (f->image->nr == f->nr)
		return;
	t = &f->image->tables[f->image->nr++];
	t->table = (const void *)sym->st_value;
	t->size = sym->st_size;
}

/* Keeps the tables that are good, and says why others are not. */
static void check_tables(struct kpatch_image *image)
{
	const struct module *mod = image->mod;
	unsigned int i, n = 0;

	for (i = 0; i < image->nr; i++) {
		struct kpatch_table *t = &image->tables[i];
		unsigned long start = (unsigned long)t->table;
		const char *bad = "a table outside of the module";

		if (t->size && start + t->size > start &&
		    within_module_core(start, mod) &&
		    within_module_core(start + t->size - 1, mod))
			bad = bad_table(mod, t->table, t->size);
		if (!bad) {
			image->tables[n++] = *t;
			continue;
		}
		image->error = bad;
		pr_warn("%s: trust table refused: %s\n", mod->name, bad);
	}
	image->nr = n;
}

static struct kpatch_image *make_image(struct module *mod)
{
	struct found f = { .mod = mod };

	kpatch_each_symbol(mod, SC_TRUST_SYMBOL, add_table, &f);
	f.image = kzalloc(struct_size(f.image, tables, f.nr), GFP_KERNEL);
	if (!f.image)
		return NULL;
	f.image->mod = mod;
	f.image->init = mod->state != MODULE_STATE_LIVE;
	kpatch_each_symbol(mod, SC_TRUST_SYMBOL, add_table, &f);
	check_tables(f.image);
	return f.image;
}

int kpatch_image_coming(struct module *mod)
{
	struct kpatch_image *image;
	int ret = 0;

	mutex_lock(&kpatch_images_lock);
	if (!find_image(mod)) {
		image = make_image(mod);
		ret = image ? add_image(image) : -ENOMEM;
	}
	mutex_unlock(&kpatch_images_lock);
	return ret;
}

/*
 * One at a time: others come and go meanwhile, and new ones are put before the
 * old in the kernel's list. Those that come are left to their announcement:
 * until that, they can be gone again without our being told.
 */
struct module *kpatch_image_missing(void)
{
	struct module *mod;

	mutex_lock(&kpatch_images_lock);
	rcu_read_lock();
	for (mod = kpatch_next_module(NULL); mod; mod = kpatch_next_module(mod))
		if ((mod == THIS_MODULE || mod->state == MODULE_STATE_LIVE) &&
		    !find_image(mod) && try_module_get(mod))
			break;
	rcu_read_unlock();
	mutex_unlock(&kpatch_images_lock);
	return mod;
}

/* The init text is about to be freed. */
void kpatch_image_live(struct module *mod)
{
	struct kpatch_image *image;

	mutex_lock(&kpatch_images_lock);
	image = find_image(mod);
	if (image && image->init) {
		image->init = false;
		/* No memory: rather no tables than one for no code. */
		if (image->nr)
			kpatch_map_publish(kpatch_map_make(), true);
	}
	mutex_unlock(&kpatch_images_lock);
}

void kpatch_image_going(struct module *mod)
{
	struct kpatch_image *image;

	mutex_lock(&kpatch_images_lock);
	image = find_image(mod);
	if (image) {
		list_del(&image->list);
		if (image->nr)
			kpatch_map_publish(kpatch_map_make(), true); /* see above */
		free_image(image);
	}
	mutex_unlock(&kpatch_images_lock);
}

/* --- vmlinux --------------------------------------------------------------- */

bool kpatch_in_vmlinux(unsigned long addr)
{
	return addr >= text_start && addr < text_end;
}

bool kpatch_vmlinux_covered(void)
{
	const struct kpatch_image *image;
	bool covered;

	mutex_lock(&kpatch_images_lock);
	image = find_image(NULL);
	covered = image && image->nr;
	mutex_unlock(&kpatch_images_lock);
	return covered;
}

/* In place of what there was. */
static int set_vmlinux(struct kpatch_image *image)
{
	struct kpatch_image *old;
	int ret;

	mutex_lock(&kpatch_images_lock);
	old = find_image(NULL);
	if (old) {
		list_del(&old->list);
		kpatch_map_publish(kpatch_map_make(), true);
		free_image(old);
	}
	ret = add_image(image);
	mutex_unlock(&kpatch_images_lock);
	return ret;
}

int kpatch_image_vmlinux(void *file, size_t size, const char *bad)
{
	struct kpatch_image *image;
	int ret;

	if (!bad)
		bad = bad_table(NULL, file, size);

	image = kzalloc(struct_size(image, tables, 1), GFP_KERNEL);
	if (!image) {
		vfree(file);
		return -ENOMEM;
	}
	image->own = file;
	if (bad) {
		image->error = bad;
		pr_warn("trust table of vmlinux refused: %s\n", bad);
	} else {
		image->tables[0].table = file;
		image->tables[0].size = size;
		image->nr = 1;
	}
	ret = set_vmlinux(image);
	if (!ret && bad)
		ret = -EBADMSG;
	return ret;
}

/* --- init and exit --------------------------------------------------------- */

int kpatch_images_init(void)
{
	text_start = kpatch_lookup_data("_text");
	text_end = kpatch_lookup_data("_end");
	if (!text_start || !text_end)
		return -EOPNOTSUPP;
	kpatch_map_init();
	kpatch_jit_init();
	return 0;
}

/* No notifier runs any more, and nobody walks. */
void kpatch_images_exit(void)
{
	struct kpatch_image *image, *tmp;

	mutex_lock(&kpatch_images_lock);
	kpatch_map_publish(NULL, true);
	list_for_each_entry_safe(image, tmp, &kpatch_images, list) {
		list_del(&image->list);
		free_image(image);
	}
	mutex_unlock(&kpatch_images_lock);
}
