// SPDX-License-Identifier: GPL-2.0-only
/* From names with addresses to symbols in sections, with sizes. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/image.h"
#include "stackcheck/image/kallsyms_read.h"
#include "stackcheck/image/linked.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/image/system_map.h"
#include "stackcheck/util/sort.h"

static int grow_array(void **array, size_t *cap, size_t need, size_t unit)
{
	size_t n = *cap ? *cap : 1024;
	void *grown;

	if (need <= *cap)
		return 0;
	while (n < need)
		n *= 2;
	grown = realloc(*array, n * unit);
	if (!grown)
		return -1;
	*array = grown;
	*cap = n;
	return 0;
}

int sc_named_add(struct sc_named_list *list, uint64_t addr, char letter,
		 const char *name, size_t len)
{
	struct sc_named *item;

	if (list->count >= SC_NAMED_MAX || list->pool_len > SC_POOL_MAX ||
	    grow_array((void **)&list->items, &list->cap, list->count + 1,
		       sizeof(*list->items)) ||
	    grow_array((void **)&list->pool, &list->pool_cap,
		       list->pool_len + len + 1, 1))
		return -1;
	item = &list->items[list->count];
	item->addr = addr;
	item->letter = letter;
	item->name = list->pool_len;
	item->order = list->count++;
	memcpy(list->pool + list->pool_len, name, len);
	list->pool[list->pool_len + len] = '\0';
	list->pool_len += len + 1;
	return 0;
}

void sc_named_free(struct sc_named_list *list)
{
	free(list->items);
	free(list->pool);
	memset(list, 0, sizeof(*list));
}

static int by_addr(const void *a, const void *b)
{
	const struct sc_named *x = a, *y = b;

	if (x->addr != y->addr)
		return x->addr < y->addr ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* nm's letters: upper case is global, w and v are weak in either case. */
static uint8_t bind_of(char letter)
{
	if (strchr("wWvV", letter))
		return STB_WEAK;
	return isupper((unsigned char)letter) ? STB_GLOBAL : STB_LOCAL;
}

/* Since 7.0 data can be run, as its flags have it, and nm takes it for text. */
static bool is_code(const struct sc_section *sec)
{
	return (sec->flags & (SHF_EXECINSTR | SHF_WRITE)) == SHF_EXECINSTR;
}

static uint8_t type_of(const struct sc_section *sec, char letter)
{
	if (is_code(sec) && strchr("tTwW", letter))
		return STT_FUNC;
	return STT_OBJECT;
}

static void fill_symbol(const struct sc_image *img, const struct sc_named *item,
			struct sc_symbol *sym)
{
	uint64_t off = item->addr;
	uint32_t sec = sc_image_find_addr(img, item->addr, &off);

	sym->bind = bind_of(item->letter);
	sym->sec = sec ? sec : SC_SEC_ABS;
	sym->off = off;
	sym->type = sec ? type_of(&img->secs[sec], item->letter) : STT_NOTYPE;
}

/* Up to the next address, or the section's end; aliases get the same. */
static void infer_sizes(struct sc_image *img)
{
	struct sc_symbol *syms = img->syms;
	uint32_t i, next = img->nsyms;

	for (i = img->nsyms - 1; i > 0; i--) {
		if (syms[i].sec == SC_SEC_ABS)
			continue;
		if (i + 1 < img->nsyms && (syms[i + 1].sec != syms[i].sec ||
					   syms[i + 1].off != syms[i].off))
			next = i + 1;
		if (next < img->nsyms && syms[next].sec == syms[i].sec)
			syms[i].size = syms[next].off - syms[i].off;
		else
			syms[i].size =
				img->secs[syms[i].sec].size - syms[i].off;
	}
}

/* Do names of functions lie on code? Else addresses and names do not match. */
static int check_names(const struct sc_image *img,
		       const struct sc_named_list *list, struct sc_error *err)
{
	size_t i, named = 0, on_code = 0;

	for (i = 0; i < list->count; i++) {
		const struct sc_symbol *sym = &img->syms[i + 1];

		if (!strchr("tT", list->items[i].letter) ||
		    (sym->sec != SC_SEC_ABS &&
		     (img->secs[sym->sec].flags & SHF_EXECINSTR) &&
		     !is_code(&img->secs[sym->sec])))
			continue;
		named++;
		on_code += sym->type == STT_FUNC;
	}
	if (on_code >= named - named / 10)
		return 0;
	return sc_image_fail(
		img, err,
		"names of functions that lie on code: only %zu of %zu; give the System.map of the same kernel with --symbols",
		on_code, named);
}

static int take_symbols(struct sc_image *img, struct sc_named_list *list,
			struct sc_error *err)
{
	size_t i, inside = 0;

	sc_sort(list->items, list->count, sizeof(*list->items), by_addr);
	img->syms =
		sc_image_alloc(img, list->count + 1, sizeof(*img->syms), err);
	if (!img->syms || sc_image_own(img, list->pool, err)) {
		list->pool = img->syms ? NULL : list->pool;
		return -1;
	}
	img->syms[0].name = "";
	img->nsyms = list->count + 1;
	for (i = 0; i < list->count; i++) {
		img->syms[i + 1].name = list->pool + list->items[i].name;
		fill_symbol(img, &list->items[i], &img->syms[i + 1]);
		inside += img->syms[i + 1].sec != SC_SEC_ABS;
	}
	list->pool = NULL;
	if (inside <= list->count / 2)
		return sc_image_fail(
			img, err,
			"symbols that lie in it: only %zu of %zu; give those of the same kernel",
			inside, list->count);
	if (check_names(img, list, err))
		return -1;
	infer_sizes(img);
	return 0;
}

int sc_symbols_linked(struct sc_image *img, const struct sc_image_options *opt,
		      struct sc_error *err)
{
	struct sc_named_list list = { 0 };
	int ret;

	if (opt->symbols)
		ret = sc_symfile_read(img, opt->symbols, &list, err);
	else
		ret = sc_kallsyms_read(img, &list, err);
	if (!ret)
		ret = take_symbols(img, &list, err);
	img->sizes_inferred = true;
	sc_named_free(&list);
	return ret;
}
