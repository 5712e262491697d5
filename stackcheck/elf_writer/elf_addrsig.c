// SPDX-License-Identifier: GPL-2.0-only
/* clang's list of the symbols whose addresses are taken (.llvm_addrsig). */
#include "stackcheck/elf_writer/elf_addrsig.h"

#define MORE 0x80u /* another byte of the number follows */
#define MAX_SHIFT 28 /* of a byte that may still belong to 32 bits */

/* The number at *@at; UINT64_MAX: there is none. */
static uint64_t take_number(const uint8_t *from, size_t size, size_t *at)
{
	uint64_t value = 0;

	for (unsigned int shift = 0; *at < size && shift <= MAX_SHIFT;
	     shift += 7) {
		uint8_t byte = from[(*at)++];

		value |= (uint64_t)(byte & ~MORE) << shift;
		if (!(byte & MORE))
			return value;
	}
	return UINT64_MAX;
}

static size_t put_number(uint8_t *to, uint32_t value)
{
	size_t n = 0;

	for (; value >= MORE; value >>= 7)
		to[n++] = (uint8_t)(value | MORE);
	to[n++] = (uint8_t)value;
	return n;
}

size_t sc_addrsig_renumber(uint8_t *to, const uint8_t *from, size_t size,
			   const uint32_t *map, uint32_t n)
{
	size_t at = 0, len = 0;

	while (at < size) {
		uint64_t i = take_number(from, size, &at);

		if (i >= n)
			return SIZE_MAX;
		len += put_number(to + len, map[i]);
	}
	return len;
}
