// SPDX-License-Identifier: GPL-2.0-only
/* kpatch load, kpatch replace: put patches into the kernel. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/boot.h"
#include "kpatch/core.h"
#include "kpatch/engine.h"
#include "kpatch/livepatch.h"
#include "kpatch/loaded.h"
#include "kpatch/overlap.h"
#include "kpatch/output.h"
#include "kpatch/patches.h"
#include "kpatch/request.h"
#include "kpatch/results.h"
#include "kpatch/store.h"

/* All that decides how one patch is loaded. */
struct load {
	struct kp_file file;
	struct kp_request req;
	bool replace;
};

static enum kp_exit report_loaded(struct kp_ctx *ctx, struct load *load)
{
	char how[160];

	kp_request_changed(ctx, &load->req, how, sizeof(how));
	kp_print(ctx, "%s: in use%s", load->file.name, how);
	return KP_DONE;
}

static enum kp_exit insert_module(struct kp_ctx *ctx, struct load *load)
{
	struct kp_timeout timeout;
	const char *how = ctx->opt.consistency;
	char params[128];
	int err;

	snprintf(params, sizeof(params), "%s%s%s%s%s%s",
		 load->replace ? "replace=1 " : "",
		 ctx->opt.force ? "force=1 " : "", how ? "consistency=" : "",
		 how ? how : "", how ? " " : "",
		 kp_request_timeout(ctx, &timeout));
	err = kp_engine_load(ctx, &load->file, params);
	if (err)
		return kp_request_refused(ctx, &load->req, load->file.name,
					  false, err);
	return report_loaded(ctx, load);
}

/* It is loaded: was it with the consistency that is wanted now? */
static bool same_consistency(const struct kp_ctx *ctx, const char *name)
{
	char *how = kp_sysfs_line(ctx, "%s/consistency", name);
	bool same = !ctx->opt.consistency ||
		    (how && !strcmp(how, ctx->opt.consistency));

	free(how);
	return same;
}

/* Loaded as it is wanted now, a write enables it. */
static bool only_to_enable(const struct kp_ctx *ctx, const struct load *load)
{
	const char *name = load->file.name;

	return !ctx->opt.force && kp_patch_loaded(ctx, name) &&
	       same_consistency(ctx, name) &&
	       kp_sysfs_flag(ctx, "%s/replace", name) == load->replace;
}

/* It is there, but not in use. Its parameters are those it was loaded with. */
static enum kp_exit enable_patch(struct kp_ctx *ctx, struct load *load)
{
	const char *name = load->file.name;
	struct kp_timeout timeout;
	char text[64];
	int err;

	snprintf(text, sizeof(text), "1 %s", kp_request_timeout(ctx, &timeout));
	if (only_to_enable(ctx, load)) {
		err = kp_sys_write(ctx, text, "%s/enabled", name);
		if (err)
			return kp_request_refused(ctx, &load->req, name, false,
						  err);
		return report_loaded(ctx, load);
	}
	err = kp_sys_unload(ctx, name);
	if (!err)
		return insert_module(ctx, load);
	kp_error(
		ctx, KP_NEVER,
		"%s: cannot load it again: it is loaded, not in use, and cannot be unloaded: %s",
		name, strerror(err));
	kp_hint(ctx, "load it without --force, as `%s` was at first",
		load->replace ? "load" : "replace");
	return KP_NEVER;
}

/* The names of others that are in use, oldest first, for a message. */
static size_t list_others(const struct kp_ctx *ctx, const char *name,
			  char *text, size_t size)
{
	struct kp_patches patches;
	size_t n = 0, at = 0;

	*text = '\0';
	if (kp_patches_read(ctx, &patches, NULL))
		return 0;
	for (size_t i = 0; i < patches.n; i++) {
		if (!patches.items[i].enabled ||
		    patches.items[i].engine != KP_ENGINE_KPATCH ||
		    !strcmp(patches.items[i].name, name))
			continue;
		if (at < size)
			at += (size_t)snprintf(text + at, size - at, "%s%s",
					       n ? " " : "",
					       patches.items[i].name);
		n++;
	}
	kp_patches_free(&patches);
	return n;
}

static enum kp_exit in_use_already(struct kp_ctx *ctx, const struct load *load)
{
	const char *name = load->file.name;
	char text[512];

	if (load->replace && list_others(ctx, name, text, sizeof(text))) {
		kp_error(
			ctx, KP_NEVER,
			"%s: cannot replace: it is in use already, and so are: %s",
			name, text);
		kp_hint(ctx, "kpatch unload %s", text);
		return KP_NEVER;
	}
	kp_print(ctx, "%s: in use already", name);
	return KP_DONE;
}

/* Its module would be loaded, and the kernel would pass over the option. */
static enum kp_exit no_effect(struct kp_ctx *ctx, const char *name,
			      const char *option, const char *parameter)
{
	kp_error(ctx, KP_USAGE,
		 "%s: %s has no effect on it: its module has no parameter %s",
		 name, option, parameter);
	kp_hint(ctx, "rebuild it with this kpatch.h, or load it without %s",
		option);
	return KP_USAGE;
}

/* What the kernel would not refuse. */
static enum kp_exit check_before(struct kp_ctx *ctx, const struct load *load)
{
	bool insert = !only_to_enable(ctx, load);

	if (ctx->opt.timeout_ms >= 0 && !load->file.takes_timeout &&
	    !load->file.is_livepatch && insert)
		return no_effect(ctx, load->file.name, "--timeout",
				 "timeout_ms");
	if (ctx->opt.consistency && !load->file.takes_consistency &&
	    !load->file.is_livepatch && insert)
		return no_effect(ctx, load->file.name, "--consistency",
				 "consistency");
	return load->replace ? KP_DONE : kp_overlap_check(ctx, &load->file);
}

static enum kp_exit load_or_enable(struct kp_ctx *ctx, struct load *load)
{
	const char *name = load->file.name;
	bool there = kp_patch_loaded(ctx, name);
	enum kp_exit code;

	if (there && !kp_same_build(ctx, &load->file)) {
		kp_error(ctx, KP_USAGE, "%s: another build of it is loaded",
			 name);
		kp_hint(ctx, "kpatch unload %s, then try again", name);
		return KP_USAGE;
	}
	if (there && kp_sysfs_flag(ctx, "%s/enabled", name))
		return in_use_already(ctx, load);
	code = check_before(ctx, load);
	if (code)
		return code;
	if (ctx->opt.force)
		kp_warn(ctx,
			"%s: forced: tasks are not checked, and may run old and new code at once; the module can never be unloaded",
			name);
	return there ? enable_patch(ctx, load) : insert_module(ctx, load);
}

static enum kp_exit load_by_kpatch(struct kp_ctx *ctx, struct load *load)
{
	enum kp_exit code = kp_core_ensure(ctx);

	if (!code)
		code = kp_engine_check_core(ctx, &load->file);
	if (!code)
		code = kp_request_begin(ctx, &load->req);
	if (code)
		return code;
	code = load_or_enable(ctx, load);
	kp_request_end(&load->req);
	return code;
}

static enum kp_exit load_by_livepatch(struct kp_ctx *ctx, struct load *load)
{
	enum kp_exit code = kp_request_begin(ctx, &load->req);

	if (code)
		return code;
	code = kp_livepatch_load(ctx, &load->file, &load->req);
	kp_request_end(&load->req);
	return code;
}

static enum kp_exit load_one(struct kp_ctx *ctx, const char *path, bool replace)
{
	struct load load = { .replace = replace };
	enum kp_engine engine;
	enum kp_exit code = kp_open_patch(ctx, path, &load.file);

	if (code)
		return code;
	code = kp_engine_choose(ctx, &load.file, replace, &engine);
	if (!code)
		code = engine == KP_ENGINE_LIVEPATCH
			       ? load_by_livepatch(ctx, &load)
			       : load_by_kpatch(ctx, &load);
	kp_file_close(&load.file);
	return code;
}

static enum kp_exit load_plain(struct kp_ctx *ctx, const char *path)
{
	return load_one(ctx, path, false);
}

static enum kp_exit load_replacing(struct kp_ctx *ctx, const char *path)
{
	return load_one(ctx, path, true);
}

/* What `kpatch install` put there for this kernel, in that order. */
static enum kp_exit load_installed(struct kp_ctx *ctx)
{
	struct sc_error err = { "" };
	struct kp_names files;
	enum kp_exit code;

	if (kp_boot_disabled(ctx)) {
		kp_print(
			ctx,
			"kpatch.enable=0 on the kernel's command line keeps patches from being loaded");
		kp_put(ctx, "results", json_array());
		return KP_DONE;
	}
	if (kp_store_list(ctx, ctx->release, &files, &err))
		return kp_error(ctx, KP_USAGE, "%s", err.text);
	if (!files.n)
		kp_print(ctx, "no patch is installed for kernel %s",
			 ctx->release);
	code = kp_for_each(ctx, (int)files.n, files.items, load_plain);
	kp_names_free(&files);
	return code;
}

enum kp_exit kp_cmd_load(struct kp_ctx *ctx, int argc, char **argv)
{
	if (!ctx->opt.installed == !argc)
		return kp_error(
			ctx, KP_USAGE,
			"load: name files or use --installed, not both");
	return argc ? kp_for_each(ctx, argc, argv, load_plain)
		    : load_installed(ctx);
}

enum kp_exit kp_cmd_replace(struct kp_ctx *ctx, int argc, char **argv)
{
	return kp_for_each(ctx, argc, argv, load_replacing);
}
