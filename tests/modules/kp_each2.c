// SPDX-License-Identifier: GPL-2.0-only
/* kp_each2.c - kp_each with another result, to replace it */
#define RESULT	3

#include "kp_each.c"
