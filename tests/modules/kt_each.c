// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_each.c - functions that must agree, and that tasks are always inside
 *
 * /proc/kt_each_pair	what kt_each_first() and kt_each_second() returned, one
 *			after the other: 11 unless patched
 * /proc/kt_each_sleep	the same, with a sleep in between that cannot be
 *			interrupted, of up to `longest` milliseconds, and while
 *			`hold` is set
 */
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/seq_file.h>

#include "kt_each.h"
#include "kt_opaque.h"

static unsigned int longest = 6000;
module_param(longest, uint, 0644);
MODULE_PARM_DESC(longest, "milliseconds of the longest sleep");
static bool hold;
module_param(hold, bool, 0644);
MODULE_PARM_DESC(hold, "all sleep on");

kt_opaque int kt_each_first(void)
{
	barrier();
	return 1;
}
EXPORT_SYMBOL_GPL(kt_each_first);

kt_opaque int kt_each_second(void)
{
	barrier();
	return 1;
}
EXPORT_SYMBOL_GPL(kt_each_second);

kt_opaque void kt_each_wait(unsigned int ms)
{
	do {
		schedule_timeout_uninterruptible(msecs_to_jiffies(ms) + 1);
	} while (READ_ONCE(hold));
}
EXPORT_SYMBOL_GPL(kt_each_wait);

kt_opaque int kt_each_pair(void);
kt_opaque int kt_each_pair(void)
{
	int first = kt_each_first();

	return first * 10 + kt_each_second();
}

kt_opaque int kt_each_sleep(unsigned int ms);
kt_opaque int kt_each_sleep(unsigned int ms)
{
	int first = kt_each_first();

	kt_each_wait(ms);
	return first * 10 + kt_each_second();
}

static int pair_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%d\n", kt_each_pair());
	return 0;
}

static int sleep_show(struct seq_file *m, void *v)
{
	unsigned int most = READ_ONCE(longest);
	unsigned int ms = most ? get_random_u32() % most : 0;

	seq_printf(m, "%d\n", kt_each_sleep(ms));
	return 0;
}

static int __init kt_each_init(void)
{
	if (!proc_create_single("kt_each_pair", 0444, NULL, pair_show))
		return -ENOMEM;
	if (proc_create_single("kt_each_sleep", 0444, NULL, sleep_show))
		return 0;
	remove_proc_entry("kt_each_pair", NULL);
	return -ENOMEM;
}

static void __exit kt_each_exit(void)
{
	remove_proc_entry("kt_each_sleep", NULL);
	remove_proc_entry("kt_each_pair", NULL);
}

module_init(kt_each_init);
module_exit(kt_each_exit);
MODULE_DESCRIPTION("Functions that must agree");
MODULE_LICENSE("GPL");
