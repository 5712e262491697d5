// SPDX-License-Identifier: GPL-2.0-only
/* kp_lp_each.c - kp_each.c as a patch for the kernel's own livepatch code */
#define KPATCH_LIVEPATCH
#include "kp_each.c"
