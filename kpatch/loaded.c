// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "kpatch/loaded.h"
#include "stackcheck/util/json.h"
#include "kpatch/notes.h"
#include "kpatch/output.h"

void kp_put_engine(const struct kp_ctx *ctx, bool livepatch)
{
	kp_put(ctx, "engine",
	       json_string(kp_engine_name(livepatch ? KP_ENGINE_LIVEPATCH
						    : KP_ENGINE_KPATCH)));
}

/* A kernel of the same release can be another build of it, with other code. */
static enum kp_exit check_kernel_build(const struct kp_ctx *ctx,
				       const struct kp_file *file)
{
	const char *want = file->built.kernel;
	char *here = want ? kp_running_build_id(ctx, NULL) : NULL;
	enum kp_exit code = KP_DONE;

	if (!want)
		return code;
	if (!here)
		code = kp_error(
			ctx, KP_SYSTEM,
			"%s: built for the kernel with build-id %s; that of this one cannot be read from %s/kernel/notes; nothing was loaded",
			file->path, want, ctx->opt.sysfs);
	else if (strcmp(want, here) != 0)
		code = kp_error(
			ctx, KP_USAGE,
			"%s: built for the kernel with build-id %s; this one has %s; nothing was loaded",
			file->path, want, here);
	if (here && code)
		kp_hint(ctx, "build it again for this kernel");
	free(here);
	return code;
}

enum kp_exit kp_open_patch(const struct kp_ctx *ctx, const char *path,
			   struct kp_file *file)
{
	struct sc_error err = { "" };
	enum kp_exit code = KP_DONE;

	/* Of those that are installed, the paths are inside the root. */
	if (ctx->opt.installed ? kp_file_open_in_root(ctx, file, path, &err)
			       : kp_file_open(file, path, &err))
		return kp_error(ctx, KP_USAGE, "%s", err.text);
	kp_put(ctx, "patch", sc_json_text(file->name));
	kp_put_engine(ctx, file->is_livepatch);
	if (!file->is_patch && !file->is_livepatch) {
		code = kp_error(ctx, KP_USAGE, "%s: %s", path, KP_NO_PATCH);
	} else if (strcmp(file->release, ctx->release)) {
		code = kp_error(ctx, KP_USAGE,
				"%s: built for kernel %s; this is %s", path,
				file->release, ctx->release);
		kp_hint(ctx, "build it against the headers of this kernel");
	} else {
		code = check_kernel_build(ctx, file);
	}
	if (code)
		kp_file_close(file);
	return code;
}

bool kp_same_build(const struct kp_ctx *ctx, const struct kp_file *file)
{
	char *loaded = NULL;
	const char *ours = file->build_id;
	bool same;

	if (ours)
		loaded = kp_running_build_id(ctx, file->name);
	if (!loaded) {
		loaded =
			kp_sysfs_line(ctx, "/module/%s/srcversion", file->name);
		ours = file->srcversion;
	}
	same = !loaded || !ours || !strcmp(loaded, ours);
	free(loaded);
	return same;
}

enum kp_exit kp_name_of_loaded(const struct kp_ctx *ctx, const char *arg,
			       char **name_ret)
{
	char *name = kp_module_name(arg);

	*name_ret = name;
	if (!name)
		return kp_error(ctx, KP_SYSTEM, "out of memory");
	if (*name && *name != '.' &&
	    (kp_patch_loaded(ctx, name) || kp_livepatch_owns(ctx, name))) {
		kp_put(ctx, "patch", sc_json_text(name));
		kp_put_engine(ctx, kp_livepatch_owns(ctx, name));
		return KP_DONE;
	}
	if (kp_module_loaded(ctx, name))
		return kp_error(ctx, KP_USAGE,
				"%s: this module is loaded, but is no patch",
				name);
	kp_error(ctx, KP_USAGE, "%s: no such patch is loaded%s", name,
		 kp_core_loaded(ctx) ? "" : ", nor is kpatch.ko");
	kp_hint(ctx, "`kpatch list` shows those that are");
	return KP_USAGE;
}
