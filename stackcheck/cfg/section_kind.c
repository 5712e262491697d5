// SPDX-License-Identifier: GPL-2.0-only
/* Sections of code that the kernel has duties for, by their names. */
#include <string.h>

#include "stackcheck/cfg/section_kind.h"
#include "stackcheck/util/affix.h"

bool sc_section_is_thunks(const char *name)
{
	return sc_starts_with(name, ".text..__x86.");
}

bool sc_section_is_noinstr(const char *name)
{
	return !strcmp(name, ".noinstr.text") || !strcmp(name, ".entry.text") ||
	       !strcmp(name, ".cpuidle.text") || sc_section_is_thunks(name);
}

bool sc_section_is_init(const char *name, bool module)
{
	return !module && !strcmp(name, ".init.text");
}
