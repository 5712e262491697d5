/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables of places as sections of an object. */
#ifndef STACKCHECK_SITES_SITE_SECTIONS_H
#define STACKCHECK_SITES_SITE_SECTIONS_H

#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/sites/sites.h"

/*
 * Add a section for each table in @tables, a mask of SC_SITES_BIT(), that is not
 * empty. @module: a static call's key may be a symbol of another module. 0, or
 * -1 with @err: nothing is to be written then.
 */
int sc_site_sections_add(const struct sc_sites *sites, unsigned int tables,
			 bool module, struct sc_edit *edit,
			 struct sc_error *err);

/* Is it the name of one of these sections? */
bool sc_is_site_section(const char *name);

#endif
