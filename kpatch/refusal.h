/* SPDX-License-Identifier: GPL-2.0-only */
/* Records of changes and refusals, in words and as JSON. */
#ifndef KPATCH_REFUSAL_H
#define KPATCH_REFUSAL_H

#include <stdio.h>

#include "kpatch/command.h"
#include "kpatch/record.h"

/* One reason of kpatch.ko's, as in sysfs.md. */
struct kp_reason {
	const char *name;
	enum kp_exit code;
	const char *meaning;
	const char *advice; /* what to do; NULL: nothing in general */
};

/* "61.3 us": a time that people can read, into @buf, which is returned. */
struct kp_time {
	char s[24];
};
const char *kp_time(struct kp_time *buf, int64_t ns);

/*
 * Show the refusal @rec, its blockers with their traces, and what to do, as
 * trouble of this run. Returns the reason's code.
 */
enum kp_exit kp_refusal_report(const struct kp_ctx *ctx,
			       const struct kp_record *rec);

/* Only what follows its first line, and "refusal" of the document. */
void kp_refusal_explain(const struct kp_ctx *ctx, const struct kp_record *rec);

/* Its blockers alone, each with its frames. */
void kp_blockers_print(FILE *out, const struct kp_record *rec);

/* The same on standard output, as part of a report. */
void kp_refusal_print(const struct kp_ctx *ctx, const struct kp_record *rec);

#endif
