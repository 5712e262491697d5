/* SPDX-License-Identifier: GPL-2.0-only */
/* One request to kpatch.ko, and what became of it. */
#ifndef KPATCH_REQUEST_H
#define KPATCH_REQUEST_H

#include "kpatch/system.h"

/* From kp_request_begin() to kp_request_end(). */
struct kp_request {
	int lock; /* a descriptor; -1 where there can be none */
	int64_t changes, refusals, checks; /* seq of the records before */
};

/*
 * Wait for other kpatch commands, for a while, and take down what the records
 * say now. KP_DONE, or the code of what was told and nothing to end.
 */
enum kp_exit kp_request_begin(const struct kp_ctx *ctx, struct kp_request *req);
void kp_request_end(struct kp_request *req);

/* "timeout_ms=300" for --timeout=0.3, "" without, into @buf; returned. */
struct kp_timeout {
	char s[40];
};
const char *kp_request_timeout(const struct kp_ctx *ctx,
			       struct kp_timeout *buf);

/* After a request for @patch ended with errno @err: tell why. The code. */
enum kp_exit kp_request_refused(const struct kp_ctx *ctx,
				const struct kp_request *req, const char *patch,
				bool check, int err);

/* After a change was made: "change" of the document; @text_ret says it. */
void kp_request_changed(const struct kp_ctx *ctx, const struct kp_request *req,
			char *text, size_t size);

/* Whether a check that ended with @err found that it can be done. */
bool kp_request_possible(const struct kp_ctx *ctx, const struct kp_request *req,
			 int err);

#endif
