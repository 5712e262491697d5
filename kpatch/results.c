// SPDX-License-Identifier: GPL-2.0-only
/* Commands that do the same for each of their arguments. */
#include "kpatch/output.h"
#include "kpatch/results.h"
#include "kpatch/system.h"
#include "stackcheck/util/json.h"

/*
 * One after the other; what fails does not keep the rest from being tried, but
 * a signal does.
 */
enum kp_exit kp_for_each(struct kp_ctx *ctx, int argc, char **argv,
			 kp_one_fn *one)
{
	json_t *all = ctx->doc, *results = ctx->opt.json ? json_array() : NULL;
	enum kp_exit worst = KP_DONE;
	int i;

	for (i = 0; i < argc && !kp_interrupted(); i++) {
		enum kp_exit code;

		if (ctx->opt.json)
			ctx->doc = json_pack("{so}", "argument",
					     sc_json_text(argv[i]));
		code = one(ctx, argv[i]);
		kp_put(ctx, "exit", json_integer(code));
		json_array_append_new(results, ctx->doc);
		ctx->doc = all;
		if (code > worst)
			worst = code;
	}
	kp_put(ctx, "results", results);
	if (i < argc && worst < KP_LATER)
		worst = KP_LATER;
	if (i < argc)
		kp_error(ctx, worst, "interrupted before %s", argv[i]);
	return worst;
}
