/* SPDX-License-Identifier: GPL-2.0-only */
/* What dwarf_open.c opens and dwarf.c asks; the only users of libdw. */
#ifndef STACKCHECK_IMAGE_DWARF_PRIV_H
#define STACKCHECK_IMAGE_DWARF_PRIV_H

#include "stackcheck/image/dwarf_library.h"
#include "stackcheck/image/image_priv.h"

/* The code of one compilation unit; one entry for each of its ranges. */
struct cu_range {
	Dwarf_Addr start, end;
	Dwarf_Off cu;
};

struct sc_dwarf {
	const struct sc_libdw *lib; /* NULL until it is needed */
	bool opened; /* as far as it can be */
	Dwfl *dwfl; /* of an unlinked image; NULL otherwise */
	Dwarf *dw; /* libdwfl's, or @own */
	Dwarf *own; /* of a linked image; NULL otherwise */
	Elf *elf; /* until libdwfl asks for it */
	Dwarf_Addr bias;
	uint32_t nsecs;
	Dwarf_Addr *sec_addr; /* by section; of our own choice in ET_REL */
	uint8_t *copy; /* of the image's bytes, or NULL */
	struct cu_range *ranges; /* sorted; NULL until a line is asked for */
	size_t nranges, cap;
	bool lost; /* memory ran out within libdw: never to be used again */
};

#endif
