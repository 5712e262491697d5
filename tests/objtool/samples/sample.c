// SPDX-License-Identifier: GPL-2.0-only
/* Code as drivers have it, for mutants: nobody loads this module. */
#include <linux/compat.h>
#include <linux/fs.h>
#include <linux/instrumentation.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct sample_ops {
	int (*start)(void *arg);
	int (*next)(void *arg, int n);
	void (*stop)(void *arg);
};

static int count;

static int sample_start(void *arg)
{
	count++;
	return arg ? 0 : -EINVAL;
}

static int sample_next(void *arg, int n)
{
	return n < 3 ? count + n : -ENOENT;
}

static void sample_stop(void *arg)
{
	count--;
}

static const struct sample_ops sample_ops = {
	.start = sample_start,
	.next = sample_next,
	.stop = sample_stop,
};

static const struct sample_ops *chosen = &sample_ops;

int sample_walk(void *arg)
{
	int err = chosen->start(arg);

	for (int n = 0; !err && n < 10; n++)
		err = chosen->next(arg, n);
	chosen->stop(arg);
	return err;
}

struct sample_words {
	u32 a, b, c;
	u64 d;
};

int sample_put(struct sample_words __user *to, const struct sample_words *w)
{
	if (!user_access_begin(to, sizeof(*to)))
		return -EFAULT;
	unsafe_put_user(w->a, &to->a, fault);
	unsafe_put_user(w->b + w->c, &to->b, fault);
	unsafe_put_user(w->c, &to->c, fault);
	unsafe_put_user(w->d, &to->d, fault);
	user_access_end();
	return 0;
fault:
	user_access_end();
	return -EFAULT;
}

int sample_get(struct sample_words *w, const struct sample_words __user *from)
{
	u32 sum;

	if (!user_access_begin(from, sizeof(*from)))
		return -EFAULT;
	unsafe_get_user(w->a, &from->a, fault);
	unsafe_get_user(w->b, &from->b, fault);
	sum = w->a * 3 + w->b;
	unsafe_get_user(w->c, &from->c, fault);
	w->d = sum ^ w->c;
	user_access_end();
	return 0;
fault:
	user_access_end();
	return -EFAULT;
}

int sample_relax(u32 __user *flag, u32 old, u32 new)
{
	return raw_copy_to_user(flag, &new, sizeof(new)) ? -EFAULT : old != new;
}

static int sample_show(struct seq_file *seq, void *arg)
{
	seq_printf(seq, "%d\n", count);
	return sample_walk(arg);
}

static int sample_open(struct inode *inode, struct file *file)
{
	return single_open(file, sample_show, NULL);
}

static const struct file_operations sample_fops = {
	.open = sample_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
};

const void *sample_find(int which)
{
	switch (which) {
	case 0:
		return &sample_fops;
	case 1:
		return sample_walk;
	case 2:
		return sample_put;
	default:
		return NULL;
	}
}

/* --- without instrumentation */

static noinstr int sample_quiet(int a)
{
	return READ_ONCE(count) + a;
}

noinstr int sample_enter(int a)
{
	int ret = sample_quiet(a);

	instrumentation_begin();
	ret += sample_walk(&ret);
	instrumentation_end();
	return sample_quiet(ret);
}

noinstr int sample_leave(void *arg)
{
	int ret = 0;

	if (arg) {
		instrumentation_begin();
		chosen->stop(arg);
		instrumentation_end();
	} else {
		ret = sample_quiet(1);
	}
	instrumentation_begin();
	pr_info("left\n");
	instrumentation_end();
	return ret;
}

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("code for mutants");
