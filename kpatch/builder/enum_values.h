/* SPDX-License-Identifier: GPL-2.0-only */
/* The values of an enum before and after a change. */
#ifndef KPATCH_BUILDER_ENUM_VALUES_H
#define KPATCH_BUILDER_ENUM_VALUES_H

#include <stdbool.h>

/*
 * Has each name of the old enum its value in the new one as well, and is none of the
 * new values too large for an int? Then nothing that was compiled with the old one is
 * wrong. The texts are those of type_texts.h. Values are compared as texts: false if
 * one is written in another way.
 */
bool pb_enum_only_grows(const char *old, const char *new);

#endif
