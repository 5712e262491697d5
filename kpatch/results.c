// SPDX-License-Identifier: GPL-2.0-only
/* Commands that do the same for each of their arguments. */
#include "kpatch/results.h"
#include "stackcheck/json.h"

/* One after the other; what fails does not keep the rest from being tried. */
enum kp_exit kp_for_each(struct kp_ctx *ctx, int argc, char **argv,
			 kp_one_fn *one)
{
	json_t *all = ctx->doc, *results = json_array();
	enum kp_exit worst = KP_DONE;

	for (int i = 0; i < argc; i++) {
		enum kp_exit code;

		if (all)
			ctx->doc = json_pack("{so}", "argument",
					     sc_json_text(argv[i]));
		code = one(ctx, argv[i]);
		kp_put(ctx, "exit", json_integer(code));
		if (all)
			json_array_append_new(results, ctx->doc);
		ctx->doc = all;
		if (code > worst)
			worst = code;
	}
	kp_put(ctx, "results", results);
	return worst;
}
