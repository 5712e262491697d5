// SPDX-License-Identifier: GPL-2.0-only
/*
 * move_list.c - the tasks that have not moved to the next epoch yet
 */
#include <linux/mm.h>
#include <linux/sched/task.h>
#include <linux/slab.h>

#include "blockers.h"
#include "compat.h"
#include "edge_call.h"
#include "move_list.h"
#include "move_task.h"
#include "nudge.h"
#include "reason.h"
#include "stamps.h"
#include "stop.h"
#include "symbols.h"
#include "tasks.h"

/* Room for a few more than were found. */
#define MORE	64

/* --- who is left ------------------------------------------------------------- */

static void add_left(struct task_struct *task, void *data)
{
	struct kpatch_move_list *list = data;

	if (kpatch_has_stamp(task, list->stamp))
		return;
	if (list->nr == list->max) {
		list->missed++;
		return;
	}
	get_task_struct(task);
	list->left[list->nr++] = (struct kpatch_left){ .task = task };
}

static void drop_left(struct kpatch_left *left)
{
	if (left->call)
		kpatch_edge_forget(left->call, left->task);
	put_task_struct(left->task);
}

static void drop_all(struct kpatch_move_list *list)
{
	while (list->nr)
		drop_left(&list->left[--list->nr]);
}

static int make_room(struct kpatch_move_list *list)
{
	unsigned int max = list->max + list->missed + list->missed / 8 + MORE;
	struct kpatch_left *left = kvcalloc(max, sizeof(*left), GFP_KERNEL);

	if (!left)
		return -ENOMEM;
	kvfree(list->left);
	list->left = left;
	list->max = max;
	return 0;
}

int kpatch_move_list_fill(struct kpatch_move_list *list,
			  const struct kpatch_goal *goal)
{
	list->stamp = goal->stamp;
	do {
		drop_all(list);
		if ((list->missed || !list->max) && make_room(list))
			return -ENOMEM;
		list->missed = 0;
		kpatch_visit_in_pieces(add_left, list, &list->longest_ns);
	} while (list->missed);
	return 0;
}

void kpatch_move_list_free(struct kpatch_move_list *list)
{
	drop_all(list);
	kvfree(list->left);
	list->left = NULL;
	list->max = 0;
}

/* --- rounds ------------------------------------------------------------------ */

static bool has_moved(struct kpatch_left *left, struct kpatch_stop *s,
		      const struct kpatch_goal *goal, bool *run)
{
	enum kpatch_moved moved = KPATCH_HAS_MOVED;

	if (!kpatch_has_stamp(left->task, goal->stamp))
		moved = kpatch_move_sleeper(s, goal, left->task);
	if (moved == KPATCH_IS_RUNNING)
		*run = true;
	return moved == KPATCH_HAS_MOVED;
}

/* An interrupt has looked at those that run: no need to rest for their sake. */
static void drop_moved(struct kpatch_move_list *list)
{
	unsigned int i, kept = 0;

	for (i = 0; i < list->nr; i++)
		if (kpatch_has_stamp(list->left[i].task, list->stamp))
			drop_left(&list->left[i]);
		else
			list->left[kept++] = list->left[i];
	list->nr = kept;
}

void kpatch_move_list_round(struct kpatch_move_list *list,
			    struct kpatch_stop *s,
			    const struct kpatch_goal *goal)
{
	unsigned int i, kept = 0;
	bool run = false;

	kpatch_move_offline(goal);
	for (i = 0; i < list->nr; i++) {
		if (has_moved(&list->left[i], s, goal, &run))
			drop_left(&list->left[i]);
		else
			list->left[kept++] = list->left[i];
		cond_resched();
	}
	list->nr = kept;
	if (!run)
		return;
	kpatch_move_running(s, goal);
	drop_moved(list);
}

/* --- who is told ------------------------------------------------------------- */

/* Does it return to user space some time? */
static bool has_user_space(const struct task_struct *task)
{
	return !(READ_ONCE(task->flags) &
		 (PF_KTHREAD | PF_USER_WORKER | PF_EXITING));
}

static void tell_left(struct kpatch_left *left, struct kpatch_stop *s,
		      bool wake)
{
	enum kpatch_leave leave = KPATCH_STANDS;
	const char *word;

	if (wake && !left->told)
		leave = kpatch_leaves(s, left->task, KPATCH_BUSY, &word);
	if (leave == KPATCH_WAKES)
		kpatch_wake_interruptible(left->task);
	left->told |= leave == KPATCH_WAKES || leave == KPATCH_RESTARTS;
	if (!has_user_space(left->task))
		return;
	if (left->call) {
		if (!kpatch_edge_came(left->call) && leave != KPATCH_RESTARTS)
			return;
		kpatch_edge_forget(left->call, left->task);
	}
	left->call = kpatch_edge_call(left->task, leave == KPATCH_RESTARTS);
}

void kpatch_move_list_tell(struct kpatch_move_list *list,
			   struct kpatch_stop *s, bool wake)
{
	unsigned int i;

	for (i = 0; i < list->nr; i++)
		tell_left(&list->left[i], s, wake);
}
