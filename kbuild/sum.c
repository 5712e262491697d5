// SPDX-License-Identifier: GPL-2.0-only
/* What tells one version of an object's code from another. */
#include <elf.h>
#include <string.h>

#include "kbuild/kbuild.h"
#include "kbuild/sum.h"
#include "stackcheck/sites/site_sections.h"
#include "stackcheck/trust.h"

static bool has_prefix(const char *text, const char *prefix)
{
	return !strncmp(text, prefix, strlen(prefix));
}

static uint64_t add_text(uint64_t sum, const char *text)
{
	return sc_trust_hash(sum, text, strlen(text) + 1);
}

static uint64_t add_number(uint64_t sum, uint64_t n)
{
	return sc_trust_hash(sum, &n, sizeof(n));
}

static uint64_t add_symbol(uint64_t sum, const struct sc_image *img,
			   const struct sc_symbol *s)
{
	sum = add_text(sum, s->name);
	sum = add_number(sum, s->off);
	sum = add_number(sum, s->size);
	sum = add_number(sum, (uint64_t)s->type << 8 | s->bind);
	return s->sec < img->nsecs ? add_text(sum, img->secs[s->sec].name)
				   : sum;
}

static uint64_t add_section(uint64_t sum, const struct sc_image *img,
			    const struct sc_section *sec)
{
	sum = add_text(sum, sec->name);
	sum = add_number(sum, sec->size);
	sum = sc_trust_hash(sum, sec->data, sec->size);
	for (size_t i = 0; i < sec->nrelocs; i++) {
		sum = add_number(sum, sec->relocs[i].off);
		sum = add_number(sum, sec->relocs[i].type);
		sum = add_number(sum, (uint64_t)sec->relocs[i].addend);
		sum = add_symbol(sum, img, &img->syms[sec->relocs[i].sym]);
	}
	return sum;
}

/* Debug information says nothing, and tables are put in afterwards. */
static bool is_code(const struct sc_section *sec)
{
	return sec->type == SHT_PROGBITS && sec->data &&
	       !has_prefix(sec->name, ".debug") &&
	       !has_prefix(sec->name, SC_TRUST_SECTION) &&
	       !has_prefix(sec->name, ".orc_") &&
	       !sc_is_site_section(sec->name);
}

/* Those that come with the tables do not count. */
static bool is_lasting(const struct sc_symbol *s)
{
	return s->type != STT_SECTION && !has_prefix(s->name, "__pfx_") &&
	       !has_prefix(s->name, SC_TRUST_SYMBOL) &&
	       strcmp(s->name, SC_TRUST_SECTION) != 0;
}

uint64_t kb_object_sum(const struct sc_image *img)
{
	uint64_t sum = SC_TRUST_HASH_START;

	for (uint32_t i = 1; i < img->nsecs; i++)
		if (is_code(&img->secs[i]))
			sum = add_section(sum, img, &img->secs[i]);
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (is_lasting(&img->syms[i]))
			sum = add_symbol(sum, img, &img->syms[i]);
	return sum ? sum : 1;
}
