// SPDX-License-Identifier: GPL-2.0-only
/*
 * decode-compare [-m MAX] FILE...
 * decode-compare [-m MAX] -r COUNT [SEED]
 * decode-compare -t FILE...
 *
 * Decodes the executable sections of ELF objects, or random bytes, with the
 * table and with capstone and compares every field. Prints at most MAX
 * differences and exits with 1 when there is one. -t measures the table alone.
 */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/table.h"
#include "arch/x86/decode/table_only.h"

struct totals {
	uint64_t insns, decided, only, bad, diffs;
	uint64_t max;
	double seconds;
	struct sc_decoder *dec;
};

struct file {
	uint8_t *data;
	size_t size;
};

typedef void section_fn(struct totals *t, const uint8_t *code, size_t size);

static void show(const char *who, unsigned int len, const struct sc_insn *i)
{
	if (!len) {
		printf("  %-8s undecodable\n", who);
		return;
	}
	printf("  %-8s len %u %s val %d reg %u base %u index %#x size %u flags %#x writes %#x\n",
	       who, len, sc_op_names[i->op], i->val, i->reg, i->base, i->index,
	       i->size, i->flags, i->writes);
}

static void report(struct totals *t, const uint8_t *code, size_t avail,
		   const struct sc_insn *a, const struct sc_insn *b)
{
	char text[256];
	unsigned int i;

	if (t->diffs++ >= t->max)
		return;
	for (i = 0; i < 15 && i < avail; i++)
		printf("%02x ", code[i]);
	sc_x86_format(t->dec, code, avail, 0, text, sizeof(text));
	printf(" %s\n", text);
	show("table", a->len, a);
	show("capstone", b->len, b);
}

static int same(const struct sc_insn *a, const struct sc_insn *b)
{
	return a->len == b->len && a->op == b->op && a->val == b->val &&
	       a->reg == b->reg && a->base == b->base && a->index == b->index &&
	       a->size == b->size && a->flags == b->flags &&
	       a->writes == b->writes;
}

/* Returns how far to go on. */
static size_t compare(struct totals *t, const uint8_t *code, size_t avail)
{
	struct sc_insn a = { 0 }, b = { 0 };
	unsigned int table = sc_x86_decode_table(code, avail, &a);
	unsigned int cs = sc_x86_decode_capstone(t->dec, code, avail, &b);

	t->insns++;
	if (table)
		t->decided++;
	if (!table && !cs)
		t->bad++;
	if (!table)
		return cs ? cs : 1;
	if (!cs && sc_x86_table_only(code, table)) {
		t->only++;
		return table;
	}
	if (!cs)
		b.len = 0;
	if (!cs || !same(&a, &b))
		report(t, code, avail, &a, &b);
	return table;
}

static void compare_section(struct totals *t, const uint8_t *code, size_t size)
{
	size_t off = 0;

	while (off < size)
		off += compare(t, code + off, size - off);
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* What the table leaves undecided costs a byte. */
static uint64_t pass(struct totals *t, const uint8_t *code, size_t size)
{
	struct sc_insn insn;
	uint64_t insns = 0;
	unsigned int len;
	size_t off;

	for (off = 0; off < size; off += len ? len : 1) {
		len = sc_x86_decode_table(code + off, size - off, &insn);
		insns++;
		t->decided += !!len;
	}
	return insns;
}

/* The best of ten passes: the others were disturbed. */
static void time_section(struct totals *t, const uint8_t *code, size_t size)
{
	double best = 1e9, start, used;
	unsigned int i;

	for (i = 0; i < 10; i++) {
		start = now();
		t->insns += pass(t, code, size);
		used = now() - start;
		if (used < best)
			best = used;
	}
	t->seconds += 10 * best;
}

static int inside(const struct file *f, uint64_t off, uint64_t size)
{
	return off <= f->size && size <= f->size - off;
}

static void each_section(struct totals *t, const struct file *f, section_fn *fn)
{
	Elf64_Ehdr eh;
	Elf64_Shdr sh;
	unsigned int i;

	memcpy(&eh, f->data, sizeof(eh));
	for (i = 0; i < eh.e_shnum; i++) {
		if (!inside(f, eh.e_shoff + i * sizeof(sh), sizeof(sh)))
			return;
		memcpy(&sh, f->data + eh.e_shoff + i * sizeof(sh), sizeof(sh));
		if (sh.sh_type != SHT_PROGBITS ||
		    !(sh.sh_flags & SHF_EXECINSTR) ||
		    !inside(f, sh.sh_offset, sh.sh_size))
			continue;
		fn(t, f->data + sh.sh_offset, sh.sh_size);
	}
}

static int read_file(const char *path, struct file *f)
{
	FILE *in = fopen(path, "rb");
	long size = -1;

	if (!in)
		return 0;
	if (!fseek(in, 0, SEEK_END))
		size = ftell(in);
	rewind(in);
	f->data = size > 0 ? malloc((size_t)size) : NULL;
	f->size = f->data ? fread(f->data, 1, (size_t)size, in) : 0;
	fclose(in);
	return f->size > 0;
}

static int is_elf(const struct file *f)
{
	return f->size >= sizeof(Elf64_Ehdr) &&
	       !memcmp(f->data, ELFMAG, SELFMAG) &&
	       f->data[EI_CLASS] == ELFCLASS64;
}

static int each_file(struct totals *t, char **paths, section_fn *fn)
{
	struct file f;

	for (; *paths; paths++) {
		f = (struct file){ 0 };
		if (!read_file(*paths, &f) || !is_elf(&f)) {
			fprintf(stderr, "%s: cannot be read\n", *paths);
			free(f.data);
			return 0;
		}
		each_section(t, &f, fn);
		free(f.data);
	}
	return 1;
}

static uint64_t next(uint64_t *state)
{
	uint64_t x = *state;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return *state = x;
}

/* Bytes that reach a rare map or form more often than chance would. */
static void shape(uint64_t *state, uint8_t *buf)
{
	static const uint8_t prefixes[] = {
		0x66, 0xf2, 0xf3, 0xf0, 0x67, 0x64, 0x65, 0x2e, 0x3e,
	};
	static const uint8_t escapes[][3] = {
		{ 0x0f },    { 0x0f },	  { 0x0f, 0x38 }, { 0x0f, 0x3a },
		{ 0xc5 },    { 0xc4, 1 }, { 0xc4, 2 },	  { 0xc4, 3 },
		{ 0x62, 1 }, { 0x62, 2 }, { 0x62, 3 },
	};
	uint64_t r = next(state);
	unsigned int n = 0, pick = r >> 8 & 15;

	while (n < 3 && (r >> (20 + n) & 1))
		buf[n] = prefixes[(r >> (28 + 4 * n) & 15) % 9], n++;
	if (r >> 42 & 1)
		buf[n++] = 0x40 | (r >> 48 & 15);
	if (pick >= sizeof(escapes) / sizeof(escapes[0]))
		return;
	buf[n++] = escapes[pick][0];
	if (escapes[pick][1])
		buf[n] = escapes[pick][1];
	if (escapes[pick][1] && escapes[pick][1] < 4)
		buf[n] |= r >> 52 & 0xf0;
}

static void compare_random(struct totals *t, uint64_t count, uint64_t seed)
{
	uint64_t i, state = seed * 0x9e3779b97f4a7c15ull + 1, word;
	uint8_t buf[64];
	unsigned int n;

	for (i = 0; i < count; i++) {
		for (n = 0; n < 24; n += 8) {
			word = next(&state);
			memcpy(buf + n, &word, 8);
		}
		if (i & 3)
			shape(&state, buf);
		compare(t, buf, i & 7 ? 24 : 1 + next(&state) % 15);
	}
}

static void summary(const struct totals *t)
{
	double share = t->insns ? 100.0 * (double)t->decided /
					  (double)(t->insns - t->bad)
				: 0;

	printf("%llu instructions, %llu decided by the table (%.4f %%), %llu unknown to capstone, %llu undecodable, %llu differences\n",
	       (unsigned long long)(t->insns - t->bad),
	       (unsigned long long)t->decided, share,
	       (unsigned long long)t->only, (unsigned long long)t->bad,
	       (unsigned long long)t->diffs);
	if (t->seconds > 0)
		printf("%.2f ns an instruction\n",
		       1e9 * t->seconds / (double)t->insns);
}

static int run(struct totals *t, char **argv)
{
	section_fn *fn = compare_section;
	uint64_t seed;

	if (*argv && !strcmp(*argv, "-r") && argv[1]) {
		seed = argv[2] ? strtoull(argv[2], NULL, 0) : 1;
		compare_random(t, strtoull(argv[1], NULL, 0), seed);
		return 1;
	}
	if (*argv && !strcmp(*argv, "-t")) {
		fn = time_section;
		argv++;
	}
	if (!*argv) {
		fprintf(stderr,
			"decode-compare [-m MAX] FILE... | -r COUNT [SEED] | -t FILE...\n");
		return 0;
	}
	return each_file(t, argv, fn);
}

int main(int argc, char **argv)
{
	struct totals t = { .max = 20, .dec = sc_decoder_new() };
	int ok;

	argv++;
	if (argc > 2 && !strcmp(*argv, "-m")) {
		t.max = strtoull(argv[1], NULL, 0);
		argv += 2;
	}
	if (!t.dec)
		return 2;
	ok = run(&t, argv);
	if (ok)
		summary(&t);
	sc_decoder_free(t.dec);
	if (!ok)
		return 2;
	return t.diffs ? 1 : 0;
}
