// SPDX-License-Identifier: GPL-2.0-only
/*
 * trust_reader_instance.c - the reader of trust tables, as the module compiles it
 *
 * All of its code is in trust_reader.h: the analyzer has the same.
 */
#include "../include/stackcheck/trust_reader.h"
