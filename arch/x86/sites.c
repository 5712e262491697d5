// SPDX-License-Identifier: GPL-2.0-only
/* What the kernel's build makes of branches: names, and other instructions. */
#include <string.h>

#include "arch/x86/sites.h"
#include "stackcheck/util/affix.h"

/* Names of the thunks also with __pi_, for code that runs at any address. */
static const char *skip_prefix(const char *name)
{
	return sc_starts_with(name, "__pi_") ? name + 5 : name;
}

enum sc_site_kind sc_x86_site_kind(const char *name)
{
	const char *thunk;

	if (name[0] != '_')
		return SC_SITE_PLAIN;
	thunk = skip_prefix(name);
	if (sc_starts_with(thunk, "__x86_indirect_"))
		return SC_SITE_RETPOLINE;
	if (!strcmp(thunk, "__x86_return_thunk"))
		return SC_SITE_RETURN;
	if (sc_starts_with(name, "__SCT__"))
		return SC_SITE_STATIC_CALL;
	if (!strcmp(name, "__fentry__"))
		return SC_SITE_TRACING;
	if (sc_starts_with(name, "__sanitizer_cov_") ||
	    sc_starts_with(name, "__tsan_func_") ||
	    !strcmp(name, "__tsan_atomic_signal_fence"))
		return SC_SITE_PROFILING;
	return SC_SITE_PLAIN;
}

enum { CALL = 0xe8, JMP = 0xe9, JMP_SHORT = 0xeb, RET = 0xc3, INT3 = 0xcc };

unsigned int sc_x86_branch_len(const uint8_t *code, size_t avail,
			       bool *is_call_ret)
{
	*is_call_ret = avail && code[0] == CALL;
	if (avail >= 2 && code[0] == JMP_SHORT)
		return 2;
	return avail >= 5 && (code[0] == CALL || code[0] == JMP) ? 5 : 0;
}

/* One no-op of that length: asm/nops.h has them. */
bool sc_x86_put_nop(uint8_t *to, unsigned int len)
{
	static const uint8_t nops[][5] = {
		[2] = { 0x66, 0x90 },
		[3] = { 0x0f, 0x1f, 0x00 },
		[5] = { 0x0f, 0x1f, 0x44, 0x00, 0x00 },
	};

	if (len >= sizeof(nops) / sizeof(nops[0]) || !nops[len][0])
		return false;
	memcpy(to, nops[len], len);
	return true;
}

bool sc_x86_put_return(uint8_t *to, unsigned int len)
{
	if (len < 2)
		return false;
	to[0] = RET;
	to[1] = INT3;
	return len == 2 || sc_x86_put_nop(to + 2, len - 2);
}
