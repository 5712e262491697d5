// SPDX-License-Identifier: GPL-2.0-only
/* What the text of the reference says: AT&T syntax, so the destination is last. */
#include "tests/sweep/sweep.h"

#include <string.h>

/* Beginnings of mnemonics whose last operand, if a register, is only read. */
static const char *const readers[] = {
	"cmp",	   "ccmp",	"test",	    "ctest",	   "push",
	"call",	   "jmp",	"wrfs",	    "wrgs",	   "incssp",
	"ptwrite", "lldt",	"ltr",	    "lkgs",	   "verr",
	"verw",	   "lmsw",	"vmwrite",  "umonitor",	   "umwait",
	"tpause",  "nop",	"out",	    "inv",	   "senduipi",
	"enqcmd",  "movdir64b", "ud0",	    "ud1",	   "llwpcb",
	"lwpins",  "lwpval",	"uwrmsr",   "wrmsrns",	   "prefetch",
	"clzero",  "jrcxz",	"jecxz",    "ljmp",	   "lcall",
	"monitor", "mwait",	"vmrun",    "vmload",	   "vmsave",
	"skinit",  "ldtilecfg", "rstorssp", "scas",	   "bound",
	"xabort",  "aadd",	"ret",	    "notrack jmp",
};

static const char *const names[16][5] = {
	{ "rax", "eax", "ax", "al", "ah" },
	{ "rcx", "ecx", "cx", "cl", "ch" },
	{ "rdx", "edx", "dx", "dl", "dh" },
	{ "rbx", "ebx", "bx", "bl", "bh" },
	{ "rsp", "esp", "sp", "spl", "" },
	{ "rbp", "ebp", "bp", "bpl", "" },
	{ "rsi", "esi", "si", "sil", "" },
	{ "rdi", "edi", "di", "dil", "" },
	{ "r8", "r8d", "r8w", "r8b", "" },
	{ "r9", "r9d", "r9w", "r9b", "" },
	{ "r10", "r10d", "r10w", "r10b", "" },
	{ "r11", "r11d", "r11w", "r11b", "" },
	{ "r12", "r12d", "r12w", "r12b", "" },
	{ "r13", "r13d", "r13w", "r13b", "" },
	{ "r14", "r14d", "r14w", "r14b", "" },
	{ "r15", "r15d", "r15w", "r15b", "" },
};

static bool begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

static const char *past_word(const char *text)
{
	text += strcspn(text, " ");
	return text + strspn(text, " ");
}

static bool is_prefix_word(const char *text)
{
	static const char *const words[] = {
		"lock",	    "rep",	"repz",	   "repe",   "repne",
		"repnz",    "data16",	"addr32",  "cs",     "ds",
		"es",	    "ss",	"fs",	   "gs",     "bnd",
		"xacquire", "xrelease", "notrack", "data32",
	};
	size_t n = strcspn(text, " ");

	if (begins(text, "rex") || *text == '{' ||
	    (n && *text == '0' && text[n - 1] == '}'))
		return true;
	for (unsigned int i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i]) == n && !strncmp(text, words[i], n))
			return true;
	return false;
}

const char *text_mnemonic(const char *text)
{
	while (*text && is_prefix_word(text))
		text = past_word(text);
	return text;
}

bool text_is_bad(const char *text)
{
	return strstr(text, "bad") || strstr(text, ".byte") ||
	       strstr(text, "%?");
}

bool text_is_prefix(const char *text)
{
	return !*text_mnemonic(text);
}

static uint16_t reg_named(const char *name, size_t n)
{
	for (unsigned int r = 0; r < 16; r++)
		for (unsigned int i = 0; i < 5; i++)
			if (n && strlen(names[r][i]) == n &&
			    !strncmp(names[r][i], name, n))
				return (uint16_t)(1u << r);
	return 0;
}

/* The operands, outside of brackets, from the last on; n: which. */
static uint16_t operand(const char *ops, unsigned int from_last)
{
	const char *starts[16];
	unsigned int n = 0, depth = 0;

	starts[n++] = ops;
	for (const char *p = ops; *p && *p != '#' && *p != '<'; p++) {
		depth += *p == '(';
		depth -= *p == ')';
		if (*p == ',' && !depth && n < 16)
			starts[n++] = p + 1;
	}
	if (from_last >= n)
		return 0;
	ops = starts[n - 1 - from_last];
	if (*ops != '%')
		return 0;
	return reg_named(ops + 1, strcspn(ops + 1, ", "));
}

static bool is_byte(const char *mnemonic, const char *ops)
{
	size_t n = strcspn(ops, " ,");

	return *ops == '%' && n && !strchr(ops, '(')
		       ? strchr("blh", ops[n - 1]) != NULL
		       : mnemonic[strcspn(mnemonic, " ") - 1] == 'b';
}

uint16_t text_writes(const char *text)
{
	const char *m = text_mnemonic(text), *ops = past_word(m);
	uint16_t mask;

	for (unsigned int i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
		if (begins(m, readers[i]) && !begins(m, "cmpxchg"))
			return 0;
	if (m[0] == 'b' && m[1] == 't' && (m[2] == ' ' || m[3] == ' ') &&
	    !strchr("crs", m[2]))
		return 0;
	/* of those with one operand it is a factor */
	if (!strchr(ops, ',') && (begins(m, "mul ") || begins(m, "imul ") ||
				  begins(m, "div") || begins(m, "idiv")))
		return is_byte(m, ops) ? 0x1 : 0x5;
	if (begins(m, "xchg") &&
	    (begins(ops, "%ax,%ax") || begins(ops, "%rax,%rax"))) /* nops */
		return 0;
	mask = operand(ops, 0);
	if (begins(m, "xchg") || begins(m, "xadd") || begins(m, "mulx") ||
	    begins(m, "pop2"))
		mask |= operand(ops, 1);
	return mask;
}
