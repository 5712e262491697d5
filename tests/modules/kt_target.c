// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_target.c - a module whose functions are patched
 *
 * /proc/kt_value	what kt_value() returns: "old" unless patched
 * /proc/kt_init	what kt_value() returned while the module's init ran
 * /proc/kt_sleep	reading it sleeps in kt_sleep() until /proc/kt_wake is
 *			read; the sleep cannot be interrupted
 * /proc/kt_nap		the same in kt_nap(), interruptible: reading it again
 *			after a signal goes on with the sleep
 * /proc/kt_cold	the same in the part of kt_cold() that the compiler
 *			puts away as unlikely; not interruptible
 */
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/wait.h>

#include "kt_opaque.h"

static bool fail_init;
module_param(fail_init, bool, 0444);
MODULE_PARM_DESC(fail_init, "init returns an error, after it ran");

static DECLARE_WAIT_QUEUE_HEAD(kt_queue);
static unsigned int kt_wakes;
static unsigned int kt_how = 1;
static const char *kt_value_at_init;

kt_opaque const char *kt_value(void);
kt_opaque const char *kt_value(void)
{
	barrier();
	return "old";
}

kt_opaque const char *kt_other(void);
kt_opaque const char *kt_other(void)
{
	barrier();
	return "old";
}

kt_opaque int kt_sleep(void);
kt_opaque int kt_sleep(void)
{
	unsigned int before = READ_ONCE(kt_wakes);

	wait_event(kt_queue, READ_ONCE(kt_wakes) != before);
	return 1;
}

kt_opaque int kt_nap(unsigned int before);
kt_opaque int kt_nap(unsigned int before)
{
	return wait_event_interruptible(kt_queue,
					READ_ONCE(kt_wakes) != before) ?: 1;
}

/*
 * A call of a cold function makes its surroundings cold. Not by the kernel's
 * macro, which is empty where functions are padded.
 */
kt_opaque __attribute__((__cold__)) int kt_cold_sleep(unsigned int before);
kt_opaque __attribute__((__cold__)) int kt_cold_sleep(unsigned int before)
{
	wait_event(kt_queue, READ_ONCE(kt_wakes) != before);
	return 1;
}

kt_opaque int kt_cold(unsigned int how);
kt_opaque int kt_cold(unsigned int how)
{
	unsigned int i, ret = 0;

	for (i = 0; i < READ_ONCE(kt_wakes); i++)
		ret += how ^ i;
	if (unlikely(how)) {
		ret = kt_cold_sleep(READ_ONCE(kt_wakes));
		WRITE_ONCE(kt_how, ret);
	}
	return ret;
}

/* Its children are named after the function itself. */
int kt_cold_alias(unsigned int how) __attribute__((__alias__("kt_cold")));

static int value_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s %s\n", kt_value(), kt_other());
	return 0;
}

static int init_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", kt_value_at_init);
	return 0;
}

static int sleep_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%d\n", kt_sleep());
	return 0;
}

static int nap_show(struct seq_file *m, void *v)
{
	int ret = kt_nap(READ_ONCE(kt_wakes));

	if (ret < 0)
		return ret;
	seq_printf(m, "%d\n", ret);
	return 0;
}

static int cold_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%d\n", kt_cold(READ_ONCE(kt_how)));
	return 0;
}

static int wake_show(struct seq_file *m, void *v)
{
	WRITE_ONCE(kt_wakes, kt_wakes + 1);
	wake_up_all(&kt_queue);
	seq_puts(m, "awake\n");
	return 0;
}

static const struct {
	const char *name;
	int (*show)(struct seq_file *m, void *v);
} files[] = {
	{ "kt_value", value_show },
	{ "kt_init", init_show },
	{ "kt_sleep", sleep_show },
	{ "kt_nap", nap_show },
	{ "kt_cold", cold_show },
	{ "kt_wake", wake_show },
};

/* The first @n. */
static void remove_files(unsigned int n)
{
	while (n--)
		remove_proc_entry(files[n].name, NULL);
}

static int __init kt_target_init(void)
{
	unsigned int i;

	kt_value_at_init = kt_value();
	pr_info("init: %s\n", kt_value_at_init);
	if (fail_init)
		return -EIO;
	for (i = 0; i < ARRAY_SIZE(files); i++) {
		if (!proc_create_single(files[i].name, 0444, NULL,
					files[i].show)) {
			remove_files(i);
			return -ENOMEM;
		}
	}
	return 0;
}

static void __exit kt_target_exit(void)
{
	remove_files(ARRAY_SIZE(files));
}

module_init(kt_target_init);
module_exit(kt_target_exit);
MODULE_DESCRIPTION("Functions to patch");
MODULE_LICENSE("GPL");
