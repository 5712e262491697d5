// SPDX-License-Identifier: GPL-2.0-only
/* kp_lp_sleep.c - kp_sleep.c as a patch for the kernel's own livepatch code */
#define KPATCH_LIVEPATCH
#include "kp_sleep.c"
