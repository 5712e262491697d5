// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/image/format_fit.h"

#include <elf.h>
#include <string.h>

#include "stackcheck/image/orc_table.h"
#include "stackcheck/image/section_index.h"

#define HINT_SIZE 12
#define REPLACEMENTS ".altinstr_replacement"
#define NONE_FITS ((struct sc_fit){ .good = 0, .all = 1 })
/* bug_entry.flags: it has arguments, and is where a register is loaded */
#define BUGFLAG_ARGS 16

bool sc_image_field(const struct sc_image *img, uint32_t sec, uint64_t off,
		    uint32_t *sec_ret, uint64_t *off_ret)
{
	const struct sc_section *s = &img->secs[sec];
	const struct sc_reloc *r;
	int32_t dist;

	if (img->linked) {
		memcpy(&dist, s->data + off, 4);
		*sec_ret = sc_image_find_addr(
			img, s->addr + off + (uint64_t)(int64_t)dist, off_ret);
		return *sec_ret != 0;
	}
	r = sc_section_reloc(s, off, 1);
	if (!r)
		return false;
	*sec_ret = img->syms[r->sym].sec;
	*off_ret = img->syms[r->sym].off + (uint64_t)r->addend;
	return *sec_ret && *sec_ret < img->nsecs &&
	       *off_ret < img->secs[*sec_ret].size;
}

static bool is_frame_register(uint8_t reg)
{
	return reg == SC_ORC_REG_SP || reg == SC_ORC_REG_BP;
}

/* Rows of calls are nearly all there are, some of them of realigned frames. */
struct sc_fit sc_fit_orc(const struct sc_section *rows,
			 const struct sc_format *f)
{
	struct sc_fit fit = { 0 };

	for (uint64_t off = 0;
	     rows && rows->data && off + SC_ORC_ENTRY <= rows->size;
	     off += SC_ORC_ENTRY) {
		const uint8_t *at = rows->data + off;
		unsigned int call = f->orc == SC_ORC_6_4 ? SC_ORC_TYPE_CALL : 0;
		unsigned int mask = f->orc == SC_ORC_6_4 ? 7 : 3;
		uint8_t bp = f->orc_regs[at[4] >> 4];

		if (!at[4] && !at[0] && !at[1])
			continue;
		fit.all++;
		fit.good += (at[5] & mask) == call &&
			    (bp == SC_ORC_REG_BP ||
			     (is_frame_register(f->orc_regs[at[4] & 15]) &&
			      (bp == SC_ORC_REG_UNDEFINED ||
			       bp == SC_ORC_REG_PREV_SP)));
	}
	return fit;
}

struct sc_fit sc_fit_hints(const struct sc_image *img,
			   const struct sc_format *f)
{
	const struct sc_section *s =
		sc_image_section(img, ".discard.unwind_hints");
	struct sc_fit fit = { 0 };

	for (uint64_t off = 0; s && s->data && off + HINT_SIZE <= s->size;
	     off += HINT_SIZE) {
		if (!s->data[off + 6])
			continue;
		fit.all++;
		fit.good += is_frame_register(
			f->orc_regs[s->data[off + 6] & (SC_ORC_NREGS - 1)]);
	}
	return fit;
}

static bool has_trap(const struct sc_image *img, uint32_t sec, uint64_t off)
{
	const struct sc_section *s = &img->secs[sec];

	return (s->flags & SHF_EXECINSTR) && s->data &&
	       img->arch->is_trap(s->data + off, s->size - off);
}

struct sc_fit sc_fit_bugs(const struct sc_image *img, uint32_t sec,
			  uint64_t off, uint64_t end,
			  const struct sc_bug_layout *l)
{
	const struct sc_section *s = &img->secs[sec];
	struct sc_fit fit = { 0 };

	if ((end - off) % l->entry)
		return NONE_FITS;
	for (; off < end; off += l->entry) {
		uint32_t to_sec;
		uint64_t to;
		bool found = sc_image_field(img, sec, off, &to_sec, &to);

		if (found && s->data[off + l->flags] & BUGFLAG_ARGS) {
			fit.good += !!(img->secs[to_sec].flags & SHF_EXECINSTR);
			fit.all++;
			continue;
		}
		fit.all++;
		fit.good += found && has_trap(img, to_sec, to);
	}
	return fit;
}

struct sc_fit sc_fit_alternatives(const struct sc_image *img, uint32_t sec,
				  const struct sc_alt_layout *l)
{
	const struct sc_section *s = &img->secs[sec];
	struct sc_fit fit = { 0 };

	if (s->size % l->entry)
		return NONE_FITS;
	for (uint64_t off = 0; off < s->size; off += l->entry) {
		const uint8_t *lengths = s->data + off + l->lengths;
		uint32_t to_sec, by_sec;
		uint64_t to, by;

		fit.all++;
		fit.good += sc_image_field(img, sec, off, &to_sec, &to) &&
			    (img->secs[to_sec].flags & SHF_EXECINSTR) &&
			    strcmp(img->secs[to_sec].name, REPLACEMENTS) &&
			    (!lengths[1] ||
			     (sc_image_field(img, sec, off + 4, &by_sec, &by) &&
			      (img->secs[by_sec].flags & SHF_EXECINSTR)));
	}
	return fit;
}
