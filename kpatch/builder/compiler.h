/* SPDX-License-Identifier: GPL-2.0-only */
/* The compiler and the linker that built a kernel. */
#ifndef KPATCH_BUILDER_COMPILER_H
#define KPATCH_BUILDER_COMPILER_H

#include "kpatch/builder/kernel.h"

/* Names or paths of programs. pb_compiler_free() frees it. */
struct pb_compiler {
	char *prefix; /* for CROSS_COMPILE; may be empty */
	char *cc; /* the prefix, and "gcc-12" */
	char *ld; /* the prefix, and "ld" */
};

/*
 * Find the compiler and the linker that built @kernel. @prefix is that of
 * --cross-compile, which may be a path, or NULL: the one that the kernel was
 * built with, or none. Programs of any other version are refused; @err then has
 * both versions, and what to install. 0, or -1 with @err and nothing to free.
 */
int pb_compiler_find(const struct pb_kernel *kernel, const char *prefix,
		     struct pb_compiler *compiler, struct sc_error *err);
void pb_compiler_free(struct pb_compiler *compiler);

/*
 * Whether two first lines of `gcc --version` are of the same compiler: all but
 * the name is the same, as "gcc-12 (Debian 12.2.0-14) 12.2.0" and
 * "x86_64-linux-gnu-gcc-12 (Debian 12.2.0-14) 12.2.0".
 */
int pb_compiler_is_same(const char *a, const char *b);

/*
 * The number that CONFIG_LD_VERSION has for the first line of `ld --version`:
 * 24000 for "GNU ld (GNU Binutils for Debian) 2.40". -1: the line is another.
 */
long pb_linker_number(const char *line);

#endif
