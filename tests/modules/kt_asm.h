/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kt_asm.h - a module with a function that sleeps below one in assembly
 *
 * /proc/kt_asm_sleep	reading it calls kt_asm_caller(), which calls the
 *			assembly, which calls kt_asm_wait(), which sleeps until
 *			/proc/kt_asm_wake is read; "1" afterwards
 *
 * KT_ASM is the assembly's name. One of these modules can be loaded at a time.
 */
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/wait.h>

#include "kt_opaque.h"

static DECLARE_WAIT_QUEUE_HEAD(kt_asm_queue);
static unsigned int kt_asm_wakes;

int KT_ASM(void);

/* Called by the assembly alone. */
__visible kt_opaque int kt_asm_wait(void);
__visible kt_opaque int kt_asm_wait(void)
{
	unsigned int before = READ_ONCE(kt_asm_wakes);

	wait_event(kt_asm_queue, READ_ONCE(kt_asm_wakes) != before);
	return 0;
}

/* Comes back to here, so that it has to be on the stack. */
kt_opaque int kt_asm_caller(void);
kt_opaque int kt_asm_caller(void)
{
	return KT_ASM() + 1;
}

static int sleep_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%d\n", kt_asm_caller());
	return 0;
}

static int wake_show(struct seq_file *m, void *v)
{
	WRITE_ONCE(kt_asm_wakes, kt_asm_wakes + 1);
	wake_up_all(&kt_asm_queue);
	seq_puts(m, "awake\n");
	return 0;
}

static int __init kt_asm_init(void)
{
	if (!proc_create_single("kt_asm_sleep", 0444, NULL, sleep_show))
		return -ENOMEM;
	if (!proc_create_single("kt_asm_wake", 0444, NULL, wake_show)) {
		remove_proc_entry("kt_asm_sleep", NULL);
		return -ENOMEM;
	}
	return 0;
}

static void __exit kt_asm_exit(void)
{
	remove_proc_entry("kt_asm_wake", NULL);
	remove_proc_entry("kt_asm_sleep", NULL);
}

module_init(kt_asm_init);
module_exit(kt_asm_exit);
MODULE_LICENSE("GPL");
