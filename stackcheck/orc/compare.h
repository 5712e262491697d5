/* SPDX-License-Identifier: GPL-2.0-only */
/* An entry of shipped ORC beside what this analysis knows. */
#ifndef STACKCHECK_ORC_COMPARE_H
#define STACKCHECK_ORC_COMPARE_H

#include "stackcheck/image/orc_table.h"

/* Do both say the same, in the same way? */
bool sc_orc_agrees(const struct sc_orc_entry *entry, const struct sc_row *row,
		   const struct sc_arch *arch);

/*
 * Does the entry lead to the caller by what is known in @st? An entry that
 * does not agree may: there is often more than one way to the CFA.
 */
bool sc_orc_holds(const struct sc_orc_entry *entry, const struct sc_state *st,
		  const struct sc_arch *arch);

/* "sp+16 bp@-16", into @buf, which is returned. */
const char *sc_orc_words(const struct sc_orc_entry *entry,
			 const struct sc_arch *arch, char *buf, size_t size);

#endif
