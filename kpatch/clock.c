// SPDX-License-Identifier: GPL-2.0-only
#include <time.h>

#include "kpatch/clock.h"

#define PAUSE_MS 20

int64_t kp_clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void kp_clock_pause(void)
{
	const struct timespec pause = { 0, PAUSE_MS * 1000000L };

	nanosleep(&pause, NULL);
}
