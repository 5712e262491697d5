// SPDX-License-Identifier: GPL-2.0-only
/* The reader of trust tables, which the kernel module has, too. */
#include "stackcheck/trust_read.h"
