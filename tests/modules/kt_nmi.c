// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_nmi.c - NMIs that call two functions, which change together
 *
 * A thread sends NMIs to the other CPUs without end. `mixed` counts those
 * that found one function old and the other new.
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <asm/apic.h>
#include <asm/nmi.h>

#include "kt_opaque.h"

static struct task_struct *sender;
static atomic_t nmis, mixed;

static int get_count(char *buf, const struct kernel_param *kp)
{
	return sysfs_emit(buf, "%d\n", atomic_read((atomic_t *)kp->arg));
}

static const struct kernel_param_ops count_ops = { .get = get_count };
module_param_cb(nmis, &count_ops, &nmis, 0444);
MODULE_PARM_DESC(nmis, "how many came");
module_param_cb(mixed, &count_ops, &mixed, 0444);
MODULE_PARM_DESC(mixed, "how many found old and new code");

kt_opaque int kt_nmi_first(void);
kt_opaque int kt_nmi_first(void)
{
	barrier();
	return 1;
}

kt_opaque int kt_nmi_second(void);
kt_opaque int kt_nmi_second(void)
{
	barrier();
	return 1;
}

static atomic_t wanted;

static int on_nmi(unsigned int cmd, struct pt_regs *regs)
{
	int a, b, i;

	/* Not ours: somebody else's. */
	if (!atomic_read(&wanted))
		return NMI_DONE;
	a = kt_nmi_first();
	for (i = 0; i < 500; i++)
		cpu_relax();
	b = kt_nmi_second();
	if (a != b)
		atomic_inc(&mixed);
	atomic_inc(&nmis);
	return NMI_HANDLED;
}

static int send(void *unused)
{
	atomic_set(&wanted, 1);
	while (!kthread_should_stop()) {
		preempt_disable();
		apic->send_IPI_allbutself(NMI_VECTOR);
		preempt_enable();
		usleep_range(50, 100);
	}
	/* The last one must find its handler. */
	msleep(100);
	atomic_set(&wanted, 0);
	return 0;
}

static int __init kt_nmi_init(void)
{
	int ret = register_nmi_handler(NMI_LOCAL, on_nmi, 0, "kt_nmi");

	if (ret)
		return ret;
	sender = kthread_run(send, NULL, "kt_nmi");
	if (IS_ERR(sender)) {
		unregister_nmi_handler(NMI_LOCAL, "kt_nmi");
		return PTR_ERR(sender);
	}
	return 0;
}

static void __exit kt_nmi_exit(void)
{
	kthread_stop(sender);
	unregister_nmi_handler(NMI_LOCAL, "kt_nmi");
}

module_init(kt_nmi_init);
module_exit(kt_nmi_exit);
MODULE_DESCRIPTION("NMIs");
MODULE_LICENSE("GPL");
