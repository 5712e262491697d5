// SPDX-License-Identifier: GPL-2.0-only
/* kpatch build --match: what the sources give is compared with the kernel. */
#include "kpatch/build_match.h"
#include "kpatch/builder/compiler.h"
#include "kpatch/builder/include_get.h"
#include "kpatch/builder/match_source.h"
#include "kpatch/output.h"
#include "stackcheck/util/json.h"

/* Sums over the files. */
struct sums {
	size_t counts[PB_MATCH_KINDS];
	size_t functions;
	size_t skipped; /* files that could not be compared */
};

static const char *const kinds[PB_MATCH_KINDS] = { "same", "weak, replaced",
						   "other code", "absent" };

static void tell_line(void *ctx, const char *text)
{
	kp_print(ctx, "%s", text);
}

static json_t *pack_mismatch(const struct pb_mismatch *miss)
{
	return json_pack("{s:s, s:s, s:s}", "name", miss->name, "kind",
			 kinds[miss->kind], "why", miss->why);
}

static json_t *pack_report(const char *source,
			   const struct pb_match_report *report)
{
	json_t *list = json_array();

	for (size_t i = 0; i < report->n; i++)
		json_array_append_new(list, pack_mismatch(&report->list[i]));
	return json_pack("{s:s, s:s, s:i, s:i, s:o}", "source", source,
			 "object", report->target, "functions",
			 (int)pb_match_report_count(report), "same",
			 (int)report->counts[PB_MATCH_SAME], "mismatches",
			 list);
}

static void tell_report(const struct kp_ctx *ctx, const char *source,
			const struct pb_match_report *report)
{
	kp_print(ctx, "%s: %s: functions in the kernel: %zu of %zu", source,
		 report->target, report->counts[PB_MATCH_SAME],
		 pb_match_report_count(report));
	for (size_t i = 0; i < report->n; i++)
		kp_print(ctx, "  %s: %s: %s", report->list[i].name,
			 kinds[report->list[i].kind], report->list[i].why);
}

static void match_source(struct kp_ctx *ctx, struct pb_matching *m,
			 const char *source, json_t *files, struct sums *sums)
{
	struct pb_match_report report;
	struct sc_error err;

	if (pb_match_source(m, source, &report, &err)) {
		kp_warn(ctx, "%s: not compared: %s", source, err.text);
		sums->skipped++;
		return;
	}
	tell_report(ctx, source, &report);
	json_array_append_new(files, pack_report(source, &report));
	for (size_t i = 0; i < PB_MATCH_KINDS; i++)
		sums->counts[i] += report.counts[i];
	sums->functions += pb_match_report_count(&report);
	pb_match_report_free(&report);
}

static enum kp_exit tell_sums(struct kp_ctx *ctx, size_t nfiles,
			      const struct sums *sums)
{
	kp_print(
		ctx,
		"files compared: %zu of %zu; functions in the kernel: %zu of %zu, weak and replaced: %zu, with other code: %zu, absent: %zu",
		nfiles - sums->skipped, nfiles, sums->counts[PB_MATCH_SAME],
		sums->functions, sums->counts[PB_MATCH_WEAK],
		sums->counts[PB_MATCH_OTHER], sums->counts[PB_MATCH_ABSENT]);
	if (!sums->skipped && !sums->counts[PB_MATCH_OTHER] &&
	    !sums->counts[PB_MATCH_ABSENT])
		return KP_DONE;
	return kp_error(
		ctx, KP_NEVER,
		"not in the kernel as the source has them: %zu (functions), %zu (files); the source, the configuration or the compiler is another one, or they are of no use to a patch",
		sums->counts[PB_MATCH_OTHER] + sums->counts[PB_MATCH_ABSENT],
		sums->skipped);
}

static enum kp_exit match_all(struct kp_ctx *ctx, struct pb_matching *m,
			      char *const *sources, size_t n)
{
	struct sums sums = { .functions = 0 };
	json_t *files = json_array();

	for (size_t i = 0; i < n; i++)
		match_source(ctx, m, sources[i], files, &sums);
	kp_put(ctx, "files", files);
	return tell_sums(ctx, n, &sums);
}

static enum kp_exit open_and_match(struct kp_ctx *ctx,
				   const struct pb_kernel *kernel,
				   const struct pb_compiler *compiler,
				   char *const *sources, size_t n)
{
	const struct pb_progress progress = { tell_line, ctx };
	struct pb_matching m;
	struct sc_error err;
	enum kp_exit code;

	if (pb_matching_open(&m, kernel, compiler, ctx->opt.build.keep,
			     &progress, &err))
		code = kp_error(ctx, KP_SYSTEM, "%s", err.text);
	else
		code = match_all(ctx, &m, sources, n);
	pb_matching_close(&m);
	return code;
}

enum kp_exit kp_build_match(struct kp_ctx *ctx, const struct pb_kernel *kernel,
			    char *const *sources, size_t n)
{
	const struct kp_build_options *build = &ctx->opt.build;
	const struct pb_progress progress = { tell_line, ctx };
	struct pb_compiler compiler;
	struct sc_error err;
	enum kp_exit code;

	if (pb_compiler_find(kernel, build->cross_compile, &compiler, &err))
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	if (pb_includes_get_sources(kernel, sources, n, &progress, &err))
		code = kp_error(ctx, KP_SYSTEM, "%s", err.text);
	else
		code = open_and_match(ctx, kernel, &compiler, sources, n);
	pb_compiler_free(&compiler);
	return code;
}
