// SPDX-License-Identifier: GPL-2.0-only
/* The list of inputs, each once; and one input to its image. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/find_files.h"
#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/input.h"
#include "stackcheck/image/input_priv.h"
#include "stackcheck/image/read.h"

static int by_identity(const void *a, const void *b)
{
	const struct sc_candidate *x = a, *y = b;

	if (x->input.id.dev != y->input.id.dev)
		return x->input.id.dev < y->input.id.dev ? -1 : 1;
	if (x->input.id.ino != y->input.id.ino)
		return x->input.id.ino < y->input.id.ino ? -1 : 1;
	if (x->input.offset != y->input.offset)
		return x->input.offset < y->input.offset ? -1 : 1;
	if (x->link != y->link)
		return y->link ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static int by_order(const void *a, const void *b)
{
	const struct sc_candidate *x = a, *y = b;

	return x->order < y->order ? -1 : 1;
}

static bool is_same(const struct sc_candidate *x, const struct sc_candidate *y)
{
	return x->input.id.dev == y->input.id.dev &&
	       x->input.id.ino == y->input.id.ino &&
	       x->input.offset == y->input.offset;
}

static void free_input(struct sc_input *input)
{
	free(input->path);
	free(input->file);
}

/*
 * Keep the first way to reach each file or member, but rather none by a link
 * in a folder; in the order found.
 */
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
		      const struct sc_input_sink *sink)
{
	struct sc_collector c = { .sink = sink };
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

struct sc_image *sc_input_load(const struct sc_input *input,
			       const struct sc_image_options *opt,
			       struct sc_error *err)
{
	struct sc_image *img;
	uint8_t *bytes;
	size_t size;

	if (sc_read_input(input, &bytes, &size, err))
		return NULL;
	img = sc_image_load(input->path, bytes, size, opt, err);
	if (!img || img->priv->bytes != bytes) {
		free(bytes); /* it is unpacked, or nothing */
		return img;
	}
	if (!sc_image_own(img, bytes, err))
		return img;
	sc_image_free(img);
	return NULL;
}
