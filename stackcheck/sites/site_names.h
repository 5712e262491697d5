/* SPDX-License-Identifier: GPL-2.0-only */
/* Symbols that the kernel's tables are about, and the branches to them. */
#ifndef STACKCHECK_SITES_SITE_NAMES_H
#define STACKCHECK_SITES_SITE_NAMES_H

#include "stackcheck/image/image.h"

struct sc_object;
struct sc_insn;

/* A symbol with a kind of its own that the object defines. */
struct sc_site_name {
	uint32_t sec, sym;
	uint64_t off;
};

struct sc_site_names {
	const struct sc_image *img; /* borrowed */
	uint8_t *kind; /* by symbol: enum sc_site_kind */
	struct sc_site_name *defined; /* by place */
	size_t ndefined;
};

/* 0, or -1 when out of memory; free them in either case. */
int sc_site_names_find(struct sc_site_names *names, const struct sc_image *img);
void sc_site_names_free(struct sc_site_names *names);

/*
 * The symbol that a direct branch of section @sec leads to, if it has a kind:
 * the one that its relocation names, or the one that is defined there. Else 0.
 */
uint32_t sc_site_names_target(const struct sc_site_names *names,
			      const struct sc_object *obj, uint32_t sec,
			      const struct sc_insn *insn);

#endif
