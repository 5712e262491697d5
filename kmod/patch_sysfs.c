// SPDX-License-Identifier: GPL-2.0-only
/*
 * patch_sysfs.c - the memory of a patch, and its directory in sysfs
 *
 * Documentation/kpatch/sysfs.md says what each file is.
 */
#include <linux/kernfs.h>
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "compat.h"
#include "consistency.h"
#include "patch.h"
#include "patch_sysfs.h"
#include "patches.h"
#include "registry.h"
#include "request.h"
#include "symbols.h"
#include "wish.h"

/* --- functions ------------------------------------------------------------ */

/* Zeros for those who may not see addresses, as in the kernel's own files. */
static ssize_t address_read(struct file *file, unsigned long addr, char *buf,
			    loff_t off, size_t count)
{
	char line[32];
	int len = scnprintf(line, sizeof(line), "0x%016lx\n",
			    kpatch_shows_addresses(file) ? addr : 0);

	return memory_read_from_buffer(buf, count, &off, line, len);
}

static ssize_t old_addr_read(struct file *file, struct kobject *kobj,
			     kpatch_bin_attr *attr, char *buf, loff_t off,
			     size_t count)
{
	struct kpatch_fn *fn = container_of(kobj, struct kpatch_fn, kobj);

	return address_read(file, READ_ONCE(fn->def->old_addr), buf, off,
			    count);
}

static ssize_t new_addr_read(struct file *file, struct kobject *kobj,
			     kpatch_bin_attr *attr, char *buf, loff_t off,
			     size_t count)
{
	struct kpatch_fn *fn = container_of(kobj, struct kpatch_fn, kobj);

	return address_read(file, fn->def->new_addr, buf, off, count);
}

/* Binary attributes: others are not told who opened the file. */
static struct bin_attribute old_addr_attr = {
	.attr = { .name = "old_addr", .mode = 0400 },
	.read = old_addr_read,
};

static struct bin_attribute new_addr_attr = {
	.attr = { .name = "new_addr", .mode = 0400 },
	.read = new_addr_read,
};

static kpatch_bin_attr_ptr fn_attrs[] = {
	&old_addr_attr,
	&new_addr_attr,
	NULL
};

static const struct attribute_group fn_group = {
	.bin_attrs = fn_attrs,
};

static const struct attribute_group *fn_groups[] = {
	&fn_group,
	NULL
};

static void fn_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct kpatch_fn, kobj));
}

static const struct kobj_type fn_ktype = {
	.release = fn_release,
	.sysfs_ops = &kobj_sysfs_ops,
	.default_groups = fn_groups,
};

/* --- objects -------------------------------------------------------------- */

static ssize_t patched_show(struct kobject *kobj, struct kobj_attribute *attr,
			    char *buf)
{
	struct kpatch_obj *obj = container_of(kobj, struct kpatch_obj, kobj);

	return sysfs_emit(buf, "%d\n", READ_ONCE(obj->patched));
}

static struct kobj_attribute patched_attr = __ATTR_RO(patched);

static struct attribute *obj_attrs[] = {
	&patched_attr.attr,
	NULL
};
ATTRIBUTE_GROUPS(obj);

static void obj_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct kpatch_obj, kobj));
}

static const struct kobj_type obj_ktype = {
	.release = obj_release,
	.sysfs_ops = &kobj_sysfs_ops,
	.default_groups = obj_groups,
};

/* --- patches -------------------------------------------------------------- */

static struct kpatch_patch *to_patch(struct kobject *kobj)
{
	return container_of(kobj, struct kpatch_patch, kobj);
}

static ssize_t enabled_show(struct kobject *kobj, struct kobj_attribute *attr,
			    char *buf)
{
	return sysfs_emit(buf, "%d\n", READ_ONCE(to_patch(kobj)->enabled));
}

static ssize_t enabled_store(struct kobject *kobj, struct kobj_attribute *attr,
			     const char *buf, size_t count)
{
	struct kpatch_wish wish;
	int ret = kpatch_read_wish(buf, &wish);

	if (!ret)
		ret = kpatch_set_enabled(to_patch(kobj), &wish);
	return ret ?: count;
}

static ssize_t check_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	static const struct kpatch_wish wish = {
		.check = true,
		.consistency = -1,
	};

	return kpatch_set_enabled(to_patch(kobj), &wish) ?: count;
}

static ssize_t checksum_show(struct kobject *kobj, struct kobj_attribute *attr,
			     char *buf)
{
	struct kpatch_module *kpmod = to_patch(kobj)->kpmod;

	return sysfs_emit(buf, "%s\n",
			  kpmod->checksum ?: kpmod->mod->srcversion ?: "-");
}

static ssize_t replace_show(struct kobject *kobj, struct kobj_attribute *attr,
			    char *buf)
{
	return sysfs_emit(buf, "%d\n", to_patch(kobj)->replace);
}

static ssize_t forced_show(struct kobject *kobj, struct kobj_attribute *attr,
			   char *buf)
{
	return sysfs_emit(buf, "%d\n", to_patch(kobj)->forced);
}

static ssize_t stack_order_show(struct kobject *kobj,
				struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", kpatch_stack_order(to_patch(kobj)));
}

static ssize_t transition_show(struct kobject *kobj,
			       struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%d\n", READ_ONCE(to_patch(kobj)->moving));
}

static ssize_t consistency_show(struct kobject *kobj,
				struct kobj_attribute *attr, char *buf)
{
	enum kpatch_consistency how = to_patch(kobj)->consistency;

	return sysfs_emit(buf, "%s\n", kpatch_consistency_name(how));
}

static struct kobj_attribute enabled_attr = __ATTR_RW(enabled);
static struct kobj_attribute patch_check_attr = __ATTR_WO(check);
static struct kobj_attribute checksum_attr = __ATTR_RO(checksum);
static struct kobj_attribute replace_attr = __ATTR_RO(replace);
static struct kobj_attribute forced_attr = __ATTR_RO(forced);
static struct kobj_attribute order_attr = __ATTR_RO(stack_order);
static struct kobj_attribute transition_attr = __ATTR_RO(transition);
static struct kobj_attribute consistency_attr = __ATTR_RO(consistency);

static struct attribute *patch_attrs[] = {
	&enabled_attr.attr,
	&patch_check_attr.attr,
	&checksum_attr.attr,
	&replace_attr.attr,
	&forced_attr.attr,
	&order_attr.attr,
	&transition_attr.attr,
	&consistency_attr.attr,
	NULL
};
ATTRIBUTE_GROUPS(patch);

/* As the module loader names modules. */
static void kernel_name(char *to, const char *name)
{
	strscpy(to, name, MODULE_NAME_LEN);
	strreplace(to, '-', '_');
}

static bool is_file_of_patch(const char *object)
{
	struct attribute **attr;

	for (attr = patch_attrs; *attr; attr++)
		if (kpatch_same_name((*attr)->name, object))
			return true;
	return false;
}

const char *kpatch_name_taken(const struct kpatch_module *kpmod)
{
	struct kernfs_node *kn;
	unsigned int i;

	kn = kernfs_find_and_get(kpatch_root_kobj->sd, kpmod->mod->name);
	if (kn) {
		kernfs_put(kn);
		return "/sys/kernel/kpatch has a file of the module's name";
	}
	for (i = 0; i < kpmod->nr_objects; i++)
		if (is_file_of_patch(kpatch_object_name(&kpmod->objects[i])))
			return "a patch has a file in sysfs of an object's name";
	return NULL;
}

static void patch_release(struct kobject *kobj)
{
	kfree(to_patch(kobj));
}

static const struct kobj_type patch_ktype = {
	.release = patch_release,
	.sysfs_ops = &kobj_sysfs_ops,
	.default_groups = patch_groups,
};

/* --- memory --------------------------------------------------------------- */

static int create_fns(struct kpatch_obj *obj)
{
	unsigned int i;

	for (i = 0; i < obj->def->nr_funcs; i++) {
		struct kpatch_fn *fn = kzalloc(sizeof(*fn), GFP_KERNEL);

		if (!fn)
			return -ENOMEM;
		kobject_init(&fn->kobj, &fn_ktype);
		fn->obj = obj;
		fn->patch = obj->patch;
		fn->def = &obj->def->funcs[i];
		fn->given_addr = fn->def->old_addr;
		fn->given_size = fn->def->old_size;
		fn->force = fn->def->force;
		list_add_tail(&fn->list, &obj->fns);
	}
	return 0;
}

static void free_patch(struct kpatch_patch *patch)
{
	struct kpatch_obj *obj, *tmp_obj;
	struct kpatch_fn *fn, *tmp_fn;

	list_for_each_entry_safe(obj, tmp_obj, &patch->objs, list) {
		list_for_each_entry_safe(fn, tmp_fn, &obj->fns, list) {
			fn->def->old_addr = fn->given_addr;
			fn->def->old_size = fn->given_size;
			list_del(&fn->list);
			kobject_put(&fn->kobj);
		}
		list_del(&obj->list);
		kobject_put(&obj->kobj);
	}
	kobject_put(&patch->kobj);
}

/* What the tables of @kpmod describe, which must have been checked. */
struct kpatch_patch *kpatch_patch_create(struct kpatch_module *kpmod)
{
	struct kpatch_patch *patch = kzalloc(sizeof(*patch), GFP_KERNEL);
	unsigned int i;

	if (!patch)
		return NULL;
	kobject_init(&patch->kobj, &patch_ktype);
	INIT_LIST_HEAD(&patch->list);
	INIT_LIST_HEAD(&patch->objs);
	patch->kpmod = kpmod;
	patch->from = KPATCH_NEVER;
	patch->until = KPATCH_NEVER;
	patch->again = KPATCH_NEVER;

	for (i = 0; i < kpmod->nr_objects; i++) {
		struct kpatch_obj *obj = kzalloc(sizeof(*obj), GFP_KERNEL);

		if (!obj)
			goto err;
		kobject_init(&obj->kobj, &obj_ktype);
		INIT_LIST_HEAD(&obj->fns);
		obj->patch = patch;
		obj->def = &kpmod->objects[i];
		list_add_tail(&obj->list, &patch->objs);
		if (create_fns(obj))
			goto err;
	}
	return patch;
err:
	free_patch(patch);
	return NULL;
}

/* Its directory; what was made is taken away by kpatch_patch_destroy(). */
int kpatch_patch_show(struct kpatch_patch *patch)
{
	char name[MODULE_NAME_LEN];
	struct kpatch_obj *obj;
	struct kpatch_fn *fn;
	int ret;

	ret = kobject_add(&patch->kobj, kpatch_root_kobj, "%s",
			  patch->kpmod->mod->name);
	list_for_each_entry(obj, &patch->objs, list) {
		kernel_name(name, kpatch_object_name(obj->def));
		if (!ret)
			ret = kobject_add(&obj->kobj, &patch->kobj, "%s", name);
		list_for_each_entry(fn, &obj->fns, list)
			if (!ret)
				ret = kobject_add(&fn->kobj, &obj->kobj,
						  "%s,%lu", fn->def->name,
						  fn->def->sympos ?: 1);
	}
	return ret;
}

static void remove_from_sysfs(struct kobject *kobj)
{
	if (kobj->state_in_sysfs)
		kobject_del(kobj);
}

/*
 * Not under kpatch_mutex: waits for writers of its files, which take it. They
 * find the patch leaving.
 */
void kpatch_patch_destroy(struct kpatch_patch *patch)
{
	struct kpatch_obj *obj;
	struct kpatch_fn *fn;

	list_for_each_entry(obj, &patch->objs, list) {
		list_for_each_entry(fn, &obj->fns, list)
			remove_from_sysfs(&fn->kobj);
		remove_from_sysfs(&obj->kobj);
	}
	remove_from_sysfs(&patch->kobj);
	free_patch(patch);
}
