// SPDX-License-Identifier: GPL-2.0-only
/*
 * adopt.c - calls of klp_enable_patch() that come to kpatch.ko
 *
 * The file /sys/kernel/kpatch/adopt is given the name of a module that is about
 * to be loaded. When its init calls klp_enable_patch(), it calls kpatch.ko. Its
 * file stays as it is, so that its signature stays valid. Calls of all other
 * modules go on to livepatch.
 */
#include <linux/ftrace.h>
#include <linux/livepatch.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "adopt.h"
#include "adopted.h"
#include "adopted_relocate.h"
#include "compat.h"
#include "consistency.h"
#include "request.h"

/* How the module that is named next is to be enabled. */
struct adoption {
	char name[MODULE_NAME_LEN];	/* "": none is named */
	bool replace;
	bool force;
	int timeout_ms;
	const char *asked;		/* one of kpatch_consistency_name() */
};

static struct adoption next;
static bool armed;
/* Guards both. Held while ftrace registers, and never in a request. */
static DEFINE_MUTEX(adopt_lock);

/* Each name is for one call. */
static bool take_next(const char *name, struct adoption *how)
{
	bool found;

	mutex_lock(&adopt_lock);
	found = next.name[0] && kpatch_same_name(next.name, name);
	if (found) {
		*how = next;
		next.name[0] = '\0';
	}
	mutex_unlock(&adopt_lock);
	return found;
}

static int adopt_patch(struct klp_patch *klp, const struct adoption *how)
{
	struct kpatch_adopted *adopted;
	int ret;

	if (!klp->objs)
		return -EINVAL;
	adopted = kpatch_adopted_create(klp);
	if (!adopted)
		return -ENOMEM;
	adopted->kpmod.force = how->force;
	/* Whoever writes for livepatch has one task after the other in mind. */
	adopted->kpmod.consistency = KPATCH_PER_TASK;
	adopted->kpmod.asked = how->asked;
	ret = kpatch_register_within(&adopted->kpmod,
				     how->replace || klp->replace,
				     how->timeout_ms);
	if (ret)
		kpatch_adopted_destroy(adopted);
	else
		/* The patch module has no link to this one; until it is forgotten. */
		__module_get(THIS_MODULE);
	return ret;
}

/*
 * In place of klp_enable_patch(). The call of that one is no tail call, so that
 * redirect_call() sees that it comes from here.
 */
static int enable_or_adopt(struct klp_patch *klp)
{
	struct adoption how;
	int ret;

	if (klp && klp->mod && take_next(klp->mod->name, &how))
		ret = adopt_patch(klp, &how);
	else
		ret = klp_enable_patch(klp);
	module_put(THIS_MODULE);
	return ret;
}

/* enable_or_adopt() puts the reference. */
static void notrace redirect_call(unsigned long ip, unsigned long parent_ip,
				  struct ftrace_ops *ops,
				  struct ftrace_regs *fregs)
{
	if (within_module(parent_ip, THIS_MODULE) ||
	    !try_module_get(THIS_MODULE))
		return;
	kpatch_set_ip(fregs, (unsigned long)enable_or_adopt);
}

static struct ftrace_ops adopt_ops = {
	.func = redirect_call,
	.flags = KPATCH_FTRACE_SET_IP | FTRACE_OPS_FL_IPMODIFY,
};

/* Only systems that use it have the call redirected. Under adopt_lock. */
static int arm_redirection(void)
{
	int ret;

	if (armed)
		return 0;
	ret = ftrace_set_filter_ip(&adopt_ops, (unsigned long)klp_enable_patch,
				   0, 0) ?:
	      register_ftrace_function(&adopt_ops);
	if (ret)
		ftrace_free_filter(&adopt_ops);
	armed = !ret;
	return ret;
}

/* --- the file --------------------------------------------------------------- */

static int parse_consistency(const char *name, struct adoption *how)
{
	int found = kpatch_consistency_find(name);

	if (found < 0)
		return found;
	how->asked = kpatch_consistency_name(found);
	return 0;
}

static int parse_word(const char *word, struct adoption *how)
{
	static const char timeout[] = "timeout_ms=";
	static const char consistency[] = "consistency=";

	if (!strcmp(word, "replace=1"))
		how->replace = true;
	else if (!strcmp(word, "force=1"))
		how->force = true;
	else if (strstarts(word, timeout))
		return kstrtoint(word + strlen(timeout), 10,
				 &how->timeout_ms) ?:
		       how->timeout_ms < 0 ? -EINVAL : 0;
	else if (strstarts(word, consistency))
		return parse_consistency(word + strlen(consistency), how);
	else
		return -EINVAL;
	return 0;
}

/*
 * "NAME" and perhaps replace=1, force=1, timeout_ms=N, consistency=HOW, which is
 * atomic if it is not there; "-": no name.
 */
static int parse_adoption(char *text, struct adoption *how)
{
	char *word = strsep(&text, " ");
	int ret = 0;

	*how = (struct adoption){
		.timeout_ms = KPATCH_DEFAULT_TIMEOUT,
		.asked = kpatch_consistency_name(KPATCH_ATOMIC),
	};
	if (!*word || strscpy(how->name, word, sizeof(how->name)) < 0)
		return -EINVAL;
	if (!strcmp(word, "-"))
		how->name[0] = '\0';
	while (!ret && (word = strsep(&text, " ")))
		ret = *word ? parse_word(word, how) : 0;
	return ret;
}

static ssize_t adopt_show(struct kobject *kobj, struct kobj_attribute *attr,
			  char *buf)
{
	ssize_t len;

	mutex_lock(&adopt_lock);
	len = sysfs_emit(buf, "%s\n", next.name[0] ? next.name : "-");
	mutex_unlock(&adopt_lock);
	return len;
}

static ssize_t adopt_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	struct adoption how;
	char text[MODULE_NAME_LEN + 96];
	int ret;

	if (strscpy(text, buf, sizeof(text)) < 0)
		return -EINVAL;
	ret = parse_adoption(strim(text), &how);
	if (ret)
		return ret;
	mutex_lock(&adopt_lock);
	if (how.name[0])
		ret = arm_redirection();
	if (!ret)
		next = how;
	mutex_unlock(&adopt_lock);
	return ret ?: count;
}

static struct kobj_attribute adopt_attr = __ATTR(adopt, 0600, adopt_show,
						 adopt_store);

/* --- comes and goes --------------------------------------------------------- */

void kpatch_adopt_forget(const struct module *mod)
{
	struct kpatch_adopted *adopted = kpatch_adopted_find(mod);

	if (!adopted)
		return;
	kpatch_adopted_destroy(adopted);
	module_put(THIS_MODULE);
}

int kpatch_adopt_init(void)
{
	kpatch_adopted_init();
	return sysfs_create_file(kpatch_root_kobj, &adopt_attr.attr);
}

/*
 * Who was redirected holds this module until the end of enable_or_adopt(). The
 * wait is for the instructions after that.
 */
void kpatch_adopt_exit(void)
{
	sysfs_remove_file(kpatch_root_kobj, &adopt_attr.attr);
	if (!armed)
		return;
	unregister_ftrace_function(&adopt_ops);
	ftrace_free_filter(&adopt_ops);
	synchronize_rcu_tasks();
}
