// SPDX-License-Identifier: GPL-2.0-only
/*
 * report.c - what became of a request: in the log for people, in
 * last_change, last_refusal and last_check for programs
 */
#include <linux/kallsyms.h>
#include <linux/mutex.h>
#include <linux/string.h>
#include <linux/ktime.h>

#include "patch.h"
#include "reason.h"
#include "report.h"
#include "request.h"
#include "stop.h"
#include "strbuf.h"
#include "symbols.h"
#include "walk_stopped.h"

static const char * const actions[] = {
	[KPATCH_ENABLE]		= "enable",
	[KPATCH_DISABLE]	= "disable",
	[KPATCH_REPLACE]	= "replace",
	[KPATCH_MODULE_COMING]	= "module",
	[KPATCH_CHECK]		= "check",
};

/* --- the records ---------------------------------------------------------- */

static DEFINE_MUTEX(kpatch_report_mutex);
static char last_change[512];
static struct kpatch_text last_refusal, last_check, moving;
static unsigned int changes, refusals, checks, moves;

ssize_t kpatch_report_change(char *buf)
{
	ssize_t len;

	mutex_lock(&kpatch_report_mutex);
	len = strscpy(buf, last_change, PAGE_SIZE);
	mutex_unlock(&kpatch_report_mutex);
	return len;
}

static const struct kpatch_text *find_record(enum kpatch_record which)
{
	switch (which) {
	case KPATCH_RECORD_CHECK:
		return &last_check;
	case KPATCH_RECORD_MOVING:
		return &moving;
	default:
		return &last_refusal;
	}
}

ssize_t kpatch_report_read(enum kpatch_record which, bool show, char *buf,
			   loff_t off, size_t count)
{
	const struct kpatch_text *t = find_record(which);
	ssize_t len;

	mutex_lock(&kpatch_report_mutex);
	len = kpatch_text_read(t, show, buf, off, count);
	mutex_unlock(&kpatch_report_mutex);
	return len;
}

void kpatch_report_exit(void)
{
	kpatch_text_free(&last_refusal);
	kpatch_text_free(&last_check);
	kpatch_text_free(&moving);
}

static void log_stop(const struct kpatch_op *op)
{
	const struct kpatch_stop *s = op->stop;

	pr_info("%s: %s, CPUs gathered in %llu ns, stopped for %llu ns, %u retries\n",
		op->name, actions[op->action], s->gather_ns,
		s->last_ns - s->first_ns, op->retries);
}

static void report_success(const struct kpatch_op *op, u64 total)
{
	const struct kpatch_stop *s = op->stop;
	unsigned int walked = 0, frames = 0, cpu;

	for (cpu = 0; cpu < nr_cpu_ids; cpu++) {
		walked += s->cpu[cpu].walked;
		frames += s->cpu[cpu].frames;
	}
	mutex_lock(&kpatch_report_mutex);
	scnprintf(last_change, sizeof(last_change),
		  "seq=%u\npatch=%s\naction=%s\nfunctions=%u\n"
		  "gather_ns=%llu\nstopped_ns=%llu\nstop_call_ns=%llu\nwindow_ns=%llu\n"
		  "total_ns=%llu\n"
		  "walked_before=%u\nwalked_inside=%u\nframes_inside=%u\n"
		  "recorded=%u\nretries=%u\nfull_walk=%d\n"
		  "consistency=%s\nforced=%d\nlongest_ns=%llu\n",
		  ++changes, op->name, actions[op->action],
		  op->functions, s->gather_ns, s->last_ns - s->first_ns,
		  s->call_ns, s->window_ns, total, s->before.walked,
		  walked, frames,
		  s->recorded, op->retries, s->full,
		  op->by_task ? "per-task" : "atomic", op->forced,
		  op->longest_ns);
	mutex_unlock(&kpatch_report_mutex);
	if (op->by_task)
		pr_info("%s: %s, task by task in %llu ns, %u retries\n",
			op->name, actions[op->action], total, op->retries);
	else
		log_stop(op);
}

static void describe_blocker(struct kpatch_text *t,
			     const struct kpatch_blocker *b, unsigned int nth)
{
	const char *object = NULL, *function = NULL;
	char symbol[KSYM_SYMBOL_LEN];
	unsigned int i;

	if (b->fn) {
		object = kpatch_object_name(b->fn->obj->def);
		function = b->fn->def->name;
	}
	kpatch_add(t, "blocker=%u pid=%d tgid=%d kthread=%d cpu=%d state=%c reason=%s ",
		   nth, b->pid, b->tgid, b->kthread, b->cpu, b->state,
		   kpatch_reason_name(b->reason));
	kpatch_add_word(t, "object", object);
	kpatch_add_word(t, " function", function);
	kpatch_add(t, " frames=%u ", b->nr);
	if (b->detail) {
		kpatch_add_word(t, "detail", b->detail);
		kpatch_add(t, " ");
	}
	if (b->at) {
		kpatch_name_code(symbol, sizeof(symbol), b->at, b->at_exact);
		kpatch_add_word(t, "at", symbol);
		kpatch_add(t, " ");
	}
	if (b->wake)
		kpatch_add(t, "wake=%s ", b->wake);
	kpatch_add_word(t, "comm", b->comm);
	kpatch_add(t, "\n");
	for (i = 0; i < b->nr; i++) {
		kpatch_name_code(symbol, sizeof(symbol), b->frame[i], false);
		kpatch_add(t, "frame=%u", i);
		kpatch_add_address(t, " ip", b->frame[i]);
		kpatch_add_word(t, " symbol", symbol);
		kpatch_add(t, "\n");
	}
}

static void log_blocker(const struct kpatch_blocker *b)
{
	char symbol[KSYM_SYMBOL_LEN];
	unsigned int i;

	pr_notice("  %s/%d (cpu %d, state %c): %s%s%s%s%s\n", b->comm, b->pid,
		  b->cpu, b->state, kpatch_reason_name(b->reason),
		  b->detail ? ": " : "", b->detail ?: "",
		  b->fn ? " in " : "", b->fn ? b->fn->def->name : "");
	if (b->at) {
		kpatch_name_code(symbol, sizeof(symbol), b->at, b->at_exact);
		pr_notice("    at %s\n", symbol);
	}
	for (i = 0; i < b->nr; i++) {
		kpatch_name_code(symbol, sizeof(symbol), b->frame[i], false);
		pr_notice("    %s\n", symbol);
	}
}

/* Instead of the record that was there, which is freed. */
static void publish_moving(struct kpatch_text *t)
{
	mutex_lock(&kpatch_report_mutex);
	swap(moving, *t);
	mutex_unlock(&kpatch_report_mutex);
	kpatch_text_free(t);
}

void kpatch_report_moving(const struct kpatch_op *op, unsigned int left,
			  bool turned)
{
	const struct kpatch_stop *s = op->stop;
	unsigned int i, nr = atomic_read(&s->nr_blockers);
	u64 ns = ktime_get_mono_fast_ns();
	struct kpatch_text t = {};

	kpatch_add(&t, "seq=%u\n", ++moves);
	kpatch_add_word(&t, "patch", op->name);
	kpatch_add(&t, "\naction=%s\ndirection=%s\nrounds=%u\n",
		   actions[op->action], turned ? "back" : "forth", op->retries);
	kpatch_add(&t, "total_ns=%llu\nleft=%u\nblockers=%u\n",
		   ns - op->start_ns, left, nr);
	for (i = 0; i < min_t(unsigned int, nr, KPATCH_BLOCKERS); i++)
		describe_blocker(&t, &s->blocker[i], i);
	kpatch_add(&t, "end=%u\n", moves);
	if (t.cut)
		kpatch_text_free(&t);
	publish_moving(&t);
}

void kpatch_log_left(const struct kpatch_op *op, unsigned int left)
{
	const struct kpatch_stop *s = op->stop;
	unsigned int i, nr = atomic_read(&s->nr_blockers);

	pr_notice("%s: %s is taken back, %u tasks have not come back\n",
		  op->name, actions[op->action], left);
	for (i = 0; i < min_t(unsigned int, nr, KPATCH_BLOCKERS); i++)
		log_blocker(&s->blocker[i]);
}

void kpatch_report_moved(void)
{
	struct kpatch_text none = {};

	publish_moving(&none);
}

static void report_refusal(const struct kpatch_op *op, int ret, u64 total)
{
	const struct kpatch_stop *s = op->stop;
	bool check = op->action == KPATCH_CHECK;
	struct kpatch_text *out = check ? &last_check : &last_refusal;
	unsigned int i, nr = 0, shown, seq = check ? checks + 1 : refusals + 1;
	struct kpatch_text t = {};

	/* Those of the last try; a signal ends the tries, not their cause. */
	if (s && (op->reason == KPATCH_BUSY || op->reason == KPATCH_UNRELIABLE ||
		  op->reason == KPATCH_UNTRUSTED ||
		  op->reason == KPATCH_CPU_HELD ||
		  op->reason == KPATCH_REVERSED ||
		  op->reason == KPATCH_INTERRUPTED))
		nr = atomic_read(&s->nr_blockers);
	shown = min_t(unsigned int, nr, KPATCH_BLOCKERS);

	kpatch_add(&t, "seq=%u\n", seq);
	kpatch_add_word(&t, "patch", op->name);
	kpatch_add(&t, "\naction=%s\nreason=%s\nerrno=%d\n",
		   actions[op->action], kpatch_reason_name(op->reason), -ret);
	kpatch_add_word(&t, "object", op->object);
	kpatch_add_word(&t, "\nfunction", op->function);
	kpatch_add(&t, "\nretries=%u\ntotal_ns=%llu\n", op->retries, total);
	kpatch_add_word(&t, "detail", op->detail);
	kpatch_add(&t, "\nblockers=%u\n", nr);
	for (i = 0; i < shown; i++)
		describe_blocker(&t, &s->blocker[i], i);
	/* So that a reader sees that it has read parts of two. */
	kpatch_add(&t, "end=%u\n", seq);
	if (t.cut)
		kpatch_text_free(&t);
	/* Without memory the record is empty rather than an old one. */
	mutex_lock(&kpatch_report_mutex);
	swap(*out, t);
	if (check)
		checks++;
	else
		refusals++;
	mutex_unlock(&kpatch_report_mutex);
	kpatch_text_free(&t);

	if (!ret)
		return;
	pr_notice("%s: %s refused: %s%s%s%s%s: %s (error %d, %u retries)\n",
		  op->name, actions[op->action],
		  kpatch_reason_name(op->reason), op->object ? " " : "",
		  op->object ?: "", op->function ? ":" : "",
		  op->function ?: "", op->detail, -ret, op->retries);
	for (i = 0; i < shown; i++)
		log_blocker(&s->blocker[i]);
}

void kpatch_report(struct kpatch_op *op, int ret)
{
	u64 total = ktime_get_mono_fast_ns() - op->start_ns;

	/* It has not ended, but begins again. */
	if (ret == -ERESTARTNOINTR)
		goto out;
	if (ret && op->reason == KPATCH_NONE)
		kpatch_refuse(op, KPATCH_FAULT, NULL, NULL, "error %d", -ret);
	if (!ret)
		op->reason = KPATCH_NONE;
	if (ret || op->action == KPATCH_CHECK)
		report_refusal(op, ret, total);
	else if (op->stop)
		report_success(op, total);
out:
	kpatch_stop_free(op->stop);
	op->stop = NULL;
}
