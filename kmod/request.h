/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * request.h - one request: what is asked for, and why it is refused
 */
#ifndef KPATCH_REQUEST_H
#define KPATCH_REQUEST_H

#include <linux/compiler.h>
#include <linux/types.h>

#include "kpatch.h"
#include "reason.h"

struct kpatch_patch;
struct kpatch_stop;

enum kpatch_action {
	KPATCH_ENABLE,
	KPATCH_DISABLE,
	KPATCH_REPLACE,
	KPATCH_MODULE_COMING,
	KPATCH_CHECK,
};

struct kpatch_op {
	enum kpatch_action action;
	const char *name;		/* of the patch module */
	struct kpatch_patch *patch;	/* NULL while there is none */
	bool replace;
	bool dry;			/* everything but the switch */
	bool enable;
	bool distrusted;		/* the patch's code is not trusted */
	u64 start_ns;
	unsigned int timeout_ms;
	u64 end_ns;			/* no new try from then on */
	unsigned int retries;
	unsigned int functions;		/* that are switched */
	int asked;			/* for this request; negative: not */
	enum kpatch_consistency consistency;
	bool by_task;			/* tasks have moved one by one */
	bool forced;			/* and some were not waited for */
	u64 longest_ns;			/* the longest section under RCU then */

	enum kpatch_reason reason;
	const char *object;
	const char *function;
	char detail[160];
	char where[160];		/* what object and function point to */

	struct kpatch_stop *stop;	/* figures and blockers; may be NULL */
};

/* Why a change is refused: fills @op, returns the reason's errno, negated. */
int __printf(5, 6) kpatch_refuse(struct kpatch_op *op, enum kpatch_reason why,
				 const char *object, const char *function,
				 const char *fmt, ...);
/* The same; object and function are those that @addr lies in. */
int __printf(5, 6) kpatch_refuse_at(struct kpatch_op *op,
				    enum kpatch_reason why, unsigned long addr,
				    bool exact, const char *fmt, ...);
/* There was a reason to refuse, which does not count. */
void kpatch_refuse_nothing(struct kpatch_op *op);
/*
 * Rest for @ms after a try that was refused, and count it. Negative: @op ends
 * with that errno instead of another try.
 */
int kpatch_rest_between(struct kpatch_op *op, unsigned int ms);
const char *kpatch_reason_name(enum kpatch_reason why);
int kpatch_reason_errno(enum kpatch_reason why);

#define KPATCH_DEFAULT_TIMEOUT	(-1)	/* kpatch_timeout_ms */

extern unsigned int kpatch_timeout_ms;	/* of a request that names none */

#endif /* KPATCH_REQUEST_H */
