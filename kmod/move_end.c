// SPDX-License-Identifier: GPL-2.0-only
/*
 * move_end.c - how a change that is under way task by task is to end: what
 *	others ask for meanwhile, and what becomes of it at the time-out
 */
#include <linux/moduleparam.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "move_end.h"
#include "patch.h"
#include "request.h"

static const char * const timeout_names[] = {
	[KPATCH_END_REVERSE]	= "reverse",
	[KPATCH_END_KEEP]	= "keep",
	[KPATCH_END_FORCE]	= "force",
};

static enum kpatch_end on_timeout;

static int set_on_timeout(const char *text, const struct kernel_param *kp)
{
	int what = sysfs_match_string(timeout_names, text);

	if (what < 0)
		return what;
	WRITE_ONCE(on_timeout, what);
	return 0;
}

static int get_on_timeout(char *buf, const struct kernel_param *kp)
{
	return sysfs_emit(buf, "%s\n", timeout_names[READ_ONCE(on_timeout)]);
}

static const struct kernel_param_ops on_timeout_ops = {
	.set = set_on_timeout,
	.get = get_on_timeout,
};
module_param_cb(on_timeout, &on_timeout_ops, NULL, 0644);
MODULE_PARM_DESC(on_timeout, "what becomes of a change per task then: reverse, keep or force");

/* Guards the rest of this file. */
static DEFINE_SPINLOCK(asked_lock);
static struct {
	bool moving;			/* there is something to ask for */
	bool turned;
	bool must_end;			/* the module's text goes, if it turns */
	bool reverse;
	bool force;
	const char *name;		/* of the patch that it is about */
} asked;

/* Under asked_lock: is it the change that @text means? */
static bool is_meant(const char *text)
{
	return asked.moving &&
	       (sysfs_streq(text, "1") || sysfs_streq(text, asked.name));
}

int kpatch_ask_reverse(const char *text)
{
	int ret = 0;

	spin_lock(&asked_lock);
	if (!is_meant(text))
		ret = -ENOENT;
	else if (asked.turned)
		ret = -EBUSY;
	else
		asked.reverse = true;
	spin_unlock(&asked_lock);
	return ret;
}

int kpatch_ask_force(const char *text)
{
	int ret = 0;

	spin_lock(&asked_lock);
	if (!is_meant(text))
		ret = -ENOENT;
	else if (asked.turned && asked.must_end)
		ret = -EBUSY;
	else
		asked.force = true;
	spin_unlock(&asked_lock);
	return ret;
}

/* The text of a patch is freed if its init is refused, used or not. */
void kpatch_open_questions(const struct kpatch_op *op)
{
	spin_lock(&asked_lock);
	memset(&asked, 0, sizeof(asked));
	asked.moving = true;
	asked.name = op->name;
	asked.must_end = op->enable &&
			 op->patch->kpmod->mod->state != MODULE_STATE_LIVE;
	spin_unlock(&asked_lock);
}

/* Nobody can ask to turn again; what was asked before it turned is void. */
void kpatch_note_turned(void)
{
	spin_lock(&asked_lock);
	asked.turned = true;
	asked.reverse = false;
	asked.force = false;
	spin_unlock(&asked_lock);
}

void kpatch_close_questions(void)
{
	spin_lock(&asked_lock);
	asked.moving = false;
	asked.name = NULL;
	spin_unlock(&asked_lock);
}

enum kpatch_end kpatch_asked_end(bool timed_out)
{
	if (READ_ONCE(asked.force))
		return KPATCH_END_FORCE;
	if (READ_ONCE(asked.reverse))
		return KPATCH_END_REVERSE;
	return timed_out ? READ_ONCE(on_timeout) : KPATCH_END_KEEP;
}

bool kpatch_reverse_asked(void)
{
	return READ_ONCE(asked.reverse);
}
