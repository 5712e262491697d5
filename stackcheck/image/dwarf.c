// SPDX-License-Identifier: GPL-2.0-only
/*
 * Source positions and no-return declarations from DWARF. Nothing is opened
 * before the first question.
 */
#include <dwarf.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/dwarf.h"
#include "stackcheck/image/dwarf_open.h"
#include "stackcheck/image/dwarf_priv.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/memory.h"
#include "stackcheck/util/search.h"

static bool has_debug_info(const struct sc_image *img)
{
	return sc_image_section(img, ".debug_info") ||
	       sc_image_section(img, ".zdebug_info");
}

/* The lock is held. NULL when there is nothing to ask. */
static struct sc_dwarf *get_dwarf(struct sc_image *img)
{
	struct sc_dwarf *dwarf = img->priv->dwarf;

	if (!dwarf->opened && has_debug_info(img))
		sc_dwarf_open(img, dwarf);
	dwarf->opened = true;
	return dwarf->dw ? dwarf : NULL;
}

/* A question to libdw: @fn asks it, with the lock held. */
struct question {
	struct sc_image *img;
	void (*fn)(struct question *q, struct sc_dwarf *dwarf);
	uint32_t sec; /* of an instruction, whose line is wanted */
	uint64_t off;
	const char *file;
	int line;
	void (*name)(void *ctx, const char *name); /* takes no-return names */
	void *ctx;
};

static void ask_guarded(void *arg)
{
	struct question *q = arg;
	struct sc_dwarf *dwarf = get_dwarf(q->img);

	if (dwarf)
		q->fn(q, dwarf);
}

/*
 * libdw ends the process when memory runs out, or uses what it did not get.
 * Returns 0, or -1 when it did run out, now or in an earlier question.
 */
static int ask_libdw(struct question *q)
{
	struct sc_image_priv *priv = q->img->priv;
	int bad = -1;

	pthread_mutex_lock(&priv->dwarf_lock);
	if (!priv->dwarf)
		priv->dwarf = sc_dwarf_new();
	if (priv->dwarf && !priv->dwarf->lost) {
		bad = sc_memory_guard(ask_guarded, q) ? 0 : -1;
		priv->dwarf->lost = bad;
	}
	pthread_mutex_unlock(&priv->dwarf_lock);
	return bad;
}

static int by_start(const void *a, const void *b)
{
	const struct cu_range *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static bool add_range(struct sc_dwarf *dwarf, const struct cu_range *range)
{
	struct cu_range *grown = dwarf->ranges;

	if (dwarf->nranges == dwarf->cap) {
		dwarf->cap = dwarf->cap ? dwarf->cap * 2 : 64;
		grown = realloc(grown, dwarf->cap * sizeof(*grown));
		if (!grown)
			return false;
		dwarf->ranges = grown;
	}
	grown[dwarf->nranges++] = *range;
	return true;
}

static bool add_unit(struct sc_dwarf *dwarf, Dwarf_Die *cu, const void *ctx)
{
	struct cu_range range = { .cu = dwarf->lib->dwarf_dieoffset(cu) };
	Dwarf_Addr base;
	ptrdiff_t at = 0;

	(void)ctx;
	while ((at = dwarf->lib->dwarf_ranges(cu, at, &base, &range.start,
					      &range.end)) > 0) {
		if (range.start < range.end && !add_range(dwarf, &range))
			return false;
	}
	return true;
}

/* Calls @fn for each compilation unit; ends early when it says false. */
static void each_unit(struct sc_dwarf *dwarf,
		      bool (*fn)(struct sc_dwarf *dwarf, Dwarf_Die *cu,
				 const void *ctx),
		      const void *ctx)
{
	const struct sc_libdw *lib = dwarf->lib;
	Dwarf_Off off = 0, next;
	Dwarf_Die die;
	size_t header;

	while (!lib->dwarf_nextcu(dwarf->dw, off, &next, &header, NULL, NULL,
				  NULL)) {
		if (lib->dwarf_offdie(dwarf->dw, off + header, &die) &&
		    !fn(dwarf, &die, ctx))
			return;
		off = next;
	}
}

/* The range that holds @addr; all are read when the first is wanted. */
static const struct cu_range *find_unit(struct sc_dwarf *dwarf, Dwarf_Addr addr)
{
	size_t behind;

	if (!dwarf->ranges) {
		each_unit(dwarf, add_unit, NULL);
		if (!dwarf->ranges)
			return NULL;
		qsort(dwarf->ranges, dwarf->nranges, sizeof(*dwarf->ranges),
		      by_start);
	}
	behind = SC_FIRST_NOT(i, 0, dwarf->nranges,
			      dwarf->ranges[i].start <= addr);
	if (!behind || addr >= dwarf->ranges[behind - 1].end)
		return NULL;
	return &dwarf->ranges[behind - 1];
}

static bool find_line(struct sc_dwarf *dwarf, Dwarf_Addr addr,
		      const char **file_ret, int *line_ret)
{
	const struct cu_range *range = find_unit(dwarf, addr);
	const struct sc_libdw *lib = dwarf->lib;
	Dwarf_Line *line;
	Dwarf_Die cu;

	if (!range || !lib->dwarf_offdie(dwarf->dw, range->cu, &cu))
		return false;
	line = lib->dwarf_getsrc_die(&cu, addr);
	if (!line || lib->dwarf_lineno(line, line_ret) || *line_ret <= 0)
		return false;
	*file_ret = lib->dwarf_linesrc(line, NULL, NULL);
	return *file_ret != NULL;
}

static void ask_line(struct question *q, struct sc_dwarf *dwarf)
{
	Dwarf_Addr addr = dwarf->sec_addr[q->sec] + q->off - dwarf->bias;

	if (!find_line(dwarf, addr, &q->file, &q->line))
		q->file = NULL;
}

bool sc_image_line(struct sc_image *img, uint32_t sec, uint64_t off,
		   const char **file_ret, int *line_ret)
{
	struct question q = {
		.img = img, .fn = ask_line, .sec = sec, .off = off
	};

	if (!sec || sec >= img->nsecs || !has_debug_info(img) ||
	    ask_libdw(&q) || !q.file)
		return false;
	*file_ret = q.file;
	*line_ret = q.line;
	return true;
}

static void check_die(const struct sc_libdw *lib, Dwarf_Die *die,
		      const struct question *q)
{
	Dwarf_Attribute attr;
	bool set = false;
	const char *name;
	void *guard;

	if (lib->dwarf_tag(die) != DW_TAG_subprogram ||
	    !lib->dwarf_attr_integrate(die, DW_AT_noreturn, &attr) ||
	    lib->dwarf_formflag(&attr, &set) || !set)
		return;
	name = lib->dwarf_diename(die);
	if (!name)
		return;
	guard = sc_memory_unguard();
	q->name(q->ctx, name);
	sc_memory_reguard(guard);
}

static bool check_unit(struct sc_dwarf *dwarf, Dwarf_Die *cu, const void *ctx)
{
	Dwarf_Die die;

	if (dwarf->lib->dwarf_child(cu, &die))
		return true;
	do
		check_die(dwarf->lib, &die, ctx);
	while (!dwarf->lib->dwarf_siblingof(&die, &die));
	return true;
}

static void ask_noreturn(struct question *q, struct sc_dwarf *dwarf)
{
	each_unit(dwarf, check_unit, q);
}

/*
 * Whether some function may be declared not to return. An abbreviation would name
 * that attribute: these bytes are its number. Most objects have none, and need
 * not be asked. What is packed is.
 */
static bool may_have_noreturn(const struct sc_image *img)
{
	static const uint8_t number[] = { DW_AT_noreturn | 0x80,
					  DW_AT_noreturn >> 7 };
	const struct sc_section *abbrev =
		sc_image_section(img, ".debug_abbrev");

	if (!abbrev || !abbrev->data || (abbrev->flags & SHF_COMPRESSED))
		return true;
	return memmem(abbrev->data, abbrev->size, number, sizeof(number));
}

int sc_image_dwarf_noreturn(struct sc_image *img,
			    void (*fn)(void *ctx, const char *name), void *ctx)
{
	struct question q = {
		.img = img, .fn = ask_noreturn, .name = fn, .ctx = ctx
	};

	return has_debug_info(img) && may_have_noreturn(img) ? ask_libdw(&q)
							     : 0;
}
