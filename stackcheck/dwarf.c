// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/image_priv.h"

void sc_dwarf_free(struct sc_dwarf *dwarf)
{
	(void)dwarf;
}
