// SPDX-License-Identifier: GPL-2.0-only
/* Encodings: maps and opcodes one after the other, all else by chance. */
#include "tests/sweep/sweep.h"

#include <string.h>

static uint64_t next(uint64_t *state)
{
	uint64_t x = *state;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	*state = x;
	return x * 0x2545f4914f6cdd1dull >> 16;
}

/* Fields of the number of an encoding, above its opcode and map. */
#define PP(n) ((unsigned int)(n) >> 11 & 3)
#define W(n) ((unsigned int)(n) >> 13 & 1)

/* 0 to n - 1 */
static unsigned int any(uint64_t *state, unsigned int n)
{
	return (unsigned int)(next(state) % n);
}

static unsigned int prefixes(uint64_t *state, uint8_t *p, unsigned int most)
{
	static const uint8_t all[] = { 0x66, 0xf2, 0xf3, 0x66, 0xf2, 0xf3,
				       0xf0, 0x67, 0x64, 0x65, 0x2e, 0x3e };
	unsigned int n = any(state, 2) ? any(state, most + 1) : 0;

	for (unsigned int i = 0; i < n; i++)
		p[i] = all[any(state, sizeof(all))];
	return n;
}

static unsigned int legacy(uint64_t n, uint64_t *state, uint8_t *p)
{
	static const uint8_t third[] = { 0, 0, 0x38, 0x3a };
	unsigned int at = prefixes(state, p, 3), map = n >> 8 & 3;

	if (any(state, 2))
		p[at++] = 0x40 | any(state, 16);
	if (map)
		p[at++] = 0x0f;
	if (map > 1)
		p[at++] = third[map];
	p[at++] = (uint8_t)n;
	return at;
}

/* The inverted register of the prefix: mostly none. */
static uint8_t vvvv(uint64_t *state)
{
	return any(state, 2) ? 0x78 : (uint8_t)(any(state, 16) << 3);
}

static unsigned int vex(uint64_t n, uint64_t *state, uint8_t *p)
{
	static const uint8_t maps[] = { 1, 2, 3, 5, 6, 7, 1, 2 };
	unsigned int at = any(state, 8) ? 0 : prefixes(state, p, 1);
	uint8_t low = (uint8_t)(vvvv(state) | any(state, 2) << 2 | PP(n));

	if (any(state, 4) == 0 && (n >> 8 & 7) == 0) {
		p[at++] = 0xc5;
		p[at++] = low | any(state, 2) << 7;
	} else {
		p[at++] = 0xc4;
		p[at++] = maps[n >> 8 & 7] | any(state, 8) << 5;
		p[at++] = low | W(n) << 7;
	}
	p[at++] = (uint8_t)n;
	return at;
}

static unsigned int evex(uint64_t n, uint64_t *state, uint8_t *p)
{
	static const uint8_t maps[] = { 1, 2, 3, 4, 5, 6, 7, 4 };
	unsigned int at = any(state, 8) ? 0 : prefixes(state, p, 1);
	unsigned int r = any(state, 256);
	bool odd = any(state, 4) == 0;

	p[at++] = 0x62;
	p[at++] = maps[n >> 8 & 7] | any(state, 16) << 4 |
		  (any(state, 4) ? 0 : 8);
	p[at++] = vvvv(state) | W(n) << 7 | PP(n) | (any(state, 4) ? 4 : 0);
	/* anything; mostly no mask, and no broadcast or new destination */
	p[at++] = odd ? r : (any(state, 3) << 5) | 8 | (r & 0x14);
	p[at++] = (uint8_t)n;
	return at;
}

static unsigned int rex2(uint64_t n, uint64_t *state, uint8_t *p)
{
	unsigned int at = prefixes(state, p, 2);

	p[at++] = 0xd5;
	p[at++] = any(state, 128) | (n >> 8 & 1) << 7;
	p[at++] = (uint8_t)n;
	return at;
}

static unsigned int xop(uint64_t n, uint64_t *state, uint8_t *p)
{
	static const uint8_t maps[] = { 8, 9, 10, 9 };

	p[0] = 0x8f;
	p[1] = maps[n >> 8 & 3] | any(state, 8) << 5;
	p[2] = vvvv(state) | any(state, 2) << 7 | (any(state, 4) ? 0 : 4);
	p[3] = (uint8_t)n;
	return 4;
}

void encode(enum space space, uint64_t n, uint64_t *state, uint8_t slot[SLOT])
{
	static unsigned int (*const kinds[])(uint64_t, uint64_t *,
					     uint8_t *) = {
		[LEGACY] = legacy, [VEX] = vex, [EVEX] = evex,
		[REX2] = rex2,	   [XOP] = xop,
	};
	unsigned int at;

	/* what is left over ends with the slot, in few instructions */
	memset(slot, 0x2e, SLOT - 1);
	slot[SLOT - 1] = 0x90;
	for (unsigned int i = 0; i < 15; i++)
		slot[i] = (uint8_t)any(state, 256);
	at = kinds[space](n, state, slot);
	if (any(state, 2))
		slot[at] |= 0xc0;
}
