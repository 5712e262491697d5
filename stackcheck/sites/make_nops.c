// SPDX-License-Identifier: GPL-2.0-only
/* Branches that the kernel wants as no-ops. */
#include <elf.h>
#include <string.h>

#include "stackcheck/core/arch.h"
#include "stackcheck/image/edit_code.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/sites/make_nops.h"
#include "stackcheck/cfg/section_kind.h"

#define MAX_LEN 8 /* bytes of a branch that is replaced */

static int fail_branch(const struct sc_image *img, uint32_t sec, uint64_t off,
		       struct sc_error *err)
{
	return sc_image_fail(
		img, err,
		"%s+0x%llx: no direct jump or call that could be made a no-op; nothing was written",
		img->secs[sec].name, (unsigned long long)off);
}

/* The length of the direct branch at @off; 0: there is none. */
static unsigned int branch_len(const struct sc_image *img, uint32_t sec,
			       uint64_t off, bool *is_call_ret)
{
	const struct sc_section *s = &img->secs[sec];

	*is_call_ret = false;
	return s->data && off < s->size
		       ? img->arch->branch_len(s->data + off, s->size - off,
					       is_call_ret)
		       : 0;
}

/* Put a no-op, or a return, over the branch at @off. */
static int replace_branch(struct sc_image *img, uint32_t sec, uint64_t off,
			  bool is_return, struct sc_error *err)
{
	const struct sc_arch *arch = img->arch;
	uint8_t bytes[MAX_LEN];
	bool is_call;
	unsigned int len = branch_len(img, sec, off, &is_call);

	if (!len || len > sizeof(bytes) ||
	    !(is_return ? arch->put_return : arch->put_nop)(bytes, len))
		return fail_branch(img, sec, off, err);
	return sc_image_edit_code(img, sec, off, bytes, len, err);
}

/* --- jump labels */

/* An entry of the table: code, target, and key with two bits (jump_label.h). */
#define LABEL_SIZE 16
#define LABEL_KEY 8
#define LABEL_IS_NOP 2 /* what is a jump here is to be a no-op */

static int replace_label(struct sc_image *img, uint32_t table, uint64_t entry,
			 struct sc_error *err)
{
	const struct sc_section *s = &img->secs[table];
	const struct sc_reloc *code = sc_section_reloc(s, entry, 1);
	const struct sc_reloc *key = sc_section_reloc(s, entry + LABEL_KEY, 1);
	const struct sc_symbol *sym;
	bool is_call;
	uint64_t off;

	if (!code || !key || !(key->addend & LABEL_IS_NOP))
		return 0;
	sym = &img->syms[code->sym];
	off = sym->off + (uint64_t)code->addend;
	/* it may have been made one before */
	if (sym->sec == SC_SEC_UNDEF || sym->sec >= img->nsecs ||
	    !branch_len(img, sym->sec, off, &is_call))
		return 0;
	return replace_branch(img, sym->sec, off, false, err);
}

int sc_nops_jump_labels(struct sc_image *img, struct sc_error *err)
{
	for (uint32_t i = 1; i < img->nsecs; i++) {
		const struct sc_section *s = &img->secs[i];

		if (strcmp(s->name, "__jump_table") || !s->data)
			continue;
		for (uint64_t at = 0; at + LABEL_SIZE <= s->size;
		     at += LABEL_SIZE)
			if (replace_label(img, i, at, err))
				return -1;
	}
	return 0;
}

/* --- calls, by their relocations */

static bool is_code(const struct sc_section *s)
{
	return (s->flags & SHF_EXECINSTR) && s->data;
}

/* Where the branch begins whose distance @r fills in. False: it is none. */
static bool find_branch(const struct sc_image *img, uint32_t sec,
			const struct sc_reloc *r, uint64_t *off_ret,
			bool *is_call_ret)
{
	if (img->arch->reloc_kind(r->type) != SC_RELOC_PC || !r->off)
		return false;
	*off_ret = r->off - 1;
	return branch_len(img, sec, *off_ret, is_call_ret);
}

static int replace_profiling(const struct sc_site_names *names,
			     struct sc_image *img, uint32_t sec,
			     struct sc_error *err)
{
	const struct sc_section *s = &img->secs[sec];

	for (size_t i = 0; i < s->nrelocs; i++) {
		const struct sc_reloc *r = &s->relocs[i];
		uint64_t off;
		bool is_call;

		/* a jump there ends the function */
		if (names->kind[r->sym] == SC_SITE_PROFILING &&
		    find_branch(img, sec, r, &off, &is_call) &&
		    replace_branch(img, sec, off, !is_call, err))
			return -1;
	}
	return 0;
}

int sc_nops_profiling(const struct sc_site_names *names, struct sc_image *img,
		      struct sc_error *err)
{
	for (uint32_t i = 1; i < img->nsecs; i++)
		if (is_code(&img->secs[i]) &&
		    sc_section_is_noinstr(img->secs[i].name) &&
		    replace_profiling(names, img, i, err))
			return -1;
	return 0;
}

static int add_tracing(const struct sc_site_names *names, struct sc_image *img,
		       uint32_t sec, bool nops, struct sc_sites *sites,
		       struct sc_error *err)
{
	const struct sc_section *s = &img->secs[sec];

	for (size_t i = 0; i < s->nrelocs; i++) {
		const struct sc_reloc *r = &s->relocs[i];
		struct sc_site site = { .sec = sec };
		uint64_t off;
		bool is_call;

		if (names->kind[r->sym] != SC_SITE_TRACING ||
		    !find_branch(img, sec, r, &off, &is_call))
			continue;
		site.off = (uint32_t)off;
		if (sc_site_add(sites, SC_SITES_MCOUNT, &site))
			return sc_image_fail(img, err, "out of memory");
		if (nops && replace_branch(img, sec, off, false, err))
			return -1;
	}
	return 0;
}

int sc_nops_tracing(const struct sc_site_names *names, struct sc_image *img,
		    bool nops, struct sc_sites *sites, struct sc_error *err)
{
	for (uint32_t i = 1; i < img->nsecs; i++)
		if (is_code(&img->secs[i]) &&
		    strcmp(img->secs[i].name, ".altinstr_replacement") &&
		    add_tracing(names, img, i, nops, sites, err))
			return -1;
	return 0;
}
