// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_call.c - what a call of a function costs, by the processor's counter
 *
 * /proc/kt_call	how far the counter goes in CALLS calls of kt_called()
 * /proc/kt_call_held	the same from inside kt_call_held(), after a sleep there
 *			that ends when the parameter `hold` is 0, and that cannot
 *			be interrupted
 *
 * If qemu counts instructions, the counter counts them too.
 */
#include <linux/irqflags.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <asm/msr.h>

#include "kt_call.h"
#include "kt_opaque.h"

#define CALLS	1000

static bool hold;
module_param(hold, bool, 0644);
MODULE_PARM_DESC(hold, "whoever is in kt_call_held() sleeps");

kt_opaque unsigned int kt_called(unsigned int x);
kt_opaque unsigned int kt_called(unsigned int x)
{
	barrier();
	return x + 1;
}

/* Never changed. */
u64 kt_call_price(void)
{
	unsigned int i, x = 0;
	unsigned long flags;
	u64 before, after;

	local_irq_save(flags);
	before = rdtsc_ordered();
	for (i = 0; i < CALLS; i++)
		x = kt_called(x);
	after = rdtsc_ordered();
	local_irq_restore(flags);
	return after - before;
}
EXPORT_SYMBOL_GPL(kt_call_price);

kt_opaque void kt_call_wait(void)
{
	while (READ_ONCE(hold))
		schedule_timeout_uninterruptible(1);
}
EXPORT_SYMBOL_GPL(kt_call_wait);

kt_opaque u64 kt_call_held(void);
kt_opaque u64 kt_call_held(void)
{
	u64 price;

	kt_call_wait();
	price = kt_call_price();
	barrier();
	return price;
}

static int call_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%llu\n", kt_call_price());
	return 0;
}

static int held_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%llu\n", kt_call_held());
	return 0;
}

static int __init kt_call_init(void)
{
	if (!proc_create_single("kt_call", 0444, NULL, call_show))
		return -ENOMEM;
	if (proc_create_single("kt_call_held", 0444, NULL, held_show))
		return 0;
	remove_proc_entry("kt_call", NULL);
	return -ENOMEM;
}

static void __exit kt_call_exit(void)
{
	remove_proc_entry("kt_call_held", NULL);
	remove_proc_entry("kt_call", NULL);
}

module_init(kt_call_init);
module_exit(kt_call_exit);
MODULE_DESCRIPTION("What a call costs");
MODULE_LICENSE("GPL");
