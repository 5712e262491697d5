/* SPDX-License-Identifier: GPL-2.0-only */
/* Who is told what a long work does. */
#ifndef KPATCH_BUILDER_PROGRESS_H
#define KPATCH_BUILDER_PROGRESS_H

/* Owned by the caller, with what @ctx points to. */
struct pb_progress {
	/* one line without its end; NULL: nobody wants to know */
	void (*tell)(void *ctx, const char *text);
	void *ctx;
};

/* Tell a line, formatted as by printf. @progress may be NULL. */
void pb_progress_tell(const struct pb_progress *progress, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Seconds since a time that does not change; only differences mean anything. */
double pb_progress_now(void);

#endif
