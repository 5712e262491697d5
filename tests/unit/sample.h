/* SPDX-License-Identifier: GPL-2.0-only */
/* A small object of a few functions, taken apart and, if asked for, judged. */
#ifndef TESTS_UNIT_SAMPLE_H
#define TESTS_UNIT_SAMPLE_H

#include "stackcheck/analysis/analysis.h"

/* Code of a function, as bytes. */
struct sample_code {
	const char *name;
	const char *bytes;
	size_t size;
};

#define SAMPLE_CODE(name, bytes)                                               \
	{                                                                      \
		name, bytes, sizeof(bytes) - 1                                 \
	}

struct sample {
	uint8_t *file;
	struct sc_image *img;
	struct sc_analysis *analysis;
	struct sc_result res;
};

/*
 * Global functions of one section, one behind the other, in table mode. The
 * test fails if that is no object. sample_close() frees all.
 */
void sample_open(struct sample *s, const struct sample_code *code, size_t n);
void sample_check(struct sample *s);
void sample_close(struct sample *s);

/* The rule of finding @i; "" if there are fewer. */
const char *sample_rule(const struct sample *s, size_t i);

#endif
