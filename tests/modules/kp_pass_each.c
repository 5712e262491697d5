// SPDX-License-Identifier: GPL-2.0-only
/* kp_pass_each.c - kp_pass for one task after the other */
#define HOW	KPATCH_PER_TASK

#include "kp_pass.c"
