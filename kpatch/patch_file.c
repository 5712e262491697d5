// SPDX-License-Identifier: GPL-2.0-only
/* What a module says of itself in .modinfo and in its symbols. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kpatch/loaded.h"
#include "stackcheck/input_priv.h"
#include "stackcheck/unpack.h"

/* New string; NULL when the module does not say. */
static char *modinfo(const struct sc_image *img, const char *key)
{
	const struct sc_section *sec = sc_image_section(img, ".modinfo");
	size_t len = strlen(key);
	uint64_t at, end;

	for (at = 0; sec && sec->data && at < sec->size; at = end + 1) {
		const char *text = (const char *)sec->data + at;
		size_t size = strnlen(text, sec->size - at);

		end = at + size;
		if (size > len && !memcmp(text, key, len) && text[len] == '=')
			return strndup(text + len + 1, size - len - 1);
	}
	return NULL;
}

static bool needs_symbol(const struct sc_image *img, const char *name)
{
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (img->syms[i].sec == SC_SEC_UNDEF &&
		    !strcmp(img->syms[i].name, name))
			return true;
	return false;
}

static int map_file(struct kp_file *file, struct sc_error *err)
{
	struct stat st;
	void *map;

	file->fd = sc_open_regular(file->path, &st, err);
	if (file->fd < 0)
		return -1;
	if (!st.st_size)
		return sc_fail(err, "%.256s: it is empty", file->path);
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, file->fd,
		   0);
	if (map == MAP_FAILED)
		return sc_fail(err, "%.256s: cannot be mapped", file->path);
	file->map = map;
	file->map_size = (size_t)st.st_size;
	return 0;
}

static int load_image(struct kp_file *file, struct sc_error *err)
{
	struct sc_error why = { "" };
	bool packed = sc_packing_of(file->map, file->map_size) != SC_PACK_NONE;

	if (packed && sc_unpack(file->map, file->map_size, &file->unpacked,
				&file->unpacked_size, &why))
		return sc_fail(err, "%.256s: %s", file->path, why.text);
	file->img = sc_image_load(file->path,
				  packed ? file->unpacked : file->map,
				  packed ? file->unpacked_size : file->map_size,
				  NULL, err);
	return file->img ? 0 : -1;
}

static int describe(struct kp_file *file, struct sc_error *err)
{
	const struct sc_image *img = file->img;

	file->vermagic = modinfo(img, "vermagic");
	if (img->linked || !file->vermagic)
		return sc_fail(err,
			       "%.256s: not a kernel module: it names no "
			       "kernel in .modinfo",
			       file->path);
	file->release = strndup(file->vermagic, strcspn(file->vermagic, " "));
	file->name = modinfo(img, "name");
	if (!file->name)
		file->name = kp_module_name(file->path);
	if (!file->name || !file->release)
		return sc_fail(err, "%.256s: out of memory", file->path);
	/* Both become parts of paths. */
	if (!*file->name || strpbrk(file->name, "/\n") || *file->name == '.' ||
	    !*file->release || strpbrk(file->release, "/\n") ||
	    *file->release == '.')
		return sc_fail(err,
			       "%.256s: the module's name or its kernel's "
			       "cannot be one",
			       file->path);
	file->description = modinfo(img, "description");
	file->srcversion = modinfo(img, "srcversion");
	if (img->build_id)
		file->build_id = kp_hex(img->build_id, img->build_id_len);
	file->is_patch = needs_symbol(img, "kpatch_register");
	return kp_file_targets(file, err);
}

int kp_file_open(struct kp_file *file, const char *path, struct sc_error *err)
{
	*file = (struct kp_file){ .path = path, .fd = -1 };
	if (!map_file(file, err) && !load_image(file, err) &&
	    !describe(file, err))
		return 0;
	kp_file_close(file);
	return -1;
}

void kp_file_close(struct kp_file *file)
{
	sc_image_free(file->img);
	if (file->map)
		munmap((void *)file->map, file->map_size);
	if (file->fd >= 0)
		close(file->fd);
	free(file->unpacked);
	free(file->name);
	free(file->release);
	free(file->vermagic);
	free(file->description);
	free(file->srcversion);
	free(file->build_id);
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
