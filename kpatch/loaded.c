// SPDX-License-Identifier: GPL-2.0-only
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/loaded.h"
#include "stackcheck/json.h"

enum kp_exit kp_open_patch(const struct kp_ctx *ctx, const char *path,
			   struct kp_file *file)
{
	struct sc_error err = { "" };
	enum kp_exit code = KP_DONE;

	if (kp_file_open(file, path, &err))
		return kp_trouble(ctx, KP_USAGE, "%s", err.text);
	kp_put(ctx, "patch", sc_json_text(file->name));
	if (!file->is_patch) {
		code = kp_trouble(ctx, KP_USAGE,
				  "%s: a module, but no patch: it does not "
				  "call kpatch_register()",
				  path);
	} else if (strcmp(file->release, ctx->release)) {
		code = kp_trouble(ctx, KP_USAGE,
				  "%s: built for kernel %s; this is %s", path,
				  file->release, ctx->release);
		kp_advise(ctx, "build it against the headers of this kernel");
	}
	if (code)
		kp_file_close(file);
	return code;
}

/* The bytes of a note are those in the file's, after its header and name. */
static bool note_has(const char *note, size_t len, const char *hex)
{
	static const size_t skip = sizeof(Elf64_Nhdr) + 4;
	size_t n = strlen(hex) / 2;

	if (len < skip + n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char pair[3] = { hex[i * 2], hex[i * 2 + 1], '\0' };

		if ((unsigned char)note[skip + i] != strtoul(pair, NULL, 16))
			return false;
	}
	return true;
}

bool kp_same_build(const struct kp_ctx *ctx, const struct kp_file *file)
{
	struct kp_path path;
	char *note = NULL, *version;
	size_t len = 0;
	bool same;

	if (file->build_id &&
	    !kp_sysfs_path(ctx, &path, NULL,
			   "/module/%s/notes/.note.gnu.build-id", file->name))
		note = kp_read_file(path.s, &len, NULL);
	if (note) {
		same = note_has(note, len, file->build_id);
		free(note);
		return same;
	}
	version = kp_sysfs_line(ctx, "/module/%s/srcversion", file->name);
	same = !version || !file->srcversion ||
	       !strcmp(version, file->srcversion);
	free(version);
	return same;
}

enum kp_exit kp_name_of_loaded(const struct kp_ctx *ctx, const char *arg,
			       char **name_ret)
{
	char *name = kp_module_name(arg);

	*name_ret = name;
	if (!name)
		return kp_trouble(ctx, KP_SYSTEM, "out of memory");
	if (*name && *name != '.' && kp_patch_loaded(ctx, name)) {
		kp_put(ctx, "patch", sc_json_text(name));
		return KP_DONE;
	}
	if (kp_module_loaded(ctx, name))
		return kp_trouble(ctx, KP_USAGE,
				  "%s: this module is loaded, but is no patch",
				  name);
	kp_trouble(ctx, KP_USAGE, "%s: no such patch is loaded%s", name,
		   kp_core_loaded(ctx) ? "" : ", nor is kpatch.ko");
	kp_advise(ctx, "`kpatch list` shows those that are");
	return KP_USAGE;
}
