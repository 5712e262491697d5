// SPDX-License-Identifier: GPL-2.0-only
/* A progress bar on a terminal, drawn ten times a second at most. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "stackcheck/cli/progress.h"

#define WIDTH 40
#define INTERVAL_NS 100000000u

static uint64_t now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

static int is_screen(int fd)
{
	const char *term = getenv("TERM");

	return isatty(fd) && term && strcmp(term, "dumb");
}

void sc_progress_begin(struct sc_progress *bar, size_t total)
{
	memset(bar, 0, sizeof(*bar));
	bar->total = total;
	bar->fd = total > 1 && is_screen(STDERR_FILENO) ? STDERR_FILENO : -1;
	bar->drawn_at = now_ns();
}

static void draw_bar(const struct sc_progress *bar, size_t done)
{
	static const char full[] = "########################################";
	int filled = (int)(done * WIDTH / bar->total);

	dprintf(bar->fd, "\r[%.*s%*s] %zu/%zu", filled, full, WIDTH - filled,
		"", done, bar->total);
}

void sc_progress_step(struct sc_progress *bar)
{
	size_t done = atomic_fetch_add(&bar->done, 1) + 1;
	uint64_t last, now;

	if (bar->fd < 0)
		return;
	last = bar->drawn_at;
	now = now_ns();
	/* of the threads that come at once, the one that sets the time draws */
	if (now - last >= INTERVAL_NS &&
	    atomic_compare_exchange_strong(&bar->drawn_at, &last, now))
		draw_bar(bar, done);
}

void sc_progress_end(struct sc_progress *bar)
{
	if (bar->fd >= 0)
		dprintf(bar->fd, "\r\033[K");
}
