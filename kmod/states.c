// SPDX-License-Identifier: GPL-2.0-only
/*
 * states.c - what patches say they keep in the system beside their functions
 */
#include "patch.h"
#include "patches.h"
#include "reason.h"
#include "request.h"
#include "states.h"

struct kpatch_state *kpatch_get_state(struct kpatch_module *kpmod,
				      unsigned long id)
{
	unsigned int i;

	for (i = 0; kpmod && i < kpmod->nr_states; i++)
		if (kpmod->states[i].id == id)
			return &kpmod->states[i];
	return NULL;
}
EXPORT_SYMBOL_GPL(kpatch_get_state);

struct kpatch_state *kpatch_find_state(struct kpatch_module *kpmod,
				       unsigned long id)
{
	struct kpatch_state *state;
	struct kpatch_patch *p;

	/* Only then do the patches stay. */
	if (!kpatch_in_callback())
		return NULL;
	list_for_each_entry_reverse(p, &kpatch_patches, list) {
		if (p->kpmod == kpmod || !(p->enabled || p->outgoing))
			continue;
		state = kpatch_get_state(p->kpmod, id);
		if (state)
			return state;
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(kpatch_find_state);

/* Can the patch of @op live with @old, or follow it if it replaces? */
static int check_state(struct kpatch_op *op, const struct kpatch_patch *other,
		       const struct kpatch_state *old)
{
	const struct kpatch_state *new =
		kpatch_get_state(op->patch->kpmod, old->id);

	if (!new && op->replace)
		return kpatch_refuse(op, KPATCH_INCOMPATIBLE, NULL, NULL,
				     "it does not know state %lu of %s",
				     old->id, other->kpmod->mod->name);
	if (new && new->version < old->version)
		return kpatch_refuse(op, KPATCH_INCOMPATIBLE, NULL, NULL,
				     "it has version %u of state %lu, %s has %u",
				     new->version, old->id,
				     other->kpmod->mod->name, old->version);
	return 0;
}

int kpatch_check_states(struct kpatch_op *op)
{
	const struct kpatch_patch *p;
	unsigned int i;
	int ret;

	lockdep_assert_held(&kpatch_mutex);
	list_for_each_entry(p, &kpatch_patches, list) {
		if (p == op->patch || !p->enabled)
			continue;
		for (i = 0; i < p->kpmod->nr_states; i++) {
			ret = check_state(op, p, &p->kpmod->states[i]);
			if (ret)
				return ret;
		}
	}
	return 0;
}
