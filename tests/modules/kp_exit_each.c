// SPDX-License-Identifier: GPL-2.0-only
/* kp_exit_each.c - kp_exit for one task after the other */
#define HOW	KPATCH_PER_TASK

#include "kp_exit.c"
