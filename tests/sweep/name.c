// SPDX-License-Identifier: GPL-2.0-only
/* Whether two disassemblers name the same instruction. */
#include "tests/sweep/sweep.h"

#include <string.h>

/* Names of one instruction, without suffixes of width. */
static const char *const aliases[][2] = {
	{ "sa", "sh" }, /* sal, shl */
	{ "mov", "movsxd" }, /* movslq */
	{ "movd", "mov" }, /* movq */
	{ "mova", "mov" }, /* movabs */
	{ "fcompi", "fcomip" },
	{ "fucompi", "fucomip" },
	{ "fsetpm", "fnsetpm(287" },
	{ "fdisi8087_nop", "fndisi(8087" },
	{ "feni8087_nop", "fneni(8087" },
	{ "nop", "bndstx" }, /* where there is no MPX */
	{ "nop", "bndldx" },
	{ "nop", "bndmk" },
	{ "nop", "bndmov" },
	{ "nop", "bndcn" },
	{ "nop", "bndc" }, /* bndcl */
	{ "nop", "bndcu" },
};

static size_t stem(const char *name)
{
	size_t n = strcspn(name, " ,");

	while (n > 1 && strchr("bwlqsty", name[n - 1]))
		n--;
	return n;
}

/* The letters alone: some have hyphens. */
static bool same(const char *a, size_t n, const char *b, size_t m)
{
	size_t i = 0, k = 0;

	while (i < n && k < m) {
		if (b[k] == '-') {
			k++;
			continue;
		}
		if (a[i++] != b[k++])
			return false;
	}
	return i == n && k == m;
}

/* xchg of a register with itself, without REX: the no-op of 16 bits. */
static bool is_no_op(const char *here, const char *there)
{
	return !strcmp(here, "nop") && strstr(there, "xchg") &&
	       strstr(there, "%ax,%ax");
}

bool same_instruction(const char *here, const char *there)
{
	const char *a = text_mnemonic(here), *b = text_mnemonic(there);
	size_t n = stem(a), m = stem(b);

	if (!strncmp(here, ".byte", 5) || is_no_op(a, there) ||
	    same(a, n, b, m))
		return true;
	if (strstr(a, "pclmul") && strstr(b, "pclmul")) /* which halves */
		return true;
	for (unsigned int i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (same(a, n, aliases[i][0], strlen(aliases[i][0])) &&
		    same(b, m, aliases[i][1], strlen(aliases[i][1])))
			return true;
	return false;
}
