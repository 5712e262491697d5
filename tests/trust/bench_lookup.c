// SPDX-License-Identifier: GPL-2.0-only
/*
 * bench_lookup TABLE: how long a look-up in a trust table takes. Each look-up
 * waits for the one before, as in the walk of a stack, where the next address
 * is read with what this look-up says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "stackcheck/trust.h"

#define PLACES (1u << 20)
#define ROUNDS 15

struct place {
	uint32_t region, off;
};

static struct place places[PLACES];

static double now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* The same numbers each time: a linear congruential generator. */
static uint64_t next_random(void)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005ull + 1442695040888963407ull;
	return state >> 33;
}

static uint64_t text_size(const struct sc_trust_header *h)
{
	uint64_t size = 0;

	for (uint32_t i = 0; i < h->nregions; i++)
		size += sc_trust_regions(h)[i].size;
	return size;
}

static struct place place_at(const struct sc_trust_header *h, uint64_t at)
{
	const struct sc_trust_region *r = sc_trust_regions(h);
	uint32_t i = 0;

	for (; at >= r[i].size; i++)
		at -= r[i].size;
	return (struct place){ i, (uint32_t)at };
}

/* Anywhere in the text, but only @different places, again and again. */
static void choose_random(const struct sc_trust_header *h, uint32_t different)
{
	uint64_t size = text_size(h);

	for (uint32_t i = 0; size && i < PLACES; i++)
		places[i] = i < different ? place_at(h, next_random() % size)
					  : places[i % different];
}

/* From the first byte on, in even steps. */
static void choose_sequential(const struct sc_trust_header *h)
{
	uint64_t size = text_size(h);

	for (uint32_t i = 0; i < PLACES; i++)
		places[i] = place_at(h, size * i / PLACES);
}

/* Nanoseconds for each place, in the fastest round. */
static double fastest(const void *table, const struct sc_trust_index *index)
{
	struct sc_trust_hit hit;
	double best = 1e30;

	for (unsigned int round = 0; round < ROUNDS; round++) {
		double start = now_ns(), time;
		uint32_t wait = 0;

		for (uint32_t i = 0; i < PLACES; i++) {
			const struct place *p = &places[i + wait];

			sc_trust_index_lookup(table, index, p->region, p->off,
					      &hit);
			/* always 0: no region is that large */
			wait = hit.row_end >> 31;
		}
		time = now_ns() - start;
		best = time < best ? time : best;
	}
	return best / PLACES;
}

static void print_row(const char *what, const void *table,
		      const struct sc_trust_index *index)
{
	printf("%-24s %10.1f %10.1f\n", what, fastest(table, NULL),
	       fastest(table, index));
}

static void print_rows(const void *table, const struct sc_trust_index *index)
{
	printf("look-up, ns                 without      index\n");
	choose_random(table, PLACES);
	print_row("anywhere", table, index);
	choose_random(table, 1000);
	print_row("the same 1000 places", table, index);
	choose_sequential(table);
	print_row("one after the other", table, index);
}

/* The table of @size bytes, at an address that is aligned. NULL: no such file. */
static void *read_table(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	void *table = NULL;

	if (!f)
		return NULL;
	if (!fseek(f, 0, SEEK_END) && ftell(f) > 0) {
		*size = (size_t)ftell(f);
		table = malloc(*size);
	}
	rewind(f);
	if (table && fread(table, 1, *size, f) != *size) {
		free(table);
		table = NULL;
	}
	fclose(f);
	return table;
}

static int run(const void *table, size_t size)
{
	double start = now_ns(), checked, made;
	struct sc_trust_index *index = NULL;

	if (sc_trust_check(table, size))
		return -1;
	checked = now_ns();
	if (sc_trust_index_size(table))
		index = malloc(sc_trust_index_size(table));
	if (!index)
		return -1;
	sc_trust_index_make(table, index);
	made = now_ns();
	printf("table %zu bytes, checked in %.1f ms\n", size,
	       (checked - start) / 1e6);
	printf("index %zu bytes, made in %.1f ms\n", sc_trust_index_size(table),
	       (made - checked) / 1e6);
	print_rows(table, index);
	free(index);
	return 0;
}

int main(int argc, char **argv)
{
	size_t size = 0;
	void *table = argc == 2 ? read_table(argv[1], &size) : NULL;
	int bad = !table || run(table, size);

	free(table);
	if (bad)
		fprintf(stderr, "usage: bench_lookup TABLE\n");
	return bad ? 2 : 0;
}
