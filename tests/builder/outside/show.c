// SPDX-License-Identifier: GPL-2.0-only
/* /proc/kt_outside: a word, how often it was read, and two sums. */
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

#include "outside.h"

/* parts/count.c has another function of this name. */
static noinline int find_worth(int times)
{
	return times * 2;
}

static noinline const char *find_word(void)
{
	return "old";
}

static int show_all(struct seq_file *m, void *v)
{
	static int times;

	times++;
	WARN_ON(times < 0);
	seq_printf(m, "%s %d %d %d\n", find_word(), times, find_worth(times),
		   kt_outside_count());
	return 0;
}

static int __init begin(void)
{
	return proc_create_single("kt_outside", 0444, NULL, show_all) ? 0
								      : -ENOMEM;
}

static void __exit end(void)
{
	remove_proc_entry("kt_outside", NULL);
}

module_init(begin);
module_exit(end);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("An out-of-tree module of two objects");
