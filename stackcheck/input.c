// SPDX-License-Identifier: GPL-2.0-only
/* The list of inputs, each once; and one input to its image. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "stackcheck/image_priv.h"
#include "stackcheck/input_priv.h"

static int by_identity(const void *a, const void *b)
{
	const struct sc_candidate *x = a, *y = b;

	if (x->dev != y->dev)
		return x->dev < y->dev ? -1 : 1;
	if (x->ino != y->ino)
		return x->ino < y->ino ? -1 : 1;
	if (x->input.offset != y->input.offset)
		return x->input.offset < y->input.offset ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static int by_order(const void *a, const void *b)
{
	const struct sc_candidate *x = a, *y = b;

	return x->order < y->order ? -1 : 1;
}

static bool is_same(const struct sc_candidate *x, const struct sc_candidate *y)
{
	return x->dev == y->dev && x->ino == y->ino &&
	       x->input.offset == y->input.offset;
}

static void free_input(struct sc_input *input)
{
	free(input->path);
	free(input->file);
}

/* Keep the first way to reach each file or member, in the order found. */
static void drop_repeated(struct sc_collector *c)
{
	size_t i, n = 0;

	if (!c->count)
		return;
	qsort(c->items, c->count, sizeof(*c->items), by_identity);
	for (i = 0; i < c->count; i++) {
		if (n && is_same(&c->items[n - 1], &c->items[i]))
			free_input(&c->items[i].input);
		else
			c->items[n++] = c->items[i];
	}
	c->count = n;
	qsort(c->items, n, sizeof(*c->items), by_order);
}

static int hand_over(struct sc_collector *c, struct sc_input_list *list)
{
	size_t i;

	list->items = calloc(c->count + 1, sizeof(*list->items));
	if (!list->items)
		return -1;
	for (i = 0; i < c->count; i++)
		list->items[i] = c->items[i].input;
	list->count = c->count;
	c->count = 0;
	return 0;
}

static void free_collector(struct sc_collector *c)
{
	size_t i;

	for (i = 0; i < c->count; i++)
		free_input(&c->items[i].input);
	for (i = 0; i < c->narchives; i++)
		free(c->archives[i].path);
	free(c->items);
	free(c->archives);
}

int sc_inputs_collect(char *const *paths, size_t npaths,
		      struct sc_input_list *list_ret,
		      void (*bad)(void *ctx, const struct sc_error *err),
		      void *ctx)
{
	struct sc_collector c = { .bad = bad, .ctx = ctx };
	int ret = 0;
	size_t i;

	list_ret->items = NULL;
	list_ret->count = 0;
	for (i = 0; !ret && i < npaths; i++)
		ret = sc_collect_path(&c, paths[i]);
	if (!ret) {
		drop_repeated(&c);
		ret = hand_over(&c, list_ret);
	}
	if (ret)
		sc_collect_bad(&c, "out of memory for the list of inputs");
	free_collector(&c);
	return ret;
}

void sc_inputs_free(struct sc_input_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		free_input(&list->items[i]);
	free(list->items);
	list->items = NULL;
	list->count = 0;
}

int sc_open_regular(const char *path, struct stat *st, struct sc_error *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	if (fd < 0) {
		sc_fail(err, "%.256s: cannot open: %s", path, strerror(errno));
		return -1;
	}
	if (!fstat(fd, st) && S_ISREG(st->st_mode))
		return fd;
	close(fd);
	sc_fail(err, "%.256s: not a regular file; copy what it gives into one",
		path);
	return -1;
}

int sc_map_file(const char *file, const uint8_t **map_ret, struct stat *st,
		struct sc_error *err)
{
	int fd = sc_open_regular(file, st, err);
	void *map = NULL;

	if (fd < 0)
		return -1;
	if (st->st_size)
		map = mmap(NULL, st->st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return sc_fail(err, "%.256s: cannot map: %s", file,
			       strerror(errno));
	*map_ret = map;
	return 0;
}

static bool uses_map(const struct sc_image *img, const uint8_t *map, size_t len)
{
	return img->priv->bytes >= map && img->priv->bytes < map + len;
}

struct sc_image *sc_input_load(const struct sc_input *input,
			       const struct sc_image_options *opt,
			       struct sc_error *err)
{
	struct sc_image *img = NULL;
	const uint8_t *map = NULL;
	struct stat st;
	size_t size;

	if (sc_map_file(input->file, &map, &st, err))
		return NULL;
	size = input->size ? input->size : st.st_size - input->offset;
	if (!sc_in_range(input->offset, size, st.st_size))
		sc_fail(err, "%.256s: the file changed while it was read",
			input->path);
	else
		img = sc_image_load(input->path,
				    map ? map + input->offset : (void *)"",
				    size, opt, err);
	if (img && uses_map(img, map, st.st_size)) {
		img->priv->map = (void *)map;
		img->priv->map_len = st.st_size;
		img->priv->map_whole = size == (size_t)st.st_size;
		img->priv->file = st;
	} else if (map) {
		munmap((void *)map, st.st_size);
	}
	return img;
}
