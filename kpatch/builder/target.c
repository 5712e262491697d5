// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's image or a module, with an index of its symbols. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/target.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/search.h"

static int by_name(const void *pa, const void *pb, void *ctx)
{
	const struct sc_symbol *syms = ctx;
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
	int order = strcmp(syms[a].name, syms[b].name);

	return order ? order : a < b ? -1 : a > b;
}

/* Names of the module itself: no section, no file, nothing undefined. */
static bool is_named(const struct sc_symbol *s)
{
	return *s->name && s->sec != SC_SEC_UNDEF && s->type != STT_SECTION &&
	       s->type != STT_FILE;
}

static int index_symbols(struct pb_target *t, struct sc_error *err)
{
	const struct sc_image *img = t->img;
	uint32_t n = 0;

	t->by_name = calloc(img->nsyms + 1, sizeof(*t->by_name));
	if (!t->by_name)
		return sc_fail(err, "out of memory");
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (is_named(&img->syms[i]))
			t->by_name[n++] = i;
	t->nby_name = n;
	qsort_r(t->by_name, n, sizeof(*t->by_name), by_name, img->syms);
	return 0;
}

static int open_image(struct pb_target *t, const char *path,
		      struct sc_error *err)
{
	struct sc_image_options opt = { 0 };
	size_t size;

	t->bytes = (uint8_t *)kp_read_file(path, &size, err);
	if (!t->bytes)
		return -1;
	t->img = sc_image_load(path, t->bytes, size, &opt, err);
	if (!t->img)
		return -1;
	if (t->img->linked == !t->name)
		return index_symbols(t, err);
	return sc_fail(err, "%.256s: not %s", path,
		       t->name ? "a kernel module" : "a kernel image");
}

struct pb_target *pb_target_open(const char *path, const char *module,
				 struct sc_error *err)
{
	struct pb_target *t = calloc(1, sizeof(*t));

	if (!t || (module && !(t->name = strdup(module)))) {
		sc_fail(err, "out of memory");
		pb_target_free(t);
		return NULL;
	}
	if (open_image(t, path, err)) {
		pb_target_free(t);
		return NULL;
	}
	return t;
}

void pb_target_free(struct pb_target *target)
{
	if (!target)
		return;
	sc_image_free(target->img);
	free(target->bytes);
	free(target->by_name);
	free(target->name);
	free(target);
}

size_t pb_target_find(const struct pb_target *t, const char *name,
		      const uint32_t **first)
{
	const struct sc_symbol *syms = t->img->syms;
	size_t at = SC_FIRST_NOT(i, 0, t->nby_name,
				 strcmp(syms[t->by_name[i]].name, name) < 0);
	size_t n = 0;

	*first = t->by_name + at;
	while (at + n < t->nby_name &&
	       !strcmp(syms[t->by_name[at + n]].name, name))
		n++;
	return n;
}

uint32_t pb_target_find_global(const struct pb_target *t, const char *name)
{
	const uint32_t *first;
	size_t n = pb_target_find(t, name, &first), globals = 0;
	uint32_t found = 0;

	for (size_t i = 0; i < n; i++) {
		if (t->img->syms[first[i]].bind == STB_LOCAL)
			continue;
		found = first[i];
		globals++;
	}
	return globals == 1 ? found : 0;
}

unsigned int pb_target_sympos(const struct pb_target *t, uint32_t sym)
{
	const uint32_t *first;
	size_t n = pb_target_find(t, t->img->syms[sym].name, &first);

	if (n == 1)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (first[i] == sym)
			return (unsigned int)i + 1;
	return 0;
}

uint64_t pb_target_address(const struct pb_target *t, uint32_t sym)
{
	const struct sc_symbol *s = &t->img->syms[sym];

	if (t->name || s->sec == SC_SEC_ABS)
		return s->off;
	return t->img->secs[s->sec].addr + s->off;
}

/* The address of a symbol that is there once; false if it is not. */
static bool find_address(const struct pb_target *t, const char *name,
			 uint64_t *ret)
{
	const uint32_t *first;

	if (pb_target_find(t, name, &first) != 1)
		return false;
	*ret = pb_target_address(t, *first);
	return true;
}

static bool is_between(const struct pb_target *t, uint64_t addr,
		       const char *first, const char *last)
{
	uint64_t begin, end;

	return find_address(t, first, &begin) && find_address(t, last, &end) &&
	       addr >= begin && addr < end;
}

bool pb_target_is_freed(const struct pb_target *t, uint32_t sym)
{
	const struct sc_symbol *s = &t->img->syms[sym];
	uint64_t addr = pb_target_address(t, sym);

	if (t->name)
		return sc_starts_with(t->img->secs[s->sec].name, ".init");
	if (is_between(t, addr, "__per_cpu_start", "__per_cpu_end"))
		return false;
	/* _sinittext: a kernel may be built without names of data. */
	return is_between(t, addr, "__init_begin", "__init_end") ||
	       is_between(t, addr, "_sinittext", "_einittext");
}

/* The section of vmlinux that an address lies in, or 0. */
static uint32_t find_section(const struct pb_target *t, uint64_t addr)
{
	for (uint32_t i = 1; i < t->img->nsecs; i++) {
		const struct sc_section *s = &t->img->secs[i];

		if (s->flags & SHF_ALLOC && s->addr && addr >= s->addr &&
		    addr - s->addr < s->size)
			return i;
	}
	return 0;
}

const uint8_t *pb_target_bytes(const struct pb_target *t, uint64_t addr,
			       uint64_t size)
{
	uint32_t sec = find_section(t, addr);
	const struct sc_section *s = &t->img->secs[sec];

	if (!sec || !s->data || size > s->size - (addr - s->addr))
		return NULL;
	return s->data + (addr - s->addr);
}

uint32_t pb_target_symbol_at(const struct pb_target *t, const char *name,
			     uint32_t sec, uint64_t off)
{
	const uint32_t *first;
	size_t n = pb_target_find(t, name, &first);

	for (size_t i = 0; i < n; i++)
		if (pb_target_address(t, first[i]) == off &&
		    (!t->name || t->img->syms[first[i]].sec == sec))
			return first[i];
	return 0;
}
