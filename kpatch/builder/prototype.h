/* SPDX-License-Identifier: GPL-2.0-only */
/* What a preprocessed source says of a function's result and arguments. */
#ifndef KPATCH_BUILDER_PROTOTYPE_H
#define KPATCH_BUILDER_PROTOTYPE_H

#include <stddef.h>

/*
 * The head of the definition of the function @name in the @size bytes at @text: all
 * before its body, with a space between the tokens: "static int f ( long a )". The
 * caller frees it. NULL: the source does not define it, or there is no memory.
 */
char *pb_prototype_find(const char *text, size_t size, const char *name);

#endif
