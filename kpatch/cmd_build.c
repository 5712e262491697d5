// SPDX-License-Identifier: GPL-2.0-only
/* kpatch build: get what building patches for a kernel needs. */
#include "kpatch/builder/compiler.h"
#include "kpatch/builder/prepare.h"
#include "kpatch/command.h"
#include "kpatch/output.h"

static void tell_line(void *ctx, const char *text)
{
	kp_print(ctx, "%s", text);
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

enum kp_exit kp_cmd_build(struct kp_ctx *ctx, int argc, char **argv)
{
	const struct kp_build_options *build = &ctx->opt.build;
	const struct pb_kernel_options options = {
		.cache = build->cache,
		.packages = build->packages,
		.source = build->source,
		.headers = build->headers,
		.vmlinuz = build->vmlinuz,
		.modules = build->modules,
	};

	(void)argv;
	if (build->prepare && argc)
		return kp_error(ctx, KP_USAGE,
				"build: --prepare takes no patches");
	if (build->prepare)
		return prepare_kernel(ctx, &options);
	/* Patches are built here: argv[0] to argv[argc - 1] are diffs. */
	return kp_error(ctx, KP_USAGE,
			"build: patches cannot be built yet; give --prepare");
}
