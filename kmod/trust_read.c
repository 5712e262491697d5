// SPDX-License-Identifier: GPL-2.0-only
/*
 * trust_read.c - the reader of trust tables, which the analyzer has, too
 */
#include "../include/stackcheck/trust_read.h"
