// SPDX-License-Identifier: GPL-2.0-only
#include "arch/x86/decode/text_cache.h"

#include <stdbool.h>
#include <string.h>

static size_t place_of(const uint8_t *code, unsigned int len)
{
	uint32_t hash = 0x811c9dc5; /* FNV-1a */

	for (unsigned int i = 0; i < len; i++)
		hash = (hash ^ code[i]) * 0x1000193;
	return (hash ^ hash >> 16) & (SC_X86_NTEXTS - 1);
}

static bool is_of(const struct sc_x86_text *t, const uint8_t *code,
		  unsigned int len)
{
	return len && t->len == len && !memcmp(t->code, code, len);
}

const char *sc_x86_text_find(const struct sc_x86_text *cache,
			     const uint8_t *code, unsigned int len)
{
	const struct sc_x86_text *t = &cache[place_of(code, len)];

	return is_of(t, code, len) ? t->text : NULL;
}

/* Its text has the address that it leads to. */
static bool is_relative(const struct sc_x86_form *f)
{
	uint8_t op = f->opcode;

	if (f->is_pc)
		return true;
	if (f->space != SC_X86_LEGACY || f->map > 1)
		return false;
	if (f->map == 1)
		return (op & 0xf0) == 0x80;
	return (op & 0xf0) == 0x70 || (op & 0xfc) == 0xe0 || op == 0xe8 ||
	       op == 0xe9 || op == 0xeb || (op == 0xc7 && f->modrm == 0xf8);
}

void sc_x86_text_keep(struct sc_x86_text *cache, const uint8_t *code,
		      const struct sc_x86_form *form, const char *text)
{
	struct sc_x86_text *t = &cache[place_of(code, form->len)];
	size_t size = strlen(text) + 1;

	if (size > sizeof(t->text) || is_relative(form))
		return;
	t->len = form->len;
	memcpy(t->code, code, form->len);
	memcpy(t->text, text, size);
}
