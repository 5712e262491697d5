/* SPDX-License-Identifier: GPL-2.0-only */
/* Sections of code that the kernel has duties for, by their names. */
#ifndef STACKCHECK_CFG_SECTION_KIND_H
#define STACKCHECK_CFG_SECTION_KIND_H

#include <stdbool.h>

/* Code that must not be instrumented, nor leave for code that is. */
/* Thunks of indirect branches and of returns. */
bool sc_section_is_thunks(const char *name);
bool sc_section_is_noinstr(const char *name);

/*
 * Code of the kernel that is gone before anything could attack it. A module is
 * loaded later, so its code is none of that.
 */
bool sc_section_is_init(const char *name, bool module);

#endif
