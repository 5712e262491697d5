// SPDX-License-Identifier: GPL-2.0-only
/* kp_thread_each.c - kp_thread for one task after the other */
#define HOW	KPATCH_PER_TASK

#include "kp_thread.c"
