// SPDX-License-Identifier: GPL-2.0-only
/* kt_kprobe.c - a kprobe, with or without post handler, or a kretprobe */
#include <linux/kprobes.h>
#include <linux/module.h>

static char name[KSYM_NAME_LEN] = "cmdline_proc_show";
module_param_string(name, name, sizeof(name), 0444);
MODULE_PARM_DESC(name, "function to probe");
static bool post;
module_param(post, bool, 0444);
MODULE_PARM_DESC(post, "with a post handler, which keeps others away");
static bool ret_probe;
module_param_named(ret, ret_probe, bool, 0444);
MODULE_PARM_DESC(ret, "a kretprobe");
static int hits;
module_param(hits, int, 0444);
MODULE_PARM_DESC(hits, "how often it was hit");

static int on_pre(struct kprobe *p, struct pt_regs *regs)
{
	hits++;
	return 0;
}

static void on_post(struct kprobe *p, struct pt_regs *regs, unsigned long flags)
{
}

static int on_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	hits++;
	return 0;
}

static struct kprobe probe = { .symbol_name = name, .pre_handler = on_pre };
static struct kretprobe retprobe = {
	.kp.symbol_name = name,
	.handler = on_return,
	.maxactive = 32,
};

static int __init kt_kprobe_init(void)
{
	if (ret_probe)
		return register_kretprobe(&retprobe);
	if (post)
		probe.post_handler = on_post;
	return register_kprobe(&probe);
}

static void __exit kt_kprobe_exit(void)
{
	if (ret_probe)
		unregister_kretprobe(&retprobe);
	else
		unregister_kprobe(&probe);
}

module_init(kt_kprobe_init);
module_exit(kt_kprobe_exit);
MODULE_DESCRIPTION("A probe");
MODULE_LICENSE("GPL");
