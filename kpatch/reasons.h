/* SPDX-License-Identifier: GPL-2.0-only */
/* What kpatch.ko's reasons mean, and what to do about each. */
#ifndef KPATCH_REASONS_H
#define KPATCH_REASONS_H

#include "kpatch/refusal.h"

/* That of the name; one that says so for a name that is not known. */
const struct kp_reason *kp_reason_find(const char *name);

#endif
