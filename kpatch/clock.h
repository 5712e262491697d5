/* SPDX-License-Identifier: GPL-2.0-only */
/* Time, for what is waited for with a bound. */
#ifndef KPATCH_CLOCK_H
#define KPATCH_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment in the past; never set back. */
int64_t kp_clock_ms(void);

/* Sleep for a moment between two looks at what is waited for; a signal ends it. */
void kp_clock_pause(void);

#endif
