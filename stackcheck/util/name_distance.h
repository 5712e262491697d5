/* SPDX-License-Identifier: GPL-2.0-only */
/* How near a mistyped name is to one that there is. */
#ifndef STACKCHECK_UTIL_NAME_DISTANCE_H
#define STACKCHECK_UTIL_NAME_DISTANCE_H

#include <stddef.h>

/*
 * How many letters to add, to drop or to change to make @name of @typed. If
 * @typed is a part of @name it is no farther away than two letters. SIZE_MAX if
 * one of them is empty or longer than 128 bytes: such names are not guessed.
 */
size_t sc_name_distance(const char *typed, const char *name);

/* From this distance on, a name is not meant by @typed. */
size_t sc_name_too_far(const char *typed);

#endif
