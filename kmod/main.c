// SPDX-License-Identifier: GPL-2.0-only
/*
 * main.c - kpatch.ko comes and goes
 */
#include <linux/module.h>
#include <linux/moduleparam.h>

#include "adopt.h"
#include "cpus.h"
#include "ftrace.h"
#include "images.h"
#include "loader.h"
#include "nudge.h"
#include "rcu_ready.h"
#include "registry.h"
#include "report.h"
#include "request.h"
#include "selftest.h"
#include "shadow.h"
#include "stamps.h"
#include "switch_record.h"
#include "symbols.h"
#include "sysfs.h"
#include "tasks.h"
#include "transition.h"
#include "trust.h"
#include "trust_unwind.h"
#include "walk_stopped.h"

module_param_named(timeout_ms, kpatch_timeout_ms, uint, 0444);
MODULE_PARM_DESC(timeout_ms, "how long a refused change is tried again");
module_param_named(enable, kpatch_allowed, bool, 0644);
MODULE_PARM_DESC(enable, "0: no patch is put in, until it is 1");
module_param_named(full_walk, kpatch_full_walk, bool, 0644);
MODULE_PARM_DESC(full_walk, "walk every task inside the stop");
module_param_named(audit, kpatch_audit, bool, 0644);
MODULE_PARM_DESC(audit, "check the record of tasks that ran, inside the stop");
module_param_named(record_bits, kpatch_record_bits, uint, 0644);
MODULE_PARM_DESC(record_bits, "log2 of twice the tasks a CPU's record holds at first");

module_param_named(cpu_wait_ms, kpatch_cpu_wait_ms, uint, 0644);
MODULE_PARM_DESC(cpu_wait_ms, "how long a CPU may take to show that it can be stopped");

static int __init kpatch_init(void)
{
	int ret;

	ret = kpatch_symbols_init();
	if (ret)
		return ret;
	ret = kpatch_images_init();
	if (ret)
		return ret;
	kpatch_rows_init();
	ret = kpatch_selftest_lookups();
	if (ret)
		goto err_images;
	ret = kpatch_tasks_init();
	if (ret)
		goto err_images;
	kpatch_stamps_init();
	ret = kpatch_loader_init();
	if (ret)
		goto err_tasks;
	ret = kpatch_selftest();
	if (ret)
		goto err_loader;
	ret = kpatch_trust_init();
	if (ret)
		goto err_loader;
	/* What it shows of modules is right for as long as we listen. */
	ret = kpatch_sysfs_init();
	if (ret)
		goto err_loader;
	ret = kpatch_adopt_init();
	if (ret)
		goto err_sysfs;
	return 0;

err_sysfs:
	kpatch_sysfs_exit();
err_loader:
	kpatch_loader_exit();
err_tasks:
	kpatch_tasks_exit();
err_images:
	kpatch_images_exit();
	return ret;
}

/* Patch modules use our symbols, so there is none left. */
static void __exit kpatch_exit(void)
{
	kpatch_adopt_exit();
	kpatch_sysfs_exit();
	kpatch_loader_exit();
	kpatch_images_exit();
	kpatch_holds_exit();
	kpatch_stamps_exit();
	kpatch_tasks_exit();
	kpatch_nudge_exit();
	kpatch_cpus_exit();
	kpatch_rcu_exit();
	kpatch_shadow_exit();
	kpatch_report_exit();
}

module_init(kpatch_init);
module_exit(kpatch_exit);
MODULE_DESCRIPTION("Patching of functions of the running kernel");
MODULE_LICENSE("GPL");
