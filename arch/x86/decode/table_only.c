// SPDX-License-Identifier: GPL-2.0-only
#include "arch/x86/decode/table_only.h"

int sc_x86_table_only(const uint8_t *code, size_t len)
{
	(void)code;
	(void)len;
	return 0;
}
