// SPDX-License-Identifier: GPL-2.0-only
/* kp_nmi_each.c - kp_nmi for one task after the other */
#define HOW	KPATCH_PER_TASK

#include "kp_nmi.c"
