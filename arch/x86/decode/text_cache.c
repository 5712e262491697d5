// SPDX-License-Identifier: GPL-2.0-only
#include "arch/x86/decode/text_cache.h"

#include <stdbool.h>
#include <string.h>

#include "stackcheck/util/text.h"

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

static void keep_bytes(struct sc_x86_text *cache, const uint8_t *code,
		       unsigned int len, const char *text)
{
	struct sc_x86_text *t = &cache[place_of(code, len)];
	size_t size = strlen(text) + 1;

	if (size > sizeof(t->text))
		return;
	t->len = (uint8_t)len;
	memcpy(t->code, code, len);
	memcpy(t->text, text, size);
}

void sc_x86_text_keep(struct sc_x86_text *cache, const uint8_t *code,
		      const struct sc_x86_form *form, const char *text)
{
	if (!is_relative(form))
		keep_bytes(cache, code, form->len, text);
}

/* --- branches: kept without the distance, and their text without the target */

static unsigned int distance_bytes(const uint8_t *code, unsigned int len)
{
	if (len == 2 && ((code[0] & 0xf0) == 0x70 || code[0] == 0xeb))
		return 1;
	if ((len == 5 && (code[0] & 0xfe) == 0xe8) ||
	    (len == 6 && code[0] == 0x0f && (code[1] & 0xf0) == 0x80))
		return 4;
	return 0;
}

static uint64_t target_of(const uint8_t *code, unsigned int len, uint64_t addr)
{
	int32_t distance;

	if (len == 2)
		return addr + len + (uint64_t)(int8_t)code[1];
	memcpy(&distance, code + len - 4, 4);
	return addr + len + (uint64_t)distance;
}

/* As capstone does: digits below ten are the same in any base. */
static void add_target(struct sc_text *t, uint64_t target)
{
	if (target > 9)
		sc_text_add(t, "0x");
	sc_text_add_hex(t, target);
}

bool sc_x86_text_branch(const struct sc_x86_text *cache, const uint8_t *code,
			unsigned int len, uint64_t addr, char *buf, size_t size)
{
	unsigned int opcode = len - distance_bytes(code, len);
	const char *name = sc_x86_text_find(cache, code, opcode);
	struct sc_text t = sc_text_begin(buf, size);

	if (!name || opcode == len)
		return false;
	sc_text_add(&t, name);
	sc_text_add(&t, " ");
	add_target(&t, target_of(code, len, addr));
	return true;
}

void sc_x86_text_keep_branch(struct sc_x86_text *cache, const uint8_t *code,
			     unsigned int len, uint64_t addr, const char *name,
			     const char *target)
{
	unsigned int distance = distance_bytes(code, len);
	char buf[32];
	struct sc_text t = sc_text_begin(buf, sizeof(buf));

	if (!distance)
		return;
	add_target(&t, target_of(code, len, addr));
	if (!strcmp(buf, target))
		keep_bytes(cache, code, len - distance, name);
}
