// SPDX-License-Identifier: GPL-2.0-only
/* kpatch build: from diffs to a patch module, and what that needs. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/build_match.h"
#include "kpatch/builder/build.h"
#include "kpatch/builder/compiler.h"
#include "kpatch/builder/kernel_open.h"
#include "kpatch/builder/prepare.h"
#include "kpatch/builder/source_limit.h"
#include "kpatch/command.h"
#include "kpatch/core.h"
#include "kpatch/output.h"
#include "stackcheck/util/json.h"
#include "stackcheck/util/parallel.h"

static bool is_livepatch(const struct kp_ctx *ctx)
{
	const char *format = ctx->opt.build.format;

	return format && !strcmp(format, "livepatch");
}

/* Objects that are compiled for what they include, if nothing else is said. */
#define OBJECTS_MOST 50

static void tell_line(void *ctx, const char *text)
{
	kp_print(ctx, "%s", text);
	/* A log shows what is done now, too. */
	fflush(stdout);
}

static void put_kernel(const struct kp_ctx *ctx, const struct pb_kernel *kernel)
{
	kp_put(ctx, "kernel",
	       json_pack("{s:s, s:s*, s:s, s:s, s:s, s:s, s:s}", "release",
			 kernel->release, "version", kernel->version,
			 "build_id", kernel->build_id, "source", kernel->source,
			 "headers", kernel->headers, "vmlinuz", kernel->vmlinuz,
			 "modules", kernel->modules));
}

/* The compiler is not needed to prepare, but it is told early. */
static void look_for_compiler(const struct kp_ctx *ctx,
			      const struct pb_kernel *kernel)
{
	struct pb_compiler compiler;
	struct sc_error err;

	if (pb_compiler_find(kernel, ctx->opt.build.cross_compile, &compiler,
			     &err)) {
		kp_warn(ctx, "%s", err.text);
		return;
	}
	kp_print(ctx, "compiler: %s, as the kernel was built by", compiler.cc);
	pb_compiler_free(&compiler);
}

static enum kp_exit prepare_kernel(struct kp_ctx *ctx,
				   const struct pb_kernel_options *options)
{
	const char *release = ctx->opt.kernel ? ctx->opt.kernel : ctx->release;
	const struct pb_progress progress = { tell_line, ctx };
	struct pb_kernel kernel;
	struct sc_error err;

	if (pb_prepare(release, options, &progress, &kernel, &err))
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	put_kernel(ctx, &kernel);
	kp_print(ctx, "%s is in %s", kernel.release, kernel.folder);
	look_for_compiler(ctx, &kernel);
	pb_kernel_free(&kernel);
	return KP_DONE;
}

static void put_result(const struct kp_ctx *ctx, const struct pb_result *r)
{
	json_t *funcs = json_array();

	for (size_t i = 0; i < r->plan->nfuncs; i++) {
		const struct pb_plan_func *f = &r->plan->funcs[i];

		json_array_append_new(
			funcs, json_pack("{s:s, s:s, s:i, s:s}", "object",
					 f->object ? f->object : "vmlinux",
					 "name", f->name, "sympos",
					 (int)f->sympos, "why", f->why));
	}
	kp_put(ctx, "functions", funcs);
	/* tell_result() adds them */
	kp_put(ctx, "warnings", json_array());
	kp_put(ctx, "file", r->path ? sc_json_text(r->path) : json_null());
}

static void tell_result(const struct kp_ctx *ctx, const struct pb_result *r)
{
	for (size_t i = 0; i < r->nwarnings; i++)
		kp_warn(ctx, "%s", r->warnings[i]);
	for (size_t i = 0; i < r->plan->nfuncs; i++) {
		const struct pb_plan_func *f = &r->plan->funcs[i];

		kp_print(ctx, "%s:%s: %s", f->object ? f->object : "vmlinux",
			 f->name, f->why);
	}
	if (r->path)
		kp_print(ctx, "%s is built; load it with `%s %s`", r->path,
			 "kpatch load", r->path);
	else
		kp_print(ctx, "the diffs change no code; nothing was built");
}

/* The number of --fuzz; -1: it is none that is allowed. */
static int parse_fuzz(const char *text)
{
	if (!text)
		return 0;
	return *text >= '0' && *text <= '2' && !text[1] ? *text - '0' : -1;
}

/* The number of --jobs: all processors if it is not given; 0: it is none. */
static unsigned int parse_jobs(const char *text)
{
	unsigned long n;

	if (!text)
		return sc_cpu_count();
	n = strspn(text, "0123456789") == strlen(text) ? strtoul(text, NULL, 10)
						       : 0;
	return n < 1024 ? (unsigned int)n : 1024;
}

/* The number of --max-objects, or what holds without it; 0: it is no number. */
static size_t parse_objects(const char *text)
{
	char *end;
	unsigned long n;

	if (!text)
		return OBJECTS_MOST;
	n = strtoul(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end ? n : 0;
}

/* Build it, and tell what came of it. */
static enum kp_exit run_request(struct kp_ctx *ctx,
				const struct pb_request *req)
{
	struct pb_result result;
	struct sc_error err;

	if (pb_build(req, &result, &err))
		return kp_error(ctx, KP_NEVER, "%s", err.text);
	put_result(ctx, &result);
	tell_result(ctx, &result);
	pb_result_free(&result);
	return KP_DONE;
}

static enum kp_exit build_module(struct kp_ctx *ctx,
				 const struct pb_kernel *kernel, int argc,
				 char **argv)
{
	const struct kp_build_options *build = &ctx->opt.build;
	const struct pb_progress progress = { tell_line, ctx };
	struct pb_compiler compiler;
	struct sc_error err;
	struct kp_path core;
	enum kp_exit code;
	struct pb_request req = {
		.kernel = kernel,
		.compiler = &compiler,
		.patches = argv,
		.npatches = (size_t)argc,
		.module = build->module,
		.module_source = build->module_source,
		.format = is_livepatch(ctx) ? PB_PLAN_LIVEPATCH
					    : PB_PLAN_KPATCH,
		.fuzz = (unsigned int)parse_fuzz(build->fuzz),
		.most_objects = parse_objects(build->max_objects),
		.changed_types = build->changed_types,
		.name = build->name,
		.output = build->output ? build->output : ".",
		.symvers = ctx->opt.core,
		.keep = build->keep,
		.jobs = parse_jobs(build->jobs),
		.progress = &progress,
	};

	if (parse_fuzz(build->fuzz) < 0)
		return kp_error(ctx, KP_USAGE, "--fuzz=%s: it is 0, 1 or 2",
				build->fuzz);
	if (!req.jobs)
		return kp_error(ctx, KP_USAGE,
				"--jobs=%s: it is a number from 1 on",
				build->jobs);
	if (!req.most_objects)
		return kp_error(ctx, KP_USAGE,
				"--max-objects=%s: it is a number from 1 on",
				build->max_objects);
	if (!req.symvers && !is_livepatch(ctx) &&
	    kp_core_find(ctx, kernel->release, &core))
		req.symvers = core.s;
	if (pb_compiler_find(kernel, build->cross_compile, &compiler, &err))
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	code = run_request(ctx, &req);
	pb_compiler_free(&compiler);
	return code;
}

/* Of the kernel that was prepared, or is described by the options. */
static enum kp_exit use_kernel(struct kp_ctx *ctx,
			       const struct pb_kernel_options *options,
			       int argc, char **argv)
{
	const char *release = ctx->opt.kernel ? ctx->opt.kernel : ctx->release;
	const struct pb_progress progress = { tell_line, ctx };
	struct pb_kernel kernel;
	struct sc_error err;
	enum kp_exit code;
	int use;

	if (pb_kernel_open(release, options, &kernel, &err))
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	use = pb_source_begin(&kernel);
	code = ctx->opt.build.match
		       ? kp_build_match(ctx, &kernel, argv, (size_t)argc)
		       : build_module(ctx, &kernel, argc, argv);
	pb_source_end(&kernel, use, &progress);
	pb_kernel_free(&kernel);
	return code;
}

/* Do the options and the number of arguments go together? */
static enum kp_exit check_options(const struct kp_ctx *ctx, int argc)
{
	const struct kp_build_options *build = &ctx->opt.build;

	if (build->prepare && build->match)
		return kp_error(
			ctx, KP_USAGE,
			"build: --prepare and --match exclude each other");
	if (build->prepare && argc)
		return kp_error(ctx, KP_USAGE,
				"build: --prepare takes no patches");
	if (!build->module != !build->module_source)
		return kp_error(
			ctx, KP_USAGE,
			"build: --module=FILE.ko and --module-source=DIR go together; kpatch.ko is named by --core");
	if (build->format && !is_livepatch(ctx) &&
	    strcmp(build->format, "kpatch") != 0)
		return kp_error(ctx, KP_USAGE,
				"--format=%s: it is kpatch or livepatch",
				build->format);
	if (build->module && (build->prepare || build->match))
		return kp_error(
			ctx, KP_USAGE,
			"build: --module goes with neither --prepare nor --match");
	return KP_DONE;
}

enum kp_exit kp_cmd_build(struct kp_ctx *ctx, int argc, char **argv)
{
	const struct kp_build_options *build = &ctx->opt.build;
	const struct pb_kernel_options options = {
		.cache = build->cache,
		.packages = build->packages,
		.source = build->source,
		.without_source = build->module_source,
		.headers = build->headers,
		.vmlinuz = build->vmlinuz,
		.modules = build->modules,
	};

	if (check_options(ctx, argc))
		return KP_USAGE;
	if (build->prepare)
		return prepare_kernel(ctx, &options);
	if (!argc)
		return kp_error(
			ctx, KP_USAGE,
			build->match ? "build --match: which source?"
				     : "build: which diff? or give --prepare");
	return use_kernel(ctx, &options, argc, argv);
}
