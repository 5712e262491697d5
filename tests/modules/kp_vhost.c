// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_vhost.c - hold a worker of vhost, changed for one task after the other
 *
 * What a worker does when a machine says that it has sent something does
 * nothing. It sleeps while `hold` is set, and cannot be woken.
 */
#include <linux/sched.h>

#include "kpatch.h"

static bool hold;
module_param(hold, bool, 0644);
MODULE_PARM_DESC(hold, "workers sleep on");
static unsigned int runs;
module_param(runs, uint, 0444);
MODULE_PARM_DESC(runs, "how often it was begun");

struct vhost_work;

static void new_kick(struct vhost_work *work)
{
	WRITE_ONCE(runs, runs + 1);
	while (READ_ONCE(hold))
		schedule_timeout_uninterruptible(HZ / 10);
}

static struct kpatch_func vsock_funcs[] = {
	KPATCH_FUNC(vhost_vsock_handle_tx_kick, new_kick),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("vhost_vsock", vsock_funcs),
};

KPATCH_MODULE(objects, .consistency = KPATCH_PER_TASK);
MODULE_DESCRIPTION("Hold workers of vhost");
MODULE_LICENSE("GPL");
