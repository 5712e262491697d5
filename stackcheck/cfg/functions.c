// SPDX-License-Identifier: GPL-2.0-only
/* Functions: which ranges of code belong together under which name. */
#include <elf.h>
#include <string.h>

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/functions.h"
#include "stackcheck/cfg/inner_names.h"
#include "stackcheck/util/vec.h"

/* One section's symbols while its functions are being found. */
struct finder {
	struct sc_object *obj;
	uint32_t sec;
	const uint32_t *syms; /* sorted by offset */
	uint32_t nsyms;
	const uint8_t *inner; /* by symbol: see sc_inner_find(); or NULL */
	uint64_t done; /* bytes up to here belong to something */
	uint32_t label; /* next symbol to look at for naming gaps */
};

/* Since 7.0 the data of linked kernels can be run, as its flags have it. */
static bool is_writable(const struct sc_image *img, uint32_t sec)
{
	return img->sizes_inferred && (img->secs[sec].flags & SHF_WRITE);
}

static bool is_code(const struct sc_section *sec)
{
	return (sec->flags & SHF_EXECINSTR) && (sec->flags & SHF_ALLOC) &&
	       sec->data && sec->size && sec->size < UINT32_MAX &&
	       strcmp(sec->name, ".altinstr_replacement");
}

static bool is_function(const struct sc_symbol *sym)
{
	return sym->type == STT_FUNC || sym->type == STT_GNU_IFUNC;
}

/* A symbol that names code: a function, or a label of assembly. */
static bool names_code(const struct sc_image *img, const struct sc_symbol *sym)
{
	if (sym->sec == SC_SEC_UNDEF || sym->sec >= img->nsecs ||
	    !is_code(&img->secs[sym->sec]) || is_writable(img, sym->sec) ||
	    sym->off >= img->secs[sym->sec].size)
		return false;
	if (is_function(sym))
		return true;
	return sym->type == STT_NOTYPE && sym->name[0] &&
	       strncmp(sym->name, ".L", 2);
}

/* By section and offset; then functions, the largest, the global first. */
static int compare_syms(const void *pa, const void *pb, void *ctx)
{
	const struct sc_symbol *syms = ctx;
	const struct sc_symbol *a = &syms[*(const uint32_t *)pa];
	const struct sc_symbol *b = &syms[*(const uint32_t *)pb];

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	if (a->off != b->off)
		return a->off < b->off ? -1 : 1;
	if (is_function(a) != is_function(b))
		return is_function(a) ? -1 : 1;
	if (a->size != b->size)
		return a->size > b->size ? -1 : 1;
	if (a->bind != b->bind)
		return a->bind > b->bind ? -1 : 1;
	return a < b ? -1 : a > b;
}

static bool has_suffix(const char *name, const char *suffix)
{
	const char *at = strstr(name, suffix);
	size_t len = strlen(suffix);

	return at && at != name && (at[len] == '\0' || at[len] == '.');
}

/*
 * .altinstr_aux holds what alternatives jump to and from; a function symbol
 * there is a mark of a linker script that lost its type in kallsyms.
 */
static uint8_t kind_of(const struct sc_image *img, const struct sc_symbol *sym)
{
	if (!is_function(sym) ||
	    (img->sizes_inferred &&
	     !strcmp(img->secs[sym->sec].name, ".altinstr_aux")))
		return SC_FUNC_LABEL;
	if (!strncmp(sym->name, "__pfx_", 6) ||
	    !strncmp(sym->name, "__cfi_", 6))
		return SC_FUNC_PREFIX;
	if (has_suffix(sym->name, ".cold"))
		return SC_FUNC_COLD;
	return SC_FUNC_CALLABLE;
}

static int add_func(struct finder *f, const char *name, uint64_t start,
		    uint64_t end, uint8_t kind, uint32_t sym)
{
	struct sc_func func = { .name = name,
				.sec = f->sec,
				.start = (uint32_t)start,
				.end = (uint32_t)end,
				.sym = sym,
				.kind = kind };

	if (kind == SC_FUNC_CALLABLE)
		func.callee = (uint8_t)f->obj->arch->callee_kind(name);
	return SC_VEC_PUSH(f->obj->funcs, f->obj->nfuncs, func);
}

/* Bytes that assemblers and linkers fill space with, one at a time. */
static bool is_filler(const struct sc_arch *arch, const uint8_t *data,
		      uint64_t from, uint64_t to)
{
	for (; from < to; from++)
		if (!arch->is_fill(data[from]))
			return false;
	return true;
}

/* The end of a function that does not tell its size. */
static uint64_t guess_end(const struct finder *f, uint32_t at)
{
	const struct sc_symbol *syms = f->obj->img->syms;
	uint64_t start = syms[f->syms[at]].off;

	for (uint32_t i = at + 1; i < f->nsyms; i++)
		if (is_function(&syms[f->syms[i]]) &&
		    syms[f->syms[i]].off > start)
			return syms[f->syms[i]].off;
	return f->obj->img->secs[f->sec].size;
}

/* Name what lies under no function symbol up to @to, label by label. */
static int fill_gap(struct finder *f, uint64_t to)
{
	const struct sc_image *img = f->obj->img;

	while (f->done < to) {
		uint64_t from = f->done, end = to;
		uint8_t callee = SC_CALLEE_PLAIN;
		uint32_t sym = 0;

		for (; f->label < f->nsyms; f->label++) {
			const struct sc_symbol *s =
				&img->syms[f->syms[f->label]];

			if (s->off > from) {
				end = s->off < to ? s->off : to;
				break;
			}
			if (s->off != from || is_function(s))
				continue;
			if (!sym)
				sym = f->syms[f->label];
			if (!callee)
				callee = (uint8_t)img->arch->callee_kind(
					s->name);
		}
		f->done = end;
		if (!sym &&
		    is_filler(img->arch, img->secs[f->sec].data, from, end))
			continue;
		if (add_func(f, sym ? img->syms[sym].name : "", from, end,
			     sym ? SC_FUNC_LABEL : SC_FUNC_GAP, sym))
			return -1;
		/* thunks of a kernel are no functions by their type */
		f->obj->funcs[f->obj->nfuncs - 1].callee = callee;
	}
	return 0;
}

/* A second function symbol in a range that has its owner. */
static int add_inner(struct finder *f, uint32_t sym)
{
	struct sc_object *obj = f->obj;
	const struct sc_symbol *s = &obj->img->syms[sym];
	struct sc_func *owner = &obj->funcs[obj->nfuncs - 1];
	struct sc_entry e = { .func = obj->nfuncs - 1,
			      .off = (uint32_t)s->off,
			      .sym = sym };

	if (owner->kind == SC_FUNC_CALLABLE && !owner->callee &&
	    s->off == owner->start)
		owner->callee = (uint8_t)obj->arch->callee_kind(s->name);
	if (s->off + s->size > owner->end &&
	    s->off + s->size <= obj->img->secs[f->sec].size) {
		owner->end = (uint32_t)(s->off + s->size);
		f->done = owner->end;
	}
	if (s->off == owner->start || kind_of(obj->img, s) != SC_FUNC_CALLABLE)
		return 0;
	return SC_VEC_PUSH(obj->entries, obj->nentries, e);
}

/* A compiler names the hash before a function, and not the room behind it. */
static void extend_prefix(struct finder *f, const struct sc_symbol *s)
{
	struct sc_object *obj = f->obj;
	const struct sc_image *img = obj->img;
	const uint8_t *data = img->secs[f->sec].data;
	struct sc_func *last;
	uint64_t at = f->done;

	if (obj->nfuncs == obj->code[f->sec].first_func)
		return;
	last = &obj->funcs[obj->nfuncs - 1];
	if (last->kind != SC_FUNC_PREFIX || last->end != at ||
	    kind_of(img, s) != SC_FUNC_CALLABLE)
		return;
	while (at < s->off && data[at] == img->arch->nop)
		at++;
	if (at == s->off) {
		last->end = (uint32_t)at;
		f->done = at;
	}
}

static int add_outer(struct finder *f, uint32_t at)
{
	const struct sc_image *img = f->obj->img;
	const struct sc_symbol *s = &img->syms[f->syms[at]];
	uint64_t end = s->off + s->size;

	extend_prefix(f, s);
	if (fill_gap(f, s->off))
		return -1;
	if (!s->size || end > img->secs[f->sec].size)
		end = guess_end(f, at);
	if (add_func(f, s->name, s->off, end, kind_of(img, s), f->syms[at]))
		return -1;
	f->obj->funcs[f->obj->nfuncs - 1].unsized = !s->size;
	f->done = end;
	return 0;
}

static int add_label(struct finder *f, const struct sc_symbol *s)
{
	struct sc_object *obj = f->obj;
	struct sc_label l = { .func = obj->nfuncs - 1,
			      .off = (uint32_t)s->off };

	if (!obj->nfuncs || obj->funcs[l.func].sec != f->sec ||
	    s->off >= obj->funcs[l.func].end)
		return 0;
	return SC_VEC_PUSH(obj->labels, obj->nlabels, l);
}

/* Symbols whose sizes were inferred end where the next one begins. */
static void extend_owner(struct finder *f, const struct sc_symbol *s)
{
	struct sc_func *owner = &f->obj->funcs[f->obj->nfuncs - 1];

	if (owner->end < s->off + s->size)
		owner->end = (uint32_t)(s->off + s->size);
	f->done = owner->end;
}

static bool is_inner(const struct finder *f, uint32_t sym)
{
	const struct sc_object *obj = f->obj;
	const struct sc_symbol *s = &obj->img->syms[sym];

	return f->inner && f->inner[sym] && is_function(s) &&
	       kind_of(obj->img, s) == SC_FUNC_CALLABLE &&
	       obj->nfuncs > obj->code[f->sec].first_func &&
	       s->off <= f->done && s->off > obj->funcs[obj->nfuncs - 1].start;
}

static int add_symbol(struct finder *f, uint32_t at)
{
	const struct sc_symbol *s = &f->obj->img->syms[f->syms[at]];
	bool inner = is_inner(f, f->syms[at]);

	if (inner)
		extend_owner(f, s);
	if (inner || !is_function(s))
		return add_label(f, s);
	if (s->off >= f->done ||
	    f->obj->nfuncs == f->obj->code[f->sec].first_func)
		return add_outer(f, at);
	return add_inner(f, f->syms[at]);
}

static int find_in_section(struct finder *f)
{
	const struct sc_image *img = f->obj->img;
	struct sc_code *code = &f->obj->code[f->sec];

	code->first_func = f->obj->nfuncs;
	for (uint32_t i = 0; i < f->nsyms; i++)
		if (add_symbol(f, i))
			return -1;
	if (fill_gap(f, img->secs[f->sec].size))
		return -1;
	code->nfuncs = f->obj->nfuncs - code->first_func;
	return 0;
}

/* Indices of the symbols that name code, in order. NULL: out of memory. */
static uint32_t *sorted_symbols(struct sc_image *img, uint32_t *n_ret)
{
	uint32_t *list = malloc((img->nsyms + 1) * sizeof(*list)), n = 0;

	if (!list)
		return NULL;
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (names_code(img, &img->syms[i]))
			list[n++] = i;
	qsort_r(list, n, sizeof(*list), compare_syms, img->syms);
	*n_ret = n;
	return list;
}

/* Names tell which undefined symbols are thunks and tracers. */
static int classify_symbols(struct sc_object *obj)
{
	const struct sc_image *img = obj->img;

	obj->sym_callee = calloc(img->nsyms + 1, 1);
	for (uint32_t i = 1; obj->sym_callee && i < img->nsyms; i++)
		if (img->syms[i].sec == SC_SEC_UNDEF)
			obj->sym_callee[i] = (uint8_t)obj->arch->callee_kind(
				img->syms[i].name);
	return obj->sym_callee ? 0 : -1;
}

static int compare_data(const void *pa, const void *pb)
{
	const struct sc_data *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	return a->off < b->off ? -1 : a->off > b->off;
}

static int find_data(struct sc_object *obj)
{
	const struct sc_image *img = obj->img;

	/* a kernel's own table tells data by the section's attributes only */
	for (uint32_t i = 1; !img->sizes_inferred && i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];
		struct sc_data d = { .sec = s->sec,
				     .off = s->off,
				     .end = s->off + s->size };

		if (s->type != STT_OBJECT || !s->size || !s->sec ||
		    s->sec >= img->nsecs || !is_code(&img->secs[s->sec]) ||
		    d.end < d.off || d.end > img->secs[s->sec].size)
			continue;
		if (SC_VEC_PUSH(obj->data, obj->ndata, d))
			return -1;
	}
	if (obj->ndata)
		qsort(obj->data, obj->ndata, sizeof(*obj->data), compare_data);
	return 0;
}

int sc_functions_find(struct sc_object *obj)
{
	struct sc_image *img = obj->img;
	uint32_t n = 0, at = 0, *list = sorted_symbols(img, &n);
	uint8_t *inner = NULL;
	int err = list && !classify_symbols(obj) && !find_data(obj) &&
				  !sc_inner_find(img, &inner)
			  ? 0
			  : -1;

	for (uint32_t sec = 1; !err && sec < img->nsecs; sec++) {
		struct finder f = { .obj = obj, .sec = sec, .inner = inner };

		if (!is_code(&img->secs[sec]) || is_writable(img, sec))
			continue;
		f.syms = list + at;
		while (at < n && img->syms[list[at]].sec == sec)
			at++;
		f.nsyms = (uint32_t)(list + at - f.syms);
		err = find_in_section(&f);
	}
	obj->nplain = obj->nfuncs;
	free(list);
	free(inner);
	return err;
}
