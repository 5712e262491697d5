// SPDX-License-Identifier: GPL-2.0-only
/* Instructions that set or clear AC, by which SMAP lets the kernel through. */
#include <string.h>

#include "arch/x86/user_access.h"

enum { PUSHF = 0x9c, POPF = 0x9d };

enum sc_user_access sc_x86_user_access(const struct sc_insn *insn,
				       const uint8_t *code)
{
	const uint8_t *last = code + insn->len - 1;

	switch (insn->op) {
	case SC_OP_OTHER:
		if (insn->len != 3 || memcmp(code, "\x0f\x01", 2))
			return SC_USER_PLAIN;
		if (*last == 0xcb)
			return SC_USER_OPEN;
		return *last == 0xca ? SC_USER_CLOSE : SC_USER_PLAIN;
	case SC_OP_PUSH_OTHER:
		return *last == PUSHF && insn->len <= 2 ? SC_USER_SAVE
							: SC_USER_PLAIN;
	case SC_OP_POP_OTHER:
		return *last == POPF && insn->len <= 2 ? SC_USER_RESTORE
						       : SC_USER_PLAIN;
	default:
		return SC_USER_PLAIN;
	}
}
