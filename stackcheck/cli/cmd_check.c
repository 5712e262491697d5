// SPDX-License-Identifier: GPL-2.0-only
/* stackcheck check: collect the inputs, analyse each, report. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stackcheck/analysis/batch.h"
#include "stackcheck/checker/result.h"
#include "stackcheck/cli/check_args.h"
#include "stackcheck/cli/commands.h"
#include "stackcheck/cli/progress.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/output.h"
#include "stackcheck/util/parallel.h"
#include "stackcheck/util/stats.h"
#include "stackcheck/util/vec.h"

/* One run, from the first path to the last line. */
struct run {
	struct sc_check_args *args;
	struct sc_stats stats;
	struct sc_input_list inputs;
	struct sc_result *results; /* one for each input */
	struct sc_batch *batch;
	struct sc_progress bar;
	struct sc_texts unread; /* paths that cannot be read, and why */
	struct sc_texts skipped; /* and that are nothing to check, and why */
};

static void complain_of(const char *path, const char *text)
{
	size_t len = strlen(path);

	/* the reader's messages mostly begin with the file already */
	if (!strncmp(text, path, len) && text[len] == ':')
		sc_complain("%s", text);
	else
		sc_complain("%s: %s", path, text);
}

/* What memory has no room for is still printed, and the exit code tells. */
static void note_text(struct sc_texts *texts, const char *path, const char *why)
{
	char *text = NULL;

	sc_complain("%s%s%s", path, *path ? ": " : "", why);
	if (asprintf(&text, "%s%s%s", path, *path ? ": " : "", why) < 0 ||
	    SC_VEC_PUSH(texts->list, texts->n, text))
		free(text);
}

static void note_unread(void *ctx, const char *path, const char *why)
{
	struct run *run = ctx;

	note_text(&run->unread, *path ? path : "''", why);
}

static void note_skipped(void *ctx, const char *path, const char *why)
{
	struct run *run = ctx;
	char text[384];

	snprintf(text, sizeof(text), "skipped: %s", why);
	note_text(&run->skipped, path, text);
}

static int refuse_args(const char *text)
{
	sc_complain("%s", text);
	return -1;
}

/* A report must not take the place of what it is about. */
static int spare_inputs(struct run *run)
{
	const struct sc_check_args *args = run->args;
	const struct sc_check_options *opt = &args->opt;
	struct sc_error err = { "" };
	int bad = sc_output_spare(args->out, opt->symbols, &err) ||
		  sc_output_spare(args->out, opt->facts, &err);

	for (size_t i = 0; !bad && i < opt->n_noreturn_files; i++)
		bad = sc_output_spare(args->out, opt->noreturn_files[i], &err);
	for (size_t i = 0; !bad && i < run->inputs.count; i++) {
		const char *file = run->inputs.items[i].file;

		bad = sc_output_spare(args->out, file, &err) ||
		      sc_output_spare(opt->facts, file, &err);
	}
	return bad ? refuse_args(err.text) : 0;
}

static int collect_inputs(struct run *run)
{
	struct sc_check_args *args = run->args;
	struct sc_input_sink sink = { note_unread, note_skipped, run };

	if (sc_inputs_collect(args->paths, args->npaths, &run->inputs, &sink))
		return refuse_args("out of memory");
	if (spare_inputs(run))
		return -1;
	if (!run->inputs.count && !run->unread.n)
		note_text(&run->unread, "",
			  "there is no object in the given paths");
	run->results = calloc(run->inputs.count + 1, sizeof(*run->results));
	if (!run->results)
		return refuse_args("out of memory");
	for (size_t i = 0; i < run->inputs.count; i++) {
		if (sc_result_init(&run->results[i], run->inputs.items[i].path))
			return refuse_args("out of memory");
	}
	return 0;
}

static void analyze_one(void *ctx, size_t i)
{
	struct run *run = ctx;

	sc_batch_analyze(run->batch, &run->inputs.items[i], i,
			 &run->results[i]);
	sc_progress_step(&run->bar);
}

static int analyze_inputs(struct run *run)
{
	size_t n = run->inputs.count;
	uint64_t start;
	struct sc_error err = { "" };

	run->batch = sc_batch_new(&run->args->opt, n, &err);
	if (!run->batch)
		return refuse_args(err.text);
	sc_progress_begin(&run->bar, n);
	sc_parallel(run->args->opt.jobs, n, analyze_one, run);
	sc_progress_end(&run->bar);
	start = sc_stats_now(&run->stats);
	sc_batch_finish(run->batch, run->inputs.items, run->results, n);
	sc_stats_add(&run->stats, SC_STAGE_BATCH, start);
	return 0;
}

static int is_listed(const char *const *rules, size_t n, const char *rule)
{
	for (size_t i = 0; i < n; i++) {
		if (!strcmp(rules[i], rule))
			return 1;
	}
	return 0;
}

/* --disable and --error */
static int keep_finding(void *ctx, struct sc_finding *f)
{
	const struct sc_check_args *args = ctx;

	if (is_listed(args->disabled, args->ndisabled, f->rule))
		return 0;
	if (is_listed(args->promoted, args->npromoted, f->rule))
		f->severity = SC_ERROR;
	return 1;
}

static void report_results(struct run *run, struct sc_report *report)
{
	sc_report_begin(report);
	for (size_t i = 0; i < run->inputs.count; i++) {
		struct sc_result *res = &run->results[i];

		if (res->error.text[0])
			complain_of(res->path, res->error.text);
		sc_result_filter(res, 0, keep_finding, run->args);
		sc_result_sort(res);
		sc_report_object(report, res);
	}
}

static int wants_colour(FILE *out)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	return out == stdout && isatty(STDOUT_FILENO) &&
	       !(no_color && *no_color) && term && strcmp(term, "dumb");
}

static int exit_code(const struct sc_report *report)
{
	if (report->errors)
		return SC_EXIT_TROUBLE;
	return report->findings ? SC_EXIT_FINDINGS : SC_EXIT_CLEAN;
}

static int report_to(struct run *run, FILE *out)
{
	struct sc_report report = {
		.ops = run->args->format,
		.out = out,
		.colour = wants_colour(out),
		.limit = run->args->limit,
		.unread = &run->unread,
		.skipped = &run->skipped,
	};

	report_results(run, &report);
	if (!sc_report_end(&report) || out != stdout)
		return exit_code(&report); /* the commit tells of a file */
	sc_complain("cannot write the report: %s", strerror(errno));
	return SC_EXIT_TROUBLE;
}

static void free_texts(struct sc_texts *texts)
{
	for (size_t i = 0; i < texts->n; i++)
		free(texts->list[i]);
	free(texts->list);
}

static void run_free(struct run *run)
{
	for (size_t i = 0; run->results && i < run->inputs.count; i++)
		sc_result_free(&run->results[i]);
	free(run->results);
	free_texts(&run->unread);
	free_texts(&run->skipped);
	sc_batch_free(run->batch);
	sc_inputs_free(&run->inputs);
}

/* *@reported: a report has been printed to @out, which may tell of trouble. */
static int run_check(struct sc_check_args *args, FILE *out, bool *reported)
{
	struct run run = { .args = args };
	struct sc_stats *stats = &run.stats;
	uint64_t start = sc_stats_now(stats), report_start;
	int code = SC_EXIT_TROUBLE;

	*reported = false;
	args->opt.stats = args->stats ? stats : NULL;
	if (!collect_inputs(&run) && !analyze_inputs(&run)) {
		report_start = sc_stats_now(stats);
		code = report_to(&run, out);
		sc_stats_add(stats, SC_STAGE_REPORT, report_start);
		*reported = true;
	}
	if (args->stats)
		sc_stats_print(stats, sc_stats_now(stats) - start, stderr);
	run_free(&run);
	return code;
}

/* Opened before the work, so that a wrong path costs no time. */
static int check_to_file(struct sc_check_args *args)
{
	struct sc_output out;
	struct sc_error err = { "" };
	bool reported = false;
	int code;

	if (sc_output_open(&out, args->out, &err)) {
		refuse_args(err.text);
		return SC_EXIT_TROUBLE;
	}
	code = run_check(args, out.file, &reported);
	if (!reported) {
		sc_output_discard(&out);
	} else if (sc_output_commit(&out, &err)) {
		refuse_args(err.text);
		code = SC_EXIT_TROUBLE;
	}
	return code;
}

int sc_cmd_check(int argc, char **argv)
{
	struct sc_check_args args;
	enum sc_args_verdict verdict = sc_check_args_parse(&args, argc, argv);
	int code = verdict == SC_ARGS_HELP ? SC_EXIT_CLEAN : SC_EXIT_TROUBLE;
	bool reported;

	if (verdict == SC_ARGS_RUN && args.out)
		code = check_to_file(&args);
	else if (verdict == SC_ARGS_RUN)
		code = run_check(&args, stdout, &reported);
	sc_check_args_free(&args);
	return code;
}
