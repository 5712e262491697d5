// SPDX-License-Identifier: GPL-2.0-only
/*
 * sweep [-m MAX] [-s SPACE] OBJDUMP FILE COUNT [SEED]
 *
 * Compares COUNT encodings with what OBJDUMP makes of them: their length, which
 * general registers they write by its text, and the name that listings show.
 * What OBJDUMP knows no instruction for does not count. FILE is overwritten with
 * the encodings. Prints at most MAX differences; exits with 1 if there is one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/decode.h"
#include "tests/sweep/sweep.h"

#define CHUNK 20000

struct totals {
	struct sc_decoder *dec;
	uint64_t compared, bad, lengths, writes, names, refused, odd, nowhere,
		max;
	int space; /* only this one, or -1 */
	uint64_t next; /* number of the next encoding */
};

static uint8_t slots[CHUNK][SLOT];
static struct told told[CHUNK];

static void show(struct totals *t, const char *what, const uint8_t *slot,
		 const struct told *ref, const struct sc_insn *insn,
		 unsigned int len)
{
	char text[256];

	if (t->lengths + t->writes + t->names > t->max)
		return;
	printf("%s:", what);
	for (unsigned int i = 0; i < (ref->len ? ref->len : 15); i++)
		printf(" %02x", slot[i]);
	sc_x86_format(t->dec, slot, 15, 0, text, sizeof(text));
	printf("\n  reference %u %s\n  here      %u %s, writes %#x\n", ref->len,
	       ref->text, len, text, len ? insn->writes : 0);
}

static unsigned int stack_writes(const struct sc_insn *insn)
{
	switch (insn->op) {
	case SC_OP_LEAVE:
	case SC_OP_ENTER:
		return 0x30;
	}
	return insn->writes;
}

static bool is_legacy_prefix(uint8_t b)
{
	return b == 0x26 || b == 0x2e || b == 0x36 || b == 0x3e ||
	       (b >= 0x64 && b <= 0x67) || b == 0xf0 || b == 0xf2 || b == 0xf3;
}

/*
 * Where the reference is not to be followed: fwait is an instruction of its own
 * (SDM 2, FINIT and others). REX2 before VEX and its like, or before a map that
 * is none of the first two, is no instruction (APX, 3.1.1), but is shown as one.
 * REX before another prefix or another REX means nothing (SDM 2, 2.2.1), but ends
 * the effect of the prefixes before it there.
 */
static bool is_odd(const uint8_t *p)
{
	static const uint8_t no_rex2[] = { 0x0f, 0x62, 0xc4, 0xc5, 0xd5 };
	unsigned int at = 0, rex = 0;

	for (; at < 12; at++) {
		if ((p[at] & 0xf0) == 0x40)
			rex++;
		else if (!is_legacy_prefix(p[at]))
			break;
		else if (rex)
			return true;
	}
	if (p[at] == 0x9b || rex > 1 || (rex && p[at] == 0xd5))
		return true;
	if (p[at] != 0xd5)
		return false;
	if (p[at + 1] & 0x80)
		return p[at + 2] >> 4 == 3;
	if (p[at + 2] >> 4 == 4)
		return true;
	return memchr(no_rex2, p[at + 2], sizeof(no_rex2)) ||
	       (p[at + 2] == 0x8f && (p[at + 3] & 0x38));
}

static bool has_lock(const uint8_t *p)
{
	while (is_legacy_prefix(*p) && *p != 0xf0)
		p++;
	return *p == 0xf0;
}

static bool is_named(struct totals *t, const uint8_t *slot,
		     const struct told *ref)
{
	char text[256];

	sc_x86_format(t->dec, slot, 15, 0, text, sizeof(text));
	return same_instruction(text, ref->text);
}

static void compare(struct totals *t, const uint8_t *slot,
		    const struct told *ref)
{
	struct sc_insn insn = { 0 };
	unsigned int len = sc_x86_decode(t->dec, slot, 15, &insn);

	if (!ref->len) {
		t->bad++;
		return;
	}
	if (is_odd(slot)) {
		t->odd++;
		return;
	}
	t->compared++;
	if (len != ref->len) {
		t->lengths++;
		t->nowhere += !len;
		show(t, "length", slot, ref, &insn, len);
	} else if (insn.op == SC_OP_BAD && has_lock(slot)) {
		t->odd++; /* which those do not take */
	} else if (insn.op == SC_OP_BAD) {
		t->refused++;
	} else if (text_writes(ref->text) & ~stack_writes(&insn)) {
		t->writes++;
		show(t, "write", slot, ref, &insn, len);
	} else if (!is_named(t, slot, ref)) {
		t->names++;
		show(t, "name", slot, ref, &insn, len);
	}
}

/* One line of the reference: its address and text. */
static bool take_line(char *line, unsigned long *at, char **text)
{
	char *end;

	*at = strtoul(line, &end, 16);
	if (end == line || *end != ':')
		return false;
	*text = end + 1 + strspn(end + 1, " \t");
	(*text)[strcspn(*text, "\n")] = 0;
	return true;
}

/*
 * Prefixes that the reference shows by themselves belong to what follows, if
 * they do for the processor.
 */
static void take_text(unsigned int at, const char *text, unsigned int *first)
{
	unsigned int n = at / SLOT, off = at % SLOT;
	struct told *r = &told[n];

	if (off == 0)
		*first = 1;
	if (*first == 2 && r->len == 0) {
		r->len = text_is_bad(r->text) ? 0 : off;
		*first = 0;
	}
	if (*first != 1)
		return;
	if (off && text_is_bad(text)) {
		snprintf(r->text, sizeof(r->text), "(bad)");
		*first = 0;
		return;
	}
	snprintf(r->text, sizeof(r->text), "%.*s", MAX_TEXT - 1, text);
	*first = text_is_prefix(text) && strcmp(text, "fwait") ? 1 : 2;
}

static bool ask(const char *objdump, const char *file)
{
	char command[1024], line[1024], *text;
	unsigned int first = 0;
	unsigned long at;
	FILE *in;

	snprintf(command, sizeof(command),
		 "%s -D -b binary -m i386:x86-64 --no-show-raw-insn -z %s",
		 objdump, file);
	in = popen(command, "r");
	if (!in)
		return false;
	memset(told, 0, sizeof(told));
	while (fgets(line, sizeof(line), in))
		if (take_line(line, &at, &text) && at / SLOT < CHUNK)
			take_text((unsigned int)at, text, &first);
	return pclose(in) == 0;
}

static bool write_slots(const char *file)
{
	FILE *out = fopen(file, "wb");
	size_t n;

	if (!out)
		return false;
	n = fwrite(slots, SLOT, CHUNK, out);
	return fclose(out) == 0 && n == CHUNK;
}

/* Keys of encodings, for each space: how often tried, and found to be any. */
static uint8_t tried[SPACES][1 << KEY_BITS], found[SPACES][1 << KEY_BITS];
static struct {
	uint8_t space;
	uint16_t key;
} of_slot[CHUNK];

/* Is number @n of the space one that only wastes time? One in 32 is tried. */
static bool is_barren(unsigned int space, uint64_t n)
{
	uint16_t key = n & ((1 << KEY_BITS) - 1);

	return tried[space][key] >= 4 && !found[space][key] &&
	       n >> KEY_BITS & 31;
}

static void fill_slot(struct totals *t, unsigned int i, uint64_t seed)
{
	unsigned int space;
	uint64_t n, state;

	do {
		space = t->space < 0 ? t->next % SPACES
				     : (unsigned int)t->space;
		n = t->next++ / SPACES;
	} while (is_barren(space, n));
	state = t->next * 0x9e3779b97f4a7c15ull ^ seed << 32;
	encode(space, n, &state, slots[i]);
	of_slot[i].space = (uint8_t)space;
	of_slot[i].key = n & ((1 << KEY_BITS) - 1);
}

static void note_slot(unsigned int i)
{
	uint8_t *n = &tried[of_slot[i].space][of_slot[i].key];

	*n += *n < 255;
	found[of_slot[i].space][of_slot[i].key] |= told[i].len != 0;
}

static bool chunk(struct totals *t, uint64_t seed, char **argv)
{
	for (unsigned int i = 0; i < CHUNK; i++)
		fill_slot(t, i, seed);
	if (!write_slots(argv[1]) || !ask(argv[0], argv[1]))
		return false;
	for (unsigned int i = 0; i < CHUNK; i++) {
		compare(t, slots[i], &told[i]);
		note_slot(i);
	}
	return true;
}

static int run(struct totals *t, char **argv)
{
	uint64_t count = strtoull(argv[2], NULL, 0);
	uint64_t seed = argv[3] ? strtoull(argv[3], NULL, 0) : 1;

	while (t->compared < count)
		if (!chunk(t, seed, argv)) {
			fprintf(stderr, "%s, %s: cannot be used\n", argv[0],
				argv[1]);
			return 2;
		}
	printf("%llu encodings compared, %llu are none for the reference: %llu lengths wrong (%llu undecodable here), %llu writes missed, %llu names wrong; %llu refused, %llu left out\n",
	       (unsigned long long)t->compared, (unsigned long long)t->bad,
	       (unsigned long long)t->lengths, (unsigned long long)t->nowhere,
	       (unsigned long long)t->writes, (unsigned long long)t->names,
	       (unsigned long long)t->refused, (unsigned long long)t->odd);
	return t->lengths || t->writes || t->names;
}

int main(int argc, char **argv)
{
	struct totals t = { .max = 20, .space = -1 };
	int result;

	for (argv++; *argv && **argv == '-' && argv[1]; argv += 2) {
		if (argv[0][1] == 'm')
			t.max = strtoull(argv[1], NULL, 0);
		else
			t.space = atoi(argv[1]);
	}
	if (argc < 4 || !argv[0] || !argv[1] || !argv[2]) {
		fprintf(stderr,
			"sweep [-m MAX] [-s SPACE] OBJDUMP FILE COUNT [SEED]\n");
		return 2;
	}
	t.dec = sc_decoder_new();
	if (!t.dec)
		return 2;
	result = run(&t, argv);
	sc_decoder_free(t.dec);
	return result;
}
