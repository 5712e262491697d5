// SPDX-License-Identifier: GPL-2.0-only
/*
 * per_task.c - tasks move to the next epoch one by one
 *
 *	begin	nobody has the next epoch's stamp; then its number counts
 *	rounds	look at all that are left, until there are none
 *	turn	who has not moved gets the stamp of the epoch after, which means
 *		what the old one did; one store, and the others move there
 *	finish	one store: the epoch is the next one for all
 *
 * All under kpatch_mutex.
 */
#include <linux/delay.h>
#include <linux/ktime.h>
#include <linux/mm.h>

#include "blockers.h"
#include "edge_call.h"
#include "exits.h"
#include "move_end.h"
#include "move_list.h"
#include "move_task.h"
#include "nodes.h"
#include "patch.h"
#include "patches.h"
#include "per_task.h"
#include "ranges.h"
#include "reason.h"
#include "report.h"
#include "request.h"
#include "stamps.h"
#include "stop.h"
#include "walk_stopped.h"

/* For how long nobody is woken. */
#define PATIENCE_NS	(500 * NSEC_PER_MSEC)
/* How often the record of the transition is renewed, at most. */
#define RECORD_NS	(100 * NSEC_PER_MSEC)
/* The longest rest between two rounds. */
#define REST_MS		50U
/* When the log says who keeps a change from being taken back, and how often. */
#define LOG_AFTER_NS	(10 * NSEC_PER_SEC)
#define LOG_AGAIN_NS	(60 * NSEC_PER_SEC)

struct move {
	struct kpatch_op *op;
	struct kpatch_stop *s;
	unsigned long epoch;		/* those that are left are in it */
	struct kpatch_goal forth, back;
	const struct kpatch_goal *goal;	/* one of the two */
	struct kpatch_move_list list;
	u64 start_ns;
	u64 record_ns;			/* when the record was made */
	u64 log_ns;			/* when the log says who is left; or 0 */
	unsigned int rounds;
	int refused;			/* why it turned, an errno; or 0 */
	struct kpatch_blocker *kept;	/* who was in the way then */
	unsigned int nr_kept;
};

/* --- begin --------------------------------------------------------------------- */

/* They stay marked until the whole request has ended: users wait for that. */
static void mark_moving(struct move *m)
{
	struct kpatch_patch *p;

	WRITE_ONCE(m->op->patch->moving, true);
	list_for_each_entry(p, &kpatch_patches, list)
		if (p->outgoing)
			WRITE_ONCE(p->moving, true);
}

void kpatch_move_ended(void)
{
	struct kpatch_patch *p;

	lockdep_assert_held(&kpatch_mutex);
	list_for_each_entry(p, &kpatch_patches, list)
		WRITE_ONCE(p->moving, false);
}

/* The number counts before anybody gets the next epoch's stamp. */
static void set_epoch(unsigned long epoch, unsigned long bits)
{
	/* Pairs with the acquire in follow_epoch(): stamps come first. */
	atomic_long_set_release(&kpatch_epoch,
				epoch << KPATCH_EPOCH_SHIFT | bits);
}

static int begin_stamps(struct move *m)
{
	struct kpatch_op *op = m->op;
	int ret;

	while ((ret = kpatch_stamps_begin(m->forth.stamp)) == -EAGAIN) {
		ret = kpatch_refuse(op, KPATCH_MEMORY, NULL, NULL,
				    "tasks have exited without a trace");
		if (ktime_get_mono_fast_ns() >= op->end_ns)
			return ret;
		ret = kpatch_rest_between(op, REST_MS);
		if (ret)
			return ret;
	}
	if (ret)
		return kpatch_refuse(op, KPATCH_MEMORY, NULL, NULL,
				     "probe of new tasks: %d", ret);
	return 0;
}

static int begin_move(struct move *m)
{
	struct kpatch_stop *s = m->s;
	int ret;

	if (kpatch_ranges_collect(m->op, &s->back, true))
		return kpatch_refuse(m->op, KPATCH_MEMORY, NULL, NULL,
				     "ranges of functions");
	m->kept = kvcalloc(KPATCH_BLOCKERS, sizeof(*m->kept), GFP_KERNEL);
	if (!m->kept)
		return kpatch_refuse(m->op, KPATCH_MEMORY, NULL, NULL,
				     "list of blockers");
	ret = begin_stamps(m);
	if (ret)
		return ret;
	mark_moving(m);
	kpatch_open_questions(m->op);
	set_epoch(m->epoch, KPATCH_MOVING);
	kpatch_stamps_of_new(m->forth.stamp);
	kpatch_edge_set_goal(m->goal);
	return 0;
}

/* --- turn ---------------------------------------------------------------------- */

/* What the epoch after the next means: what this one does. */
static void set_spans_back(struct move *m)
{
	unsigned long after = m->epoch + 2;
	struct kpatch_patch *p;

	if (m->op->enable)
		WRITE_ONCE(m->op->patch->until, after);
	else
		WRITE_ONCE(m->op->patch->again, after);
	list_for_each_entry(p, &kpatch_patches, list)
		if (p->outgoing)
			WRITE_ONCE(p->again, after);
}

static void keep_blockers(struct move *m)
{
	m->nr_kept = atomic_read(&m->s->nr_blockers);
	memcpy(m->kept, m->s->blocker, sizeof(m->s->blocker));
}

/* The record of the refusal is about these. */
static void show_kept(struct move *m)
{
	atomic_set(&m->s->nr_blockers, m->nr_kept);
	memcpy(m->s->blocker, m->kept, sizeof(m->s->blocker));
}

/* Nobody may interrupt what has to end. */
static void rest_on(unsigned int ms)
{
	mutex_unlock(&kpatch_list_mutex);
	msleep(ms);
	mutex_lock(&kpatch_list_mutex);
}

/*
 * New tasks may still get either stamp, and are where their stamp says before
 * the store as after it. Nobody moves to the next epoch from here on.
 */
static void turn_back(struct move *m, int why)
{
	m->refused = why;
	keep_blockers(m);
	kpatch_note_turned();
	kpatch_stamps_of_new(m->back.stamp);
	kpatch_edge_set_goal(NULL);
	set_spans_back(m);
	while (kpatch_stamps_spread(m->forth.stamp, m->back.stamp))
		rest_on(REST_MS);
	m->epoch++;
	set_epoch(m->epoch, KPATCH_MOVING);
	m->goal = &m->back;
	kpatch_edge_set_goal(m->goal);
	kpatch_move_list_free(&m->list);
	m->log_ns = ktime_get_mono_fast_ns() + LOG_AFTER_NS;
}

/* --- rounds -------------------------------------------------------------------- */

static bool all_have_moved(struct move *m)
{
	return !m->list.nr && !kpatch_move_list_fill(&m->list, m->goal) &&
	       !m->list.nr && !kpatch_exits_untracked();
}

/* It cannot end before they leave, so they are named without being asked. */
static void log_left(struct move *m, u64 now)
{
	if (!m->log_ns || now < m->log_ns)
		return;
	m->log_ns = now + LOG_AGAIN_NS;
	kpatch_log_left(m->op, m->list.nr);
}

static void make_round(struct move *m)
{
	u64 now;

	kpatch_drop_blockers(m->s);
	kpatch_move_list_round(&m->list, m->s, m->goal);
	now = ktime_get_mono_fast_ns();
	if (!m->list.nr)
		return;
	kpatch_move_list_tell(&m->list, m->s,
			      now - m->start_ns > PATIENCE_NS);
	log_left(m, now);
	if (now - m->record_ns < RECORD_NS)
		return;
	m->record_ns = now;
	kpatch_report_moving(m->op, m->list.nr, m->refused);
}

/* Some run, or exit, and nobody has seen where they are. */
static int refuse_left(struct move *m)
{
	if (atomic_read(&m->s->nr_blockers))
		return kpatch_refuse_blocked(m->op, m->s);
	if (kpatch_exits_untracked())
		return kpatch_refuse(m->op, KPATCH_MEMORY, NULL, NULL,
				     "tasks have exited without a trace");
	return kpatch_refuse(m->op, KPATCH_BUSY, NULL, NULL,
			     "%u tasks have not been seen outside of it",
			     m->list.nr);
}

static unsigned int next_rest(struct move *m)
{
	return min(1U << min(m->rounds++, 6U), REST_MS);
}

static int refuse_end(struct move *m)
{
	if (kpatch_reverse_asked())
		return kpatch_refuse(m->op, KPATCH_REVERSED, NULL, NULL,
				     "somebody asked for it, %u tasks were left",
				     m->list.nr);
	return refuse_left(m);
}

/* It rests, or it turns; true: it ends without those that are left. */
static bool end_round(struct move *m)
{
	u64 now = ktime_get_mono_fast_ns();
	enum kpatch_end end =
		kpatch_asked_end(!m->refused && now >= m->op->end_ns);
	int why;

	if (end == KPATCH_END_FORCE)
		return true;
	if (m->refused) {
		rest_on(next_rest(m));
		return false;
	}
	/* What ends a rest names the reason that was there before. */
	why = refuse_end(m);
	if (end == KPATCH_END_KEEP)
		why = kpatch_rest_between(m->op, next_rest(m));
	if (why)
		turn_back(m, why);
	return false;
}

static void make_rounds(struct move *m)
{
	/* Where all functions are forced nobody looks. */
	while (m->s->ranges.nr && !all_have_moved(m)) {
		make_round(m);
		if (all_have_moved(m))
			return;
		if (end_round(m)) {
			m->op->forced = true;
			return;
		}
	}
}

/* --- finish -------------------------------------------------------------------- */

static void finish_move(struct move *m)
{
	m->epoch++;
	set_epoch(m->epoch, 0);
	kpatch_close_questions();
	kpatch_edge_set_goal(NULL);
	kpatch_stamps_end();
	kpatch_report_moved();
	m->op->longest_ns = m->list.longest_ns;
}

static void init_move(struct move *m, struct kpatch_op *op,
		      struct kpatch_stop *s)
{
	unsigned long word = atomic_long_read(&kpatch_epoch);

	m->op = op;
	m->s = s;
	m->epoch = word >> KPATCH_EPOCH_SHIFT;
	m->forth.stamp = (u32)(m->epoch + 1);
	m->forth.ranges = &s->ranges;
	m->back.stamp = (u32)(m->epoch + 2);
	m->back.ranges = &s->back;
	m->goal = &m->forth;
	m->start_ns = ktime_get_mono_fast_ns();
}

int kpatch_move_tasks(struct kpatch_op *op, struct kpatch_stop *s)
{
	struct move m = {};
	int ret;

	lockdep_assert_held(&kpatch_mutex);
	kpatch_stop_reset(s, false);
	init_move(&m, op, s);
	op->by_task = true;
	ret = begin_move(&m);
	if (!ret) {
		make_rounds(&m);
		finish_move(&m);
		ret = m.refused;
	}
	if (ret && m.refused)
		show_kept(&m);
	else if (!ret)
		kpatch_refuse_nothing(op);
	kpatch_move_list_free(&m.list);
	kvfree(m.kept);
	return ret;
}
