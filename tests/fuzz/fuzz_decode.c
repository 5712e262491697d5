// SPDX-License-Identifier: GPL-2.0-only
/*
 * Table and capstone give the same answer on any bytes, and neither reads
 * beyond them: the input is copied to a buffer of its exact size.
 *
 * With -DFUZZ_MAIN this is a program that takes the inputs as files.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/table.h"
#include "arch/x86/decode/table_only.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void different(const uint8_t *code, size_t size)
{
	size_t i;

	fprintf(stderr, "table and capstone differ:");
	for (i = 0; i < size && i < SC_X86_MAX_LEN; i++)
		fprintf(stderr, " %02x", code[i]);
	fprintf(stderr, "\n");
	abort();
}

/* Both start from zeroes, so what neither fills is the same. */
static size_t one(struct sc_decoder *dec, const uint8_t *code, size_t size)
{
	struct sc_insn a = { 0 }, b = { 0 };
	unsigned int table = sc_x86_decode_table(code, size, &a);
	unsigned int cs = sc_x86_decode_capstone(dec, code, size, &b);

	if (table > size || cs > size)
		different(code, size);
	if (!table)
		return cs ? cs : 1;
	if (!cs && sc_x86_table_only(code, table))
		return table;
	if (cs != table || memcmp(&a, &b, sizeof(a)))
		different(code, size);
	return table;
}

static struct sc_decoder *decoder(void)
{
	static struct sc_decoder *dec;

	if (!dec)
		dec = sc_decoder_new();
	if (!dec)
		abort();
	return dec;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);
	size_t off = 0;

	if (!copy)
		return 0;
	if (size)
		memcpy(copy, data, size);
	while (off < size)
		off += one(decoder(), copy + off, size - off);
	free(copy);
	return 0;
}

#ifdef FUZZ_MAIN
int main(int argc, char **argv)
{
	uint8_t data[4096];
	size_t size;
	FILE *in;
	int i;

	for (i = 1; i < argc; i++) {
		in = fopen(argv[i], "rb");
		if (!in) {
			perror(argv[i]);
			return 2;
		}
		size = fread(data, 1, sizeof(data), in);
		fclose(in);
		LLVMFuzzerTestOneInput(data, size);
	}
	return 0;
}
#endif
