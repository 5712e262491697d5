// SPDX-License-Identifier: GPL-2.0-only
/* The life of an image: unpack, read each part in order, free it all. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/build_id.h"
#include "stackcheck/image/dwarf_open.h"
#include "stackcheck/image/format.h"
#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/relocs.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/image/sections.h"
#include "stackcheck/image/symbols.h"
#include "stackcheck/image/tail.h"
#include "stackcheck/image/unpack.h"

/* A message must keep room for what is wrong: the end of a long path does. */
static const char *short_path(const char *path)
{
	size_t len = strlen(path);

	return len > 256 ? path + len - 256 : path;
}

int sc_image_fail(const struct sc_image *img, struct sc_error *err,
		  const char *fmt, ...)
{
	char text[384];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return sc_fail(err, "%s: %s", short_path(img->path), text);
}

int sc_image_own(struct sc_image *img, void *ptr, struct sc_error *err)
{
	struct sc_image_priv *priv = img->priv;
	size_t n = priv->nowned;
	void **grown;

	grown = realloc(priv->owned, (n + 1) * sizeof(*grown));
	if (!grown) {
		free(ptr);
		sc_image_fail(img, err, "out of memory");
		return -1;
	}
	grown[n] = ptr;
	priv->owned = grown;
	priv->nowned = n + 1;
	return 0;
}

void *sc_image_alloc(struct sc_image *img, size_t n, size_t size,
		     struct sc_error *err)
{
	void *ptr = calloc(n ? n : 1, size);

	if (!ptr) {
		sc_image_fail(img, err,
			      "out of memory for a table (%zu * %zu bytes)", n,
			      size);
		return NULL;
	}
	return sc_image_own(img, ptr, err) ? NULL : ptr;
}

static struct sc_image *image_new(const char *path, struct sc_error *err)
{
	struct sc_image *img = calloc(1, sizeof(*img));
	struct sc_image_priv *priv = calloc(1, sizeof(*priv));
	char *copy = strdup(path);

	if (!img || !priv || !copy) {
		free(img);
		free(priv);
		free(copy);
		sc_fail(err, "%s: out of memory", short_path(path));
		return NULL;
	}
	pthread_mutex_init(&priv->dwarf_lock, NULL);
	img->priv = priv;
	img->path = copy;
	return img;
}

/* Point the image at the ELF file inside @bytes, unpacked when it must be. */
static int open_bytes(struct sc_image *img, const uint8_t *bytes, size_t size,
		      struct sc_error *err)
{
	struct sc_error why = { "" };
	struct sc_unpacked out;

	if (sc_unpack_image(bytes, size, &out, &why))
		return sc_image_fail(img, err, "%s", why.text);
	img->vmlinuz = out.boot_image;
	img->packed = out.data != NULL;
	img->priv->bytes = out.data ? out.data : bytes;
	img->priv->size = out.data ? out.size : size;
	return out.data ? sc_image_own(img, out.data, err) : 0;
}

static int image_read(struct sc_image *img, const struct sc_image_options *opt,
		      struct sc_error *err)
{
	if (sc_sections_load(img, err) || sc_sections_index(img, err) ||
	    sc_symbols_load(img, opt, err) || sc_relocs_load(img, err) ||
	    sc_tail_check(img, err) || sc_format_find(img, opt, err))
		return -1;
	sc_build_id_find(img);
	return 0;
}

struct sc_image *sc_image_load(const char *path, const uint8_t *bytes,
			       size_t size, const struct sc_image_options *opt,
			       struct sc_error *err)
{
	static const struct sc_image_options defaults;
	struct sc_image *img = image_new(path, err);

	if (!img)
		return NULL;
	if (open_bytes(img, bytes, size, err) ||
	    image_read(img, opt ? opt : &defaults, err)) {
		sc_image_free(img);
		return NULL;
	}
	return img;
}

void sc_image_free(struct sc_image *img)
{
	struct sc_image_priv *priv;
	size_t i;

	if (!img)
		return;
	priv = img->priv;
	sc_dwarf_free(priv->dwarf);
	pthread_mutex_destroy(&priv->dwarf_lock);
	for (i = 0; i < priv->nowned; i++)
		free(priv->owned[i]);
	free(priv->owned);
	free(priv);
	free((char *)img->path);
	free(img);
}
