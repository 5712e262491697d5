// SPDX-License-Identifier: GPL-2.0-only
/* Where kpatch.ko is, and that it is loaded. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/boot.h"
#include "kpatch/core.h"
#include "kpatch/output.h"
#include "kpatch/request.h"
#include "kpatch/root.h"

#define FOLDERS "extra, updates, updates/dkms"

static bool in_folders(const struct kp_ctx *ctx, const char *modules,
		       struct kp_path *path)
{
	static const char *const folders[] = { "extra", "updates",
					       "updates/dkms" };
	static const char *const ends[] = { "", ".xz", ".zst", ".gz" };

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		for (size_t k = 0; k < sizeof(ends) / sizeof(ends[0]); k++) {
			if (!kp_path(path, NULL, "%s/%s/kpatch.ko%s", modules,
				     folders[i], ends[k]) &&
			    kp_root_exists(ctx, path->s))
				return true;
		}
	}
	return false;
}

/* depmod's list: lines "PATH: PATH...", relative to its folder. */
static bool in_list(const struct kp_ctx *ctx, const char *modules,
		    struct kp_path *path)
{
	char *list, *rest, *line;
	bool found = false;
	size_t len;

	if (kp_path(path, NULL, "%s/modules.dep", modules))
		return false;
	list = rest = kp_root_read(ctx, path->s, &len, NULL);
	while (!found && (line = strsep(&rest, "\n"))) {
		char *name;

		line[strcspn(line, ":")] = '\0';
		name = kp_module_name(line);
		found = name && !strcmp(name, "kpatch") &&
			!kp_path(path, NULL, "%s/%s", modules, line) &&
			kp_root_exists(ctx, path->s);
		free(name);
	}
	free(list);
	return found;
}

bool kp_core_find(const struct kp_ctx *ctx, const char *release,
		  struct kp_path *path)
{
	struct kp_path modules;

	return !kp_path(&modules, NULL, "/lib/modules/%s", release) &&
	       (in_folders(ctx, modules.s, path) ||
		in_list(ctx, modules.s, path));
}

static enum kp_exit insert_core(const struct kp_ctx *ctx,
				const struct kp_file *file)
{
	struct kp_request none = { .lock = -1 };
	char params[1024];
	int ret;

	if (strcmp(file->name, "kpatch"))
		return kp_error(ctx, KP_USAGE,
				"%s: this is the module %s, not kpatch.ko",
				file->path, file->name);
	if (strcmp(file->release, ctx->release))
		return kp_error(ctx, KP_USAGE,
				"%s: built for kernel %s; this is %s",
				file->path, file->release, ctx->release);
	if (kp_boot_parameters(ctx, params, sizeof(params)))
		return kp_error(
			ctx, KP_USAGE,
			"%s: its parameters for kpatch.ko are longer than %zu bytes",
			ctx->cmdline, sizeof(params));
	ret = kp_sys_load(ctx, file, params);
	/* Another command may have loaded it just now. */
	if (ret && !kp_core_loaded(ctx))
		return kp_request_refused(ctx, &none, file->path, false, ret);
	return KP_DONE;
}

static enum kp_exit load_core(const struct kp_ctx *ctx, const char *path,
			      bool in_root)
{
	struct sc_error err = { "" };
	struct kp_file file;
	enum kp_exit code;
	int bad = in_root ? kp_file_open_in_root(ctx, &file, path, &err)
			  : kp_file_open(&file, path, &err);

	if (bad)
		return kp_error(ctx, KP_USAGE, "%s", err.text);
	code = insert_core(ctx, &file);
	kp_file_close(&file);
	return code;
}

enum kp_exit kp_core_ensure(const struct kp_ctx *ctx)
{
	struct kp_path path;

	if (kp_core_loaded(ctx))
		return KP_DONE;
	if (ctx->opt.core)
		return load_core(ctx, ctx->opt.core, false);
	if (kp_core_find(ctx, ctx->release, &path))
		return load_core(ctx, path.s, true);
	kp_error(
		ctx, KP_SYSTEM,
		"kpatch.ko is not loaded, and in %s/lib/modules/%s there is none: looked in " FOLDERS
		" and modules.dep",
		ctx->opt.root, ctx->release);
	kp_hint(ctx,
		"build it (make kmod); then use --core=FILE, or copy it to extra/ there");
	return KP_SYSTEM;
}
