// SPDX-License-Identifier: GPL-2.0-only
/* kpatch wait: until no tasks move any more, to a patch or from it. */
#include <stdlib.h>

#include "kpatch/loaded.h"
#include "kpatch/movement_wait.h"
#include "kpatch/output.h"
#include "kpatch/patches.h"
#include "kpatch/results.h"

static enum kp_exit wait_for_one(struct kp_ctx *ctx, const char *arg)
{
	char *name;
	enum kp_exit code = kp_name_of_loaded(ctx, arg, &name);

	if (!code)
		code = kp_movement_wait(ctx, name);
	if (!code)
		kp_print(ctx, "%s: %s", name, kp_movement_outcome(ctx, name));
	free(name);
	return code;
}

static enum kp_exit wait_for_all(struct kp_ctx *ctx)
{
	struct sc_error err = { "" };
	struct kp_patches patches;
	enum kp_exit code = KP_SYSTEM;
	char **names;
	int n = 0;

	if (kp_patches_read(ctx, &patches, &err))
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	names = calloc(patches.n + 1, sizeof(*names));
	for (size_t i = 0; names && i < patches.n; i++)
		if (patches.items[i].moving)
			names[n++] = patches.items[i].name;
	if (names && !n)
		kp_print(ctx, "no tasks move");
	if (names)
		code = kp_for_each(ctx, n, names, wait_for_one);
	else
		kp_error(ctx, KP_SYSTEM, "out of memory");
	free(names);
	kp_patches_free(&patches);
	return code;
}

enum kp_exit kp_cmd_wait(struct kp_ctx *ctx, int argc, char **argv)
{
	return argc ? kp_for_each(ctx, argc, argv, wait_for_one)
		    : wait_for_all(ctx);
}
