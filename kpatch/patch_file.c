// SPDX-License-Identifier: GPL-2.0-only
/* What a module says of itself in .modinfo and in its symbols. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kpatch/patch_file.h"
#include "kpatch/loaded.h"
#include "kpatch/modinfo.h"
#include "kpatch/notes.h"
#include "kpatch/patches.h"
#include "kpatch/root.h"
#include "stackcheck/image/input_priv.h"
#include "stackcheck/image/read.h"
#include "stackcheck/image/unpack.h"
#include "stackcheck/util/memory.h"
#include "kpatch/targets.h"

static bool has_parameter(const struct sc_image *img, const char *name)
{
	char start[64];
	uint64_t at = 0;
	size_t len;

	snprintf(start, sizeof(start), "parm=%s:", name);
	return kp_modinfo_next(img, start, &at, &len);
}

static bool needs_symbol(const struct sc_image *img, const char *name)
{
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (img->syms[i].sec == SC_SEC_UNDEF &&
		    !strcmp(img->syms[i].name, name))
			return true;
	return false;
}

/* Others can call it too, but livepatch refuses them. */
static bool is_livepatch(const struct sc_image *img)
{
	uint64_t at = 0;
	size_t len;

	return needs_symbol(img, "klp_enable_patch") &&
	       kp_modinfo_next(img, "livepatch=", &at, &len);
}

/* Read once, so that nothing moves below who looks at it. */
static int read_bytes(struct kp_file *file, struct sc_error *err)
{
	size_t at = 0;
	struct stat st;

	if (fstat(file->fd, &st) || !S_ISREG(st.st_mode))
		return sc_fail(err, "%.256s: not a regular file", file->path);
	if (!st.st_size)
		return sc_fail(err, "%.256s: it is empty", file->path);
	file->bytes = malloc((size_t)st.st_size);
	if (!file->bytes)
		return sc_fail(err, "%.256s: out of memory", file->path);
	file->size = (size_t)st.st_size;
	while (at < file->size) {
		ssize_t n = pread(file->fd, file->bytes + at, file->size - at,
				  (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return sc_fail(err, "%.256s: cannot be read: %s",
				       file->path, strerror(errno));
		if (!n)
			return sc_fail(
				err,
				"%.256s: became shorter while it was read; try again",
				file->path);
		at += (size_t)n;
	}
	return 0;
}

static int load_image(struct kp_file *file, struct sc_error *err)
{
	struct sc_error why = { "" };
	bool packed = sc_packing_of(file->bytes, file->size) != SC_PACK_NONE;

	if (packed && sc_unpack(file->bytes, file->size, &file->unpacked,
				&file->unpacked_size, &why))
		return sc_fail(err, "%.256s: %s", file->path, why.text);
	file->img = sc_image_load(file->path,
				  packed ? file->unpacked : file->bytes,
				  packed ? file->unpacked_size : file->size,
				  NULL, err);
	return file->img ? 0 : -1;
}

/* The tables for livepatch have another layout in each kernel. */
static int read_targets(struct kp_file *file, struct sc_error *err)
{
	if (!file->is_livepatch)
		return kp_file_targets(file, err);
	file->all_told = file->built.n;
	if (kp_build_record_objects(&file->built, &file->objects,
				    &file->nobjects))
		return sc_fail(err, "%.256s: out of memory", file->path);
	return 0;
}

static int read_modinfo(struct kp_file *file, struct sc_error *err)
{
	const struct sc_image *img = file->img;

	file->vermagic = kp_modinfo_value(img, "vermagic=");
	if (img->linked || !file->vermagic)
		return sc_fail(
			err,
			"%.256s: not a kernel module: it names no kernel in .modinfo",
			file->path);
	file->release = strndup(file->vermagic, strcspn(file->vermagic, " "));
	file->name = kp_modinfo_value(img, "name=");
	if (!file->name)
		file->name = kp_module_name(file->path);
	if (!file->name || !file->release)
		return sc_fail(err, "%.256s: out of memory", file->path);
	/* Both become parts of paths. */
	if (!*file->name || strpbrk(file->name, "/\n") || *file->name == '.' ||
	    !*file->release || strpbrk(file->release, "/\n") ||
	    *file->release == '.')
		return sc_fail(
			err,
			"%.256s: the name of the module or of its kernel is not valid",
			file->path);
	file->description = kp_modinfo_value(img, "description=");
	file->srcversion = kp_modinfo_value(img, "srcversion=");
	if (img->build_id)
		file->build_id = kp_hex(img->build_id, img->build_id_len);
	file->is_patch = needs_symbol(img, "kpatch_register") ||
			 needs_symbol(img, "kpatch_register_within");
	file->is_livepatch = is_livepatch(img);
	file->takes_timeout = has_parameter(img, "timeout_ms");
	file->takes_consistency = has_parameter(img, "consistency");
	if (kp_build_record_read(&file->built, img, err) ||
	    read_targets(file, err))
		return -1;
	/* Without memory some of it may seem not to be there. */
	return sc_memory_failed()
		       ? sc_fail(err, "%.256s: out of memory", file->path)
		       : 0;
}

static int open_fd(struct kp_file *file, struct sc_error *err)
{
	if (!read_bytes(file, err) && !load_image(file, err) &&
	    !read_modinfo(file, err))
		return 0;
	kp_file_close(file);
	return -1;
}

int kp_file_open(struct kp_file *file, const char *path, struct sc_error *err)
{
	struct stat st;

	*file = (struct kp_file){ .path = path, .fd = -1 };
	file->fd = sc_open_regular(path, &st, err);
	return file->fd < 0 ? -1 : open_fd(file, err);
}

int kp_file_open_in_root(const struct kp_ctx *ctx, struct kp_file *file,
			 const char *path, struct sc_error *err)
{
	*file = (struct kp_file){ .path = path, .fd = -1 };
	file->fd = kp_root_open(ctx, path, O_RDONLY | O_NONBLOCK, err);
	return file->fd < 0 ? -1 : open_fd(file, err);
}

void kp_file_close(struct kp_file *file)
{
	sc_image_free(file->img);
	if (file->fd >= 0)
		close(file->fd);
	free(file->bytes);
	free(file->unpacked);
	free(file->name);
	free(file->release);
	free(file->vermagic);
	free(file->description);
	free(file->srcversion);
	free(file->build_id);
	kp_build_record_free(&file->built);
	kp_objects_free(file->objects, file->nobjects);
	*file = (struct kp_file){ .fd = -1 };
}

char *kp_module_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = strdup(slash ? slash + 1 : path);
	char *dot = name ? strstr(name, ".ko") : NULL;

	if (dot)
		*dot = '\0';
	for (char *c = name; c && *c; c++)
		if (*c == '-')
			*c = '_';
	return name;
}

bool kp_is_file(const char *arg)
{
	static const char *const ends[] = { ".ko", ".ko.xz", ".ko.zst",
					    ".ko.gz" };
	size_t len = strlen(arg);

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t n = strlen(ends[i]);

		if (len > n && !strcmp(arg + len - n, ends[i]))
			return true;
	}
	return strchr(arg, '/') != NULL;
}
