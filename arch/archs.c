// SPDX-License-Identifier: GPL-2.0-only
/* The architectures that there are. */
#include <stddef.h>

#include "stackcheck/core/arch.h"

static const struct sc_arch *const archs[] = { &sc_arch_x86_64 };

const struct sc_arch *sc_arch_find(uint16_t machine)
{
	for (size_t i = 0; i < sizeof(archs) / sizeof(archs[0]); i++)
		if (archs[i]->machine == machine)
			return archs[i];
	return NULL;
}
