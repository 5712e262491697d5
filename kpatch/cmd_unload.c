// SPDX-License-Identifier: GPL-2.0-only
/* kpatch unload: disable patches and unload their modules. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/livepatch.h"
#include "kpatch/loaded.h"
#include "kpatch/output.h"
#include "kpatch/patches.h"
#include "kpatch/request.h"
#include "kpatch/results.h"

/* It is out of use; who keeps the module? */
static enum kp_exit not_removed(struct kp_ctx *ctx, const char *name, int err)
{
	struct kp_names holders = { 0 };
	struct kp_path path;
	enum kp_exit code;

	if (err == EPERM || err == EACCES)
		return kp_error(ctx, KP_SYSTEM,
				"%s: not permitted: run this as root", name);
	if (kp_sysfs_flag(ctx, "%s/forced", name)) {
		kp_error(
			ctx, KP_NEVER,
			"%s: disabled; its module stays loaded for ever, because it was forced",
			name);
		kp_hint(ctx, "reboot if the module has to be unloaded");
		return KP_NEVER;
	}
	if (err == EBUSY)
		return kp_error(
			ctx, KP_LATER,
			"%s: disabled, but not unloaded: its init or exit is running, or it has no exit; try again",
			name);
	if (err != EAGAIN)
		return kp_error(ctx, KP_SYSTEM,
				"%s: disabled, but not unloaded: %s", name,
				strerror(err));
	if (!kp_sysfs_path(ctx, &path, NULL, "/module/%s/holders", name))
		(void)kp_list_folders(path.s, &holders, NULL);
	code = kp_error(ctx, KP_LATER, "%s: disabled, but not unloaded: %s%s%s",
			name, holders.n ? "module " : "something",
			holders.n ? holders.items[0] : "",
			" still uses the module");
	kp_hint(ctx, "unload that or let it end, then try again");
	kp_names_free(&holders);
	return code;
}

static enum kp_exit take_out(struct kp_ctx *ctx, const char *name,
			     struct kp_request *req)
{
	const char *strict = ctx->opt.consistency;
	struct kp_timeout timeout;
	char how[160] = "", text[96];
	int err = 0;

	snprintf(text, sizeof(text), "0 %s%s%s",
		 kp_request_timeout(ctx, &timeout),
		 strict ? " consistency=" : "", strict ? strict : "");
	if (kp_sysfs_flag(ctx, "%s/enabled", name))
		err = kp_sys_write(ctx, text, "%s/enabled", name);
	if (err)
		return kp_request_refused(ctx, req, name, false, err);
	kp_request_changed(ctx, req, how, sizeof(how));
	err = kp_sys_unload(ctx, name);
	if (err && err != ENOENT)
		return not_removed(ctx, name, err);
	kp_print(ctx, "%s: unloaded%s", name, how);
	return KP_DONE;
}

static enum kp_exit unload_one(struct kp_ctx *ctx, const char *arg)
{
	struct kp_request req;
	char *name;
	enum kp_exit code = kp_name_of_loaded(ctx, arg, &name);

	if (!code)
		code = kp_request_begin(ctx, &req);
	if (!code) {
		code = kp_patch_loaded(ctx, name)
			       ? take_out(ctx, name, &req)
			       : kp_livepatch_unload(ctx, name);
		kp_request_end(&req);
	}
	free(name);
	return code;
}

/* The newest first, as those below it may have been made before it. */
static enum kp_exit unload_all(struct kp_ctx *ctx)
{
	struct sc_error err = { "" };
	struct kp_patches patches;
	enum kp_exit code = KP_SYSTEM;
	char **names;

	if (kp_patches_read(ctx, &patches, &err))
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	names = calloc(patches.n + 1, sizeof(*names));
	for (size_t i = 0; names && i < patches.n; i++)
		names[i] = patches.items[patches.n - 1 - i].name;
	if (!patches.n)
		kp_print(ctx, "no patch is loaded");
	if (names)
		code = kp_for_each(ctx, (int)patches.n, names, unload_one);
	else
		kp_error(ctx, KP_SYSTEM, "out of memory");
	free(names);
	kp_patches_free(&patches);
	return code;
}

enum kp_exit kp_cmd_unload(struct kp_ctx *ctx, int argc, char **argv)
{
	if (!ctx->opt.all == !argc)
		return kp_error(ctx, KP_USAGE,
				"unload: name patches or use --all, not both");
	return argc ? kp_for_each(ctx, argc, argv, unload_one)
		    : unload_all(ctx);
}
