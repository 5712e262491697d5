// SPDX-License-Identifier: GPL-2.0-only
/* Which engine enables a patch. */
#include <errno.h>
#include <string.h>

#include "kpatch/engine.h"
#include "kpatch/loaded.h"
#include "kpatch/output.h"
#include "kpatch/patches.h"
#include "kpatch/system.h"

static enum kp_exit refuse_engine(const struct kp_ctx *ctx,
				  const struct kp_file *file, bool livepatch)
{
	const char *name = file->name;

	if (!file->is_livepatch)
		return kp_error(
			ctx, KP_USAGE,
			"%s: --engine=livepatch is for modules that call klp_enable_patch()",
			name);
	kp_error(ctx, KP_USAGE, "%s: it is loaded, and %s has it", name,
		 livepatch ? "kpatch.ko" : "livepatch");
	kp_hint(ctx, "kpatch unload %s, then try again", name);
	return KP_USAGE;
}

static enum kp_exit refuse_replace(const struct kp_ctx *ctx, const char *name)
{
	kp_error(
		ctx, KP_USAGE,
		"%s: whether a livepatch replaces others is set in its source (.replace), not by this command",
		name);
	kp_hint(ctx, "use `kpatch load`");
	return KP_USAGE;
}

/* Others that kpatch.ko does not have, so that it cannot disable them. */
static enum kp_exit check_replace(const struct kp_ctx *ctx, const char *name)
{
	struct kp_patches patches;
	const char *other = NULL;
	enum kp_exit code;

	if (kp_patches_read(ctx, &patches, NULL))
		return KP_DONE;
	for (size_t i = 0; i < patches.n; i++)
		if (patches.items[i].engine == KP_ENGINE_LIVEPATCH)
			other = patches.items[i].name;
	code = other ? kp_error(
			       ctx, KP_NEVER,
			       "%s: cannot replace %s, which is in use by the kernel's livepatch code; nothing changed",
			       name, other)
		     : KP_DONE;
	if (other)
		kp_hint(ctx, "kpatch unload %s, then try again", other);
	kp_patches_free(&patches);
	return code;
}

enum kp_exit kp_engine_choose(const struct kp_ctx *ctx,
			      const struct kp_file *file, bool replace,
			      enum kp_engine *engine_ret)
{
	const char *name = file->name, *wanted = ctx->opt.engine;
	bool kpatch_has = kp_patch_loaded(ctx, name);
	bool livepatch_has = kp_livepatch_loaded(ctx, name);
	bool livepatch = wanted ? !strcmp(wanted, "livepatch")
				: file->is_livepatch && !kpatch_has;

	kp_put_engine(ctx, livepatch);
	*engine_ret = livepatch ? KP_ENGINE_LIVEPATCH : KP_ENGINE_KPATCH;
	if (livepatch ? kpatch_has || !file->is_livepatch : livepatch_has)
		return refuse_engine(ctx, file, livepatch);
	if (!replace)
		return KP_DONE;
	return livepatch ? refuse_replace(ctx, name) : check_replace(ctx, name);
}

/* Of one that was built for a kernel without livepatch, or is older. */
enum kp_exit kp_engine_check_core(const struct kp_ctx *ctx,
				  const struct kp_file *file)
{
	struct kp_path path;

	if (!file->is_livepatch || kp_sysfs_path(ctx, &path, NULL, "adopt") ||
	    kp_exists(path.s))
		return KP_DONE;
	return kp_error(
		ctx, KP_SYSTEM,
		"%s: this kpatch.ko cannot enable patches in the format of livepatch: it has no /sys/kernel/kpatch/adopt",
		file->name);
}

/*
 * A module in the format of livepatch has no parameters for this. kpatch.ko is told
 * before that it is to have it, and how.
 */
int kp_engine_load(const struct kp_ctx *ctx, const struct kp_file *file,
		   const char *params)
{
	struct kp_path text;
	int err;

	if (!file->is_livepatch)
		return kp_sys_load(ctx, file, params);
	if (kp_path(&text, NULL, "%s %s", file->name, params))
		return ENAMETOOLONG;
	err = kp_sys_write(ctx, text.s, "adopt");
	if (err)
		return err;
	err = kp_sys_load(ctx, file, "");
	if (err)
		(void)kp_sys_write(ctx, "-", "adopt");
	return err;
}
