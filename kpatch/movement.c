// SPDX-License-Identifier: GPL-2.0-only
/* A change that is under way task by task, of either engine: who is left. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/movement.h"
#include "kpatch/refusal_json.h"
#include "kpatch/stragglers.h"
#include "stackcheck/util/json.h"

/* A record that is replaced between two reads is read again. */
#define READS 10

/* kpatch.ko ends each record with the number that it begins with. */
static bool is_whole(const struct kp_record *rec)
{
	return kp_record_number(rec, "seq") == kp_record_number(rec, "end");
}

static int read_record(const struct kp_ctx *ctx, struct kp_record *rec,
		       struct sc_error *err)
{
	for (int i = 0; i < READS; i++) {
		if (kp_sysfs_record(ctx, "transition", rec, err))
			continue;
		if (is_whole(rec))
			return 0;
		kp_record_free(rec);
		sc_fail(err, "its record changes all the time");
	}
	return -1;
}

/* Others that a patch replaces go as it comes. @name: NULL for itself. */
static bool tasks_come(const struct kp_record *rec, const char *name)
{
	const char *action = kp_record_get(rec, "action");
	const char *direction = kp_record_get(rec, "direction");
	const char *patch = kp_record_get(rec, "patch");
	bool comes = action && strcmp(action, "disable") != 0;

	if (patch && name && strcmp(patch, name) != 0)
		comes = !comes;
	return comes != (direction && !strcmp(direction, "back"));
}

static int read_ours(const struct kp_ctx *ctx, const char *name,
		     struct kp_movement *m, struct sc_error *err)
{
	const char *direction, *change;

	if (read_record(ctx, &m->rec, err))
		return -1;
	change = kp_record_get(&m->rec, "patch");
	if (!change)
		return sc_fail(err, "no task moves any more");
	direction = kp_record_get(&m->rec, "direction");
	m->turned = direction && !strcmp(direction, "back");
	m->to = tasks_come(&m->rec, name);
	m->left = kp_record_number(&m->rec, "left");
	m->change = strdup(change);
	return m->change ? 0 : sc_fail(err, "out of memory");
}

static int read_livepatch(const struct kp_ctx *ctx,
			  const struct kp_patch *patch, struct kp_movement *m,
			  struct sc_error *err)
{
	struct kp_transition transition = { .patch = patch,
					    .kind = patch->enabled
							    ? KP_NOT_ENABLED
							    : KP_NOT_DISABLED };

	if (kp_stragglers_read(ctx, &transition, &m->rec, err))
		return -1;
	m->to = patch->enabled;
	m->left = kp_record_number(&m->rec, "blockers");
	m->change = strdup(patch->name);
	return m->change ? 0 : sc_fail(err, "out of memory");
}

int kp_movement_read_any(const struct kp_ctx *ctx, struct kp_movement *m,
			 struct sc_error *err)
{
	int bad;

	*m = (struct kp_movement){ .engine = KP_ENGINE_KPATCH };
	bad = read_ours(ctx, NULL, m, err);
	if (bad)
		kp_movement_free(m);
	return bad;
}

int kp_movement_read(const struct kp_ctx *ctx, const struct kp_patch *patch,
		     struct kp_movement *m, struct sc_error *err)
{
	int bad;

	*m = (struct kp_movement){ .engine = patch->engine };
	bad = patch->engine == KP_ENGINE_LIVEPATCH
		      ? read_livepatch(ctx, patch, m, err)
		      : read_ours(ctx, patch->name, m, err);
	if (bad)
		kp_movement_free(m);
	return bad ? -1 : 0;
}

void kp_movement_free(struct kp_movement *m)
{
	kp_record_free(&m->rec);
	free(m->change);
	*m = (struct kp_movement){ 0 };
}

const char *kp_movement_say(const struct kp_movement *m,
			    struct kp_movement_text *buf)
{
	snprintf(buf->s, sizeof(buf->s), "%s%" PRId64 " task%s not %s it yet",
		 m->turned ? "it is taken back, " : "", m->left,
		 m->left == 1 ? " has" : "s have", m->to ? "come to" : "left");
	return buf->s;
}

json_t *kp_movement_json(const struct kp_movement *m)
{
	bool livepatch = m->engine == KP_ENGINE_LIVEPATCH;

	return json_pack("{so ss so so so}", "change", sc_json_text(m->change),
			 "direction", m->to ? "to" : "from", "turned",
			 livepatch ? json_null() : json_boolean(m->turned),
			 "left", sc_json_number_or_null(m->left), "blockers",
			 kp_blockers_json(&m->rec));
}
