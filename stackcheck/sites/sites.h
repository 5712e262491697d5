/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Places in code that the kernel has tables of, to write other instructions
 * there: calls and jumps to thunks, static calls, tracing calls, and landings
 * that nothing jumps to.
 */
#ifndef STACKCHECK_SITES_SITES_H
#define STACKCHECK_SITES_SITES_H

#include "stackcheck/cfg/cfg.h"

/* The tables, in the order in which they are written. */
enum sc_site_table {
	SC_SITES_STATIC_CALL,
	SC_SITES_RETPOLINE,
	SC_SITES_CFI,
	SC_SITES_RETURN,
	SC_SITES_CALL,
	SC_SITES_MCOUNT,
	SC_SITES_SEAL,
	SC_NSITES,
};

/* In a mask of tables. */
#define SC_SITES_BIT(table) (1u << (table))

struct sc_site {
	uint32_t sec, off; /* of the instruction */
	uint32_t sym; /* what it leads to; 0 where the table does not ask */
	bool tail; /* a jump, so nothing comes back */
};

struct sc_site_list {
	struct sc_site *list; /* owned */
	size_t n;
};

/* All tables of one object. Zero-filled: empty. */
struct sc_sites {
	struct sc_site_list table[SC_NSITES];
};

void sc_sites_free(struct sc_sites *sites);

/* 0, or -1 when out of memory. */
int sc_site_add(struct sc_sites *sites, enum sc_site_table table,
		const struct sc_site *site);

#endif
