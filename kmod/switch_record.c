// SPDX-License-Identifier: GPL-2.0-only
/*
 * switch_record.c - which tasks ran since the walks before a stop
 *
 * Between kpatch_record_start() and kpatch_record_close() a probe on
 * sched_switch enters every task that is switched out into a table of the CPU
 * where that happens. While the machine is stopped nobody but the stoppers
 * runs, so a task that is not in a table has not run since, and its stack is
 * what it was. Documentation/kpatch/consistency.md has the proof.
 */
#include <linux/hash.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/tracepoint.h>
#include <trace/events/sched.h>

#include "switch_record.h"
#include "symbols.h"

unsigned int kpatch_record_bits = 11;

unsigned int kpatch_record_first_bits(void)
{
	return clamp(READ_ONCE(kpatch_record_bits), 1U,
		     KPATCH_RECORD_MAX_BITS);
}

/* Written by its own CPU only, with interrupts off, until it is closed. */
struct record {
	unsigned int nr;
	unsigned int max;
	unsigned int bits;		/* 1 << bits slots, twice max */
	unsigned int index;		/* its place in recorder.all */
	atomic_t cursor;		/* next to be walked, inside the stop */
	bool overflow;
	struct task_struct **task;	/* a reference to each */
	unsigned int *slot;		/* open addressing; index + 1, or 0 */
};

struct recorder {
	atomic_t lost;			/* switches on a CPU without a table */
	unsigned int nr;		/* how many tables there are */
	struct record **all;		/* the tables alone */
	struct record *cpu[];		/* by CPU, nr_cpu_ids; NULL: no table */
};

/* What the probe writes to, or NULL. */
static struct recorder *recorder_on;
/* The same, from start to stop; under kpatch_mutex. */
static struct recorder *recorder;

static struct tracepoint *tp_switch;
static bool switch_probed;

/* The slot that holds @task, or the free one where it would go. */
static unsigned int *record_slot(struct record *rec, struct task_struct *task)
{
	unsigned int mask = (1U << rec->bits) - 1;
	unsigned int i = hash_ptr(task, rec->bits);

	/* Half of the slots are free, so the search ends. */
	while (rec->slot[i] && rec->task[rec->slot[i] - 1] != task)
		i = (i + 1) & mask;
	return &rec->slot[i];
}

static void probe_switch(void *data, bool preempt, struct task_struct *prev,
			 struct task_struct *next, unsigned int prev_state)
{
	/* Pairs with the release in kpatch_record_start(). */
	struct recorder *r = smp_load_acquire(&recorder_on);
	struct record *rec;
	unsigned int *slot;

	/* Idle tasks are walked by their own CPUs, each time. */
	if (!r || is_idle_task(prev))
		return;
	rec = r->cpu[raw_smp_processor_id()];
	if (!rec) {
		atomic_inc(&r->lost);
		return;
	}
	slot = record_slot(rec, prev);
	if (*slot)
		return;
	if (rec->nr == rec->max) {
		rec->overflow = true;
		return;
	}
	/* It could be freed before the stop otherwise. */
	get_task_struct(prev);
	rec->task[rec->nr] = prev;
	*slot = ++rec->nr;
}

static void recorder_free(struct recorder *r)
{
	unsigned int n, i;

	if (!r)
		return;
	for (n = 0; n < r->nr; n++) {
		struct record *rec = r->all[n];

		for (i = 0; i < rec->nr; i++)
			put_task_struct(rec->task[i]);
		kvfree(rec->task);
		kvfree(rec->slot);
		kfree(rec);
	}
	kfree(r->all);
	kfree(r);
}

static struct record *record_alloc(unsigned int bits)
{
	struct record *rec = kzalloc(sizeof(*rec), GFP_KERNEL);

	if (!rec)
		return NULL;
	rec->bits = bits;
	rec->max = 1U << (bits - 1);
	rec->task = kvcalloc(rec->max, sizeof(*rec->task), GFP_KERNEL);
	rec->slot = kvcalloc(1U << bits, sizeof(*rec->slot), GFP_KERNEL);
	if (rec->task && rec->slot)
		return rec;
	kvfree(rec->task);
	kvfree(rec->slot);
	kfree(rec);
	return NULL;
}

static struct recorder *recorder_alloc(unsigned int bits)
{
	struct record *rec;
	struct recorder *r;
	int cpu;

	r = kzalloc(struct_size(r, cpu, nr_cpu_ids), GFP_KERNEL);
	if (!r)
		return NULL;
	r->all = kcalloc(nr_cpu_ids, sizeof(*r->all), GFP_KERNEL);
	if (!r->all) {
		recorder_free(r);
		return NULL;
	}
	/* A CPU that comes up from here on finds no table; see lost. */
	for_each_online_cpu(cpu) {
		rec = record_alloc(bits);
		if (!rec) {
			recorder_free(r);
			return NULL;
		}
		rec->index = r->nr;
		r->all[r->nr++] = rec;
		r->cpu[cpu] = rec;
	}
	return r;
}

int kpatch_record_start(unsigned int bits)
{
	int ret;

	recorder = recorder_alloc(bits);
	if (!recorder)
		return -ENOMEM;
	if (!switch_probed && !kpatch_lookup_broken("sched_switch")) {
		/* The compiler compares the types. */
		check_trace_callback_type_sched_switch(probe_switch);
		ret = tracepoint_probe_register(tp_switch, probe_switch, NULL);
		if (ret) {
			recorder_free(recorder);
			recorder = NULL;
			return ret;
		}
		switch_probed = true;
	}
	/* The tables are zeroed before the probe can see them. */
	smp_store_release(&recorder_on, recorder);
	/*
	 * A CPU may be between reading recorder_on, or the tracepoint's list
	 * of probes, and the end of a switch that it does not enter. It has
	 * interrupts off there; once this returns every such switch is over,
	 * and every later one is entered.
	 */
	synchronize_rcu_expedited();
	return 0;
}

/* End of the record; also called inside the stop. */
void kpatch_record_close(void)
{
	WRITE_ONCE(recorder_on, NULL);
}

/* Forget the record. The probe stays until kpatch_record_idle(). */
void kpatch_record_stop(void)
{
	if (!recorder)
		return;
	kpatch_record_close();
	/* Probes that saw the recorder are done when this returns. */
	synchronize_rcu_expedited();
	recorder_free(recorder);
	recorder = NULL;
}

/* At the end of a request: switches cost nothing any more. */
void kpatch_record_idle(void)
{
	if (!switch_probed)
		return;
	tracepoint_probe_unregister(tp_switch, probe_switch, NULL);
	switch_probed = false;
}

/*
 * The next task of the record that nobody has taken yet, own CPU's first.
 * Inside the stop only: all CPUs share the work through the cursors. *@at
 * counts the tables that have nothing left, from 0; each CPU has its own.
 */
bool kpatch_record_next(unsigned int *at, struct task_struct **task)
{
	struct record *own = recorder->cpu[raw_smp_processor_id()];
	unsigned int first = own ? own->index : 0;

	for (; *at < recorder->nr; ++*at) {
		struct record *rec =
			recorder->all[(first + *at) % recorder->nr];
		unsigned int i = atomic_fetch_inc(&rec->cursor);

		if (i < rec->nr) {
			*task = rec->task[i];
			return true;
		}
	}
	return false;
}

/* Inside the stop, or when no probe runs. */
bool kpatch_record_has(struct task_struct *task)
{
	unsigned int i;

	for (i = 0; i < recorder->nr; i++)
		if (*record_slot(recorder->all[i], task))
			return true;
	return false;
}

bool kpatch_record_overflow(void)
{
	unsigned int i;

	for (i = 0; i < recorder->nr; i++)
		if (recorder->all[i]->overflow)
			return true;
	return atomic_read(&recorder->lost);
}

unsigned int kpatch_record_count(void)
{
	unsigned int i, n = 0;

	for (i = 0; i < recorder->nr; i++)
		n += recorder->all[i]->nr;
	return n;
}

int kpatch_record_init(void)
{
	tp_switch = kpatch_find_tracepoint("sched_switch");
	if (!tp_switch)
		pr_err("the kernel has no tracepoint sched_switch\n");
	return tp_switch ? 0 : -EOPNOTSUPP;
}
