/* SPDX-License-Identifier: GPL-2.0-only */
/* One entry of ORC: what it says of a row, and its bytes. */
#ifndef STACKCHECK_ORC_ENTRY_H
#define STACKCHECK_ORC_ENTRY_H

#include "stackcheck/core/arch.h"
#include "stackcheck/image/format.h"
#include "stackcheck/image/orc_table.h"

/* An entry that says what @row says. False: ORC has no way to say it. */
bool sc_orc_from_row(const struct sc_arch *arch, const struct sc_row *row,
		     struct sc_orc_entry *entry_ret);

/* The six bytes of an entry; one without a row, if the format cannot say it. */
void sc_orc_pack(const struct sc_orc_entry *entry,
		 const struct sc_format *format, uint8_t out[6]);

#endif
