// SPDX-License-Identifier: GPL-2.0-only
/*
 * trust.c - the policy: whose code must be covered by a trust table
 *
 *	off	nobody's; the kernel's own unwinder decides alone
 *	modules	that of modules
 *	all	that of vmlinux, too
 *
 * The table of vmlinux is asked for as firmware, by the kernel's build-id.
 */
#include <linux/device.h>
#include <linux/elf.h>
#include <linux/firmware.h>
#include <linux/moduleparam.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "code_map.h"
#include "compat.h"
#include "images.h"
#include "jit.h"
#include "patch.h"
#include "reason.h"
#include "request.h"
#include "symbols.h"
#include "trust.h"

/* Read without a lock, once for each walk. */
enum kpatch_policy kpatch_policy;

static const char * const policies[] = {
	[KPATCH_TRUST_OFF]	= "off",
	[KPATCH_TRUST_MODULES]	= "modules",
	[KPATCH_TRUST_ALL]	= "all",
};

/* --- frames ---------------------------------------------------------------- */

/*
 * The kernel's unwinder has gone through this frame, by ORC or by the frame
 * pointer. Was that right? The rows say it of ORC; of frames, that the frame
 * rule holds, and that the frame was not interrupted.
 */
bool kpatch_frame_trusted(unsigned long addr, bool exact,
			  enum kpatch_policy policy, const char **why)
{
	struct sc_trust_hit hit;

	if (policy == KPATCH_TRUST_OFF ||
	    (policy == KPATCH_TRUST_MODULES && kpatch_in_vmlinux(addr)))
		return true;
	kpatch_find_code(exact ? addr : addr - 1, &hit, NULL);
	if (IS_ENABLED(CONFIG_UNWINDER_FRAME_POINTER) ?
	    hit.verdict != SC_TRUST_UNRELIABLE && hit.framed && !exact :
	    hit.verdict == SC_TRUST_TRACKED)
		return true;
	if (hit.reason == SC_TRUST_R_NO_TABLE && kpatch_jit_framed(addr, exact))
		return true;
	*why = hit.reason ? sc_trust_reason_text(hit.reason) : "frame-missing";
	return false;
}

/* --- a patch's own functions ----------------------------------------------- */

struct own {
	struct kpatch_op *op;
	struct kpatch_patch *patch;
};

static bool does_not_run(unsigned int reason)
{
	return reason == SC_TRUST_R_PADDING || reason == SC_TRUST_R_UNREACHED;
}

static int refuse_own(struct own *own, unsigned long addr, const char *why)
{
	return kpatch_refuse_at(own->op, KPATCH_UNTRUSTED, addr, true,
				"the patch's own code: %s", why);
}

/* The first code of a region that can run and is not trusted. */
struct untrusted {
	bool found;
	unsigned int off;	/* bytes in the region */
	unsigned int reason;
};

static void find_untrusted(const struct sc_trust_hit *hit, void *data)
{
	struct untrusted *first = data;

	if (first->found || !hit->function ||
	    hit->verdict != SC_TRUST_UNRELIABLE || does_not_run(hit->reason))
		return;
	first->found = true;
	first->off = hit->row_start;
	first->reason = hit->reason;
}

/*
 * Whatever can run of the functions in the region must be trusted. Takes time
 * in proportion to the region's rows: each is looked at once. Walks find the
 * table by the map, which leaves out a region that overlaps another.
 */
static int check_region(struct own *own, const void *table, unsigned int i,
			unsigned long start)
{
	struct untrusted first = {};

	if (!kpatch_is_covered(start))
		return refuse_own(own, start,
				  sc_trust_reason_text(SC_TRUST_R_NO_TABLE));
	sc_trust_each_row(table, i, find_untrusted, &first);
	return first.found ? refuse_own(own, start + first.off,
					sc_trust_reason_text(first.reason)) : 0;
}

/* Every function of its tables, but for code that is gone after init. */
static int check_tables(struct own *own, const struct kpatch_image *image,
			const void *table)
{
	const struct sc_trust_header *h = table;
	unsigned long start;
	unsigned int i;
	int ret = 0;

	for (i = 0; i < h->nregions && !ret; i++) {
		if (kpatch_region_is_live(image, table, i, &start))
			ret = check_region(own, table, i, start);
		cond_resched();
	}
	return ret;
}

static int check_image(struct own *own)
{
	const struct module *mod = own->patch->kpmod->mod;
	const struct kpatch_image *image;
	bool covered = false;
	unsigned int i;
	int ret = 0;

	list_for_each_entry(image, &kpatch_images, list) {
		if (image->mod != mod)
			continue;
		if (image->error)
			return kpatch_refuse(own->op, KPATCH_UNTRUSTED, NULL,
					     NULL, "its trust table: %s",
					     image->error);
		covered = image->nr;
		for (i = 0; i < image->nr && !ret; i++)
			ret = check_tables(own, image, image->tables[i].table);
	}
	if (!covered)
		return kpatch_refuse(own->op, KPATCH_UNTRUSTED, NULL, NULL,
				     "it has no trust table");
	return ret;
}

/* A function of the patch's text that is in no table. */
struct bare {
	unsigned long start, end;	/* the text */
	unsigned long addr;		/* 0: there is none */
};

static void find_bare(void *data, const Elf_Sym *sym)
{
	struct bare *bare = data;

	if (!bare->addr && ELF_ST_TYPE(sym->st_info) == STT_FUNC &&
	    sym->st_value >= bare->start && sym->st_value < bare->end &&
	    !kpatch_is_covered(sym->st_value))
		bare->addr = sym->st_value;
}

/* Objects that were linked into the module may be without a table. */
static int check_bare(struct own *own)
{
	struct module *mod = own->patch->kpmod->mod;
	struct bare bare = {};

	kpatch_module_text(mod, &bare.start, &bare.end);
	kpatch_each_symbol(mod, "", find_bare, &bare);
	if (!bare.addr)
		return 0;
	return refuse_own(own, bare.addr,
			  sc_trust_reason_text(SC_TRUST_R_NO_TABLE));
}

/* All functions of the tables are trusted. Are the new ones among them? */
static int check_new_functions(struct own *own)
{
	const struct kpatch_obj *obj;
	const struct kpatch_fn *fn;
	struct sc_trust_hit hit;

	/* Also for targets that come later: nobody asks again then. */
	list_for_each_entry(obj, &own->patch->objs, list)
		list_for_each_entry(fn, &obj->fns, list)
			if (!kpatch_find_code(fn->def->new_addr, &hit, NULL) ||
			    !hit.function)
				return refuse_own(own, fn->def->new_addr,
						  sc_trust_reason_text(hit.reason ?:
								       SC_TRUST_R_NO_FUNCTION));
	return 0;
}

int kpatch_patch_trusted(struct kpatch_op *op, struct kpatch_patch *patch)
{
	struct own own = { .op = op, .patch = patch };
	int ret;

	if (READ_ONCE(kpatch_policy) == KPATCH_TRUST_OFF)
		return 0;
	mutex_lock(&kpatch_images_lock);
	ret = check_image(&own);
	mutex_unlock(&kpatch_images_lock);
	if (!ret)
		ret = check_new_functions(&own) ?: check_bare(&own);
	if (!ret || !patch->kpmod->force)
		return ret;
	pr_warn("%s: not trusted, and forced: %s\n", op->name, op->detail);
	kpatch_refuse_nothing(op);
	op->distrusted = true;
	return 0;
}

/* --- the table of vmlinux -------------------------------------------------- */

#define NOTE_BUILD_ID	3	/* the type of a note whose name is "GNU" */

/* The build-id among the kernel's notes; its length, or 0. */
static unsigned int find_build_id(const u8 **id)
{
	unsigned long at = kpatch_lookup_data("__start_notes");
	unsigned long end = kpatch_lookup_data("__stop_notes");

	while (at && end > at && end - at > sizeof(Elf64_Nhdr)) {
		const Elf64_Nhdr *n = (const void *)at;
		unsigned long name = at + sizeof(*n);
		unsigned long desc = name + ALIGN((unsigned long)n->n_namesz, 4);

		if (desc > end || n->n_descsz > end - desc)
			break;
		if (n->n_type == NOTE_BUILD_ID && n->n_namesz == 4 &&
		    !memcmp((const void *)name, "GNU", 4)) {
			*id = (const void *)desc;
			return min_t(unsigned int, n->n_descsz,
				     SC_TRUST_ID_MAX);
		}
		at = desc + ALIGN((unsigned long)n->n_descsz, 4);
	}
	return 0;
}

/* In memory of its own, aligned as a table must be. */
static void *copy_of(const struct firmware *fw)
{
	void *copy = vmalloc(fw->size ?: 1);

	if (copy)
		memcpy(copy, fw->data, fw->size);
	return copy;
}

/* What else is wrong with it is found later. */
static bool other_id(const struct sc_trust_header *h, size_t size,
		     const u8 *id, unsigned int len)
{
	return size >= sizeof(*h) && h->magic == SC_TRUST_MAGIC &&
	       (h->id_len != len || memcmp(h->id, id, len));
}

static int load_vmlinux(void)
{
	const u8 *id = NULL;
	unsigned int len = find_build_id(&id);
	const struct firmware *fw;
	struct device *dev;
	char name[96];
	void *copy;
	int ret;

	if (!len)
		return -ENODATA;
	scnprintf(name, sizeof(name), "stackcheck/%*phN.trust", (int)len, id);
	dev = root_device_register("kpatch");
	if (IS_ERR(dev))
		return PTR_ERR(dev);
	ret = request_firmware_direct(&fw, name, dev);
	root_device_unregister(dev);
	if (ret) {
		pr_info("no trust table for vmlinux: %s: %d\n", name, ret);
		return ret;
	}
	copy = copy_of(fw);
	if (copy)
		ret = kpatch_image_vmlinux(copy, fw->size,
					   other_id(copy, fw->size, id, len) ?
					   "made for another build-id" : NULL);
	else
		ret = -ENOMEM;
	release_firmware(fw);
	return ret;
}

/* --- the policy ------------------------------------------------------------ */

const char *kpatch_policy_name(void)
{
	return policies[READ_ONCE(kpatch_policy)];
}

/* Also asks for the table of vmlinux, if it is wanted and not there. */
int kpatch_policy_set(const char *name)
{
	int policy = sysfs_match_string(policies, name);

	if (policy < 0)
		return policy;
	if (policy != KPATCH_TRUST_OFF && !kpatch_vmlinux_covered())
		load_vmlinux();
	if (policy == KPATCH_TRUST_ALL && !kpatch_vmlinux_covered())
		pr_warn("no trust table covers vmlinux: every change will be refused\n");
	WRITE_ONCE(kpatch_policy, policy);
	return 0;
}

static char *trust = "off";
module_param(trust, charp, 0444);
MODULE_PARM_DESC(trust, "whose code trust tables must cover: off, modules, all");

int kpatch_trust_init(void)
{
	if (kpatch_policy_set(trust)) {
		pr_err("trust=%s: not one of off, modules, all\n", trust);
		return -EINVAL;
	}
	return 0;
}
