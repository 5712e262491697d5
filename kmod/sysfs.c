// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs.c - the files of /sys/kernel/kpatch that are about no patch alone
 *
 * Documentation/kpatch/sysfs.md says what each file is.
 */
#include <linux/kobject.h>
#include <linux/sysfs.h>

#include "compat.h"
#include "listing.h"
#include "move_end.h"
#include "patches.h"
#include "report.h"
#include "request.h"
#include "symbols.h"
#include "sysfs.h"
#include "trust.h"
#include "trust_show.h"

struct kobject *kpatch_root_kobj;
EXPORT_SYMBOL_GPL(kpatch_root_kobj);

/* --- for all patches ------------------------------------------------------ */

static ssize_t timeout_ms_show(struct kobject *kobj,
			       struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", kpatch_timeout_ms);
}

static ssize_t timeout_ms_store(struct kobject *kobj,
				struct kobj_attribute *attr, const char *buf,
				size_t count)
{
	unsigned int ms;
	int ret = kstrtouint(buf, 0, &ms);

	if (ret)
		return ret;
	WRITE_ONCE(kpatch_timeout_ms, ms);
	return count;
}

static struct kobj_attribute timeout_attr = __ATTR_RW(timeout_ms);

static ssize_t last_change_show(struct kobject *kobj,
				struct kobj_attribute *attr, char *buf)
{
	return kpatch_report_change(buf);
}

static struct kobj_attribute change_attr = __ATTR_RO(last_change);

/* Longer than a page: a trace for each blocker. */
static ssize_t report_read(struct file *file, struct kobject *kobj,
			   kpatch_bin_attr *attr, char *buf, loff_t off,
			   size_t count)
{
	return kpatch_report_read((unsigned long)attr->private,
				  kpatch_shows_addresses(file), buf, off,
				  count);
}

static struct bin_attribute refusal_attr = {
	.attr = { .name = "last_refusal", .mode = 0400 },
	.read = report_read,
};

static struct bin_attribute check_attr = {
	.attr = { .name = "last_check", .mode = 0400 },
	.read = report_read,
	.private = (void *)KPATCH_RECORD_CHECK,
};

static struct bin_attribute moving_attr = {
	.attr = { .name = "transition", .mode = 0400 },
	.read = report_read,
	.private = (void *)KPATCH_RECORD_MOVING,
};

/* Of the change that is under way task by task, if it is the one that is meant. */
static ssize_t reverse_store(struct kobject *kobj, struct kobj_attribute *attr,
			     const char *buf, size_t count)
{
	return kpatch_ask_reverse(buf) ?: count;
}

static ssize_t force_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	return kpatch_ask_force(buf) ?: count;
}

static struct kobj_attribute reverse_attr = __ATTR_WO(reverse);
static struct kobj_attribute force_attr = __ATTR_WO(force);

static struct attribute *root_attrs[] = {
	&timeout_attr.attr,
	&change_attr.attr,
	&reverse_attr.attr,
	&force_attr.attr,
	NULL
};

static kpatch_bin_attr_ptr root_bin_attrs[] = {
	&refusal_attr,
	&check_attr,
	&moving_attr,
	NULL
};

static const struct attribute_group root_group = {
	.attrs = root_attrs,
	.bin_attrs = root_bin_attrs,
};

/* --- trust/ --------------------------------------------------------------- */

static ssize_t policy_show(struct kobject *kobj, struct kobj_attribute *attr,
			   char *buf)
{
	return sysfs_emit(buf, "%s\n", kpatch_policy_name());
}

/* Between requests, so that each has one policy. */
static ssize_t policy_store(struct kobject *kobj, struct kobj_attribute *attr,
			    const char *buf, size_t count)
{
	int ret = kpatch_lock();

	if (ret)
		return ret;
	ret = kpatch_policy_set(buf);
	kpatch_unlock();
	return ret ?: count;
}

static struct kobj_attribute policy_attr = __ATTR_RW(policy);

static ssize_t listing_read(struct file *file, struct kobject *kobj,
			    kpatch_bin_attr *attr, char *buf, loff_t off,
			    size_t count)
{
	return kpatch_listing_read(file, attr->private, buf, off, count);
}

static struct bin_attribute images_attr = {
	.attr = { .name = "images", .mode = 0400 },
	.read = listing_read,
	.private = kpatch_show_images,
};

static struct bin_attribute uncovered_attr = {
	.attr = { .name = "uncovered", .mode = 0400 },
	.read = listing_read,
	.private = kpatch_show_uncovered,
};

static struct attribute *trust_attrs[] = {
	&policy_attr.attr,
	NULL
};

static kpatch_bin_attr_ptr trust_bin_attrs[] = {
	&images_attr,
	&uncovered_attr,
	NULL
};

static const struct attribute_group trust_group = {
	.name = "trust",
	.attrs = trust_attrs,
	.bin_attrs = trust_bin_attrs,
};

/* --- the whole ------------------------------------------------------------ */

static const struct attribute_group *root_groups[] = {
	&root_group,
	&trust_group,
	NULL
};

int kpatch_sysfs_init(void)
{
	int ret;

	kpatch_root_kobj = kobject_create_and_add("kpatch", kernel_kobj);
	if (!kpatch_root_kobj)
		return -ENOMEM;
	ret = sysfs_create_groups(kpatch_root_kobj, root_groups);
	if (ret)
		kobject_put(kpatch_root_kobj);
	return ret;
}

void kpatch_sysfs_exit(void)
{
	sysfs_remove_groups(kpatch_root_kobj, root_groups);
	kobject_put(kpatch_root_kobj);
	kpatch_listing_exit();
}
