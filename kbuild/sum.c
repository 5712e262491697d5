// SPDX-License-Identifier: GPL-2.0-only
/* What tells one version of an object's code from another. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kbuild/kbuild.h"
#include "kbuild/sum.h"
#include "stackcheck/sites/site_sections.h"
#include "stackcheck/trust.h"

static bool has_prefix(const char *text, const char *prefix)
{
	return !strncmp(text, prefix, strlen(prefix));
}

/* Eight bytes at a time: each of them changes all later bits of the sum. */
static uint64_t add_number(uint64_t sum, uint64_t n)
{
	sum = (sum ^ n) * 0x9e3779b97f4a7c15ull;
	return sum ^ sum >> 32;
}

static uint64_t add_bytes(uint64_t sum, const void *data, size_t size)
{
	const uint8_t *p = data;
	uint64_t n = 0;

	sum = add_number(sum, size);
	for (; size >= sizeof(n); size -= sizeof(n), p += sizeof(n)) {
		memcpy(&n, p, sizeof(n));
		sum = add_number(sum, n);
	}
	n = 0;
	memcpy(&n, p, size);
	return add_number(sum, n);
}

static uint64_t add_text(uint64_t sum, const char *text)
{
	return add_bytes(sum, text, strlen(text));
}

static uint64_t symbol_sum(const struct sc_image *img,
			   const struct sc_symbol *s)
{
	uint64_t sum = add_text(SC_TRUST_HASH_START, s->name);

	sum = add_number(sum, s->off);
	sum = add_number(sum, s->size);
	sum = add_number(sum, (uint64_t)s->type << 8 | s->bind);
	return s->sec < img->nsecs ? add_text(sum, img->secs[s->sec].name)
				   : sum;
}

/* @symbols: the sum of each symbol, since many relocations share one. */
static uint64_t add_section(uint64_t sum, const struct sc_section *sec,
			    const uint64_t *symbols)
{
	sum = add_text(sum, sec->name);
	sum = add_bytes(sum, sec->data, sec->size);
	for (size_t i = 0; i < sec->nrelocs; i++) {
		sum = add_number(sum, sec->relocs[i].off);
		sum = add_number(sum, sec->relocs[i].type);
		sum = add_number(sum, (uint64_t)sec->relocs[i].addend);
		sum = add_number(sum, symbols[sec->relocs[i].sym]);
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

int kb_object_sum(const struct sc_image *img, uint64_t *sum_ret)
{
	uint64_t *symbols = calloc(img->nsyms + 1, sizeof(*symbols));
	uint64_t sum = SC_TRUST_HASH_START;

	if (!symbols)
		return -1;
	for (uint32_t i = 1; i < img->nsyms; i++)
		symbols[i] = symbol_sum(img, &img->syms[i]);
	for (uint32_t i = 1; i < img->nsecs; i++)
		if (is_code(&img->secs[i]))
			sum = add_section(sum, &img->secs[i], symbols);
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (is_lasting(&img->syms[i]))
			sum = add_number(sum, symbols[i]);
	free(symbols);
	*sum_ret = sum ? sum : 1;
	return 0;
}
