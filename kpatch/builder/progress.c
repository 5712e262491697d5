// SPDX-License-Identifier: GPL-2.0-only
/* Who is told what a long work does. */
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

#include "kpatch/builder/progress.h"

#define LINE 1024

void pb_progress_tell(const struct pb_progress *progress, const char *fmt, ...)
{
	char text[LINE];
	va_list args;

	if (!progress || !progress->tell)
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	progress->tell(progress->ctx, text);
}

double pb_progress_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
