// SPDX-License-Identifier: GPL-2.0-only
/*
 * request.c - why a request is refused, and the name and errno of each reason
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "images.h"
#include "patches.h"
#include "reason.h"
#include "request.h"
#include "symbols.h"

unsigned int kpatch_timeout_ms = 15000;

static const struct {
	const char *name;
	int err;
} reasons[KPATCH_NR_REASONS] = {
	[KPATCH_NONE]		= { "none", 0 },
	[KPATCH_BUSY]		= { "busy", EBUSY },
	[KPATCH_UNRELIABLE]	= { "unreliable", ENOTRECOVERABLE },
	[KPATCH_UNTRUSTED]	= { "untrusted", EKEYREJECTED },
	[KPATCH_NMI]		= { "nmi", EAGAIN },
	[KPATCH_NOT_FOUND]	= { "not-found", ENOENT },
	[KPATCH_AMBIGUOUS]	= { "ambiguous", ENOTUNIQ },
	[KPATCH_POSITION]	= { "position", ERANGE },
	[KPATCH_ADDRESS]	= { "address", EADDRNOTAVAIL },
	[KPATCH_NO_FENTRY]	= { "no-fentry", ENXIO },
	[KPATCH_CONFLICT]	= { "conflict", EADDRINUSE },
	[KPATCH_FTRACE_OFF]	= { "ftrace-off", EOPNOTSUPP },
	[KPATCH_RELOCATION]	= { "relocation", ENOEXEC },
	[KPATCH_OVERFLOW]	= { "overflow", EOVERFLOW },
	[KPATCH_VETO]		= { "veto", ECANCELED },
	[KPATCH_MALFORMED]	= { "malformed", EINVAL },
	[KPATCH_REGISTERED]	= { "registered", EEXIST },
	[KPATCH_STATE]		= { "state", EALREADY },
	[KPATCH_INCOMPATIBLE]	= { "incompatible", EPROTO },
	[KPATCH_GOING]		= { "going", ENODEV },
	[KPATCH_REENTRY]	= { "reentry", EDEADLK },
	[KPATCH_MEMORY]		= { "memory", ENOMEM },
	[KPATCH_INTERRUPTED]	= { "interrupted", EINTR },
	[KPATCH_CPU_HELD]	= { "cpu-held", ETIMEDOUT },
	[KPATCH_SWITCHED_OFF]	= { "switched-off", EPERM },
	[KPATCH_UNSUPPORTED]	= { "unsupported", EPROTONOSUPPORT },
	[KPATCH_CONSISTENCY]	= { "consistency", EDOM },
	[KPATCH_REVERSED]	= { "reversed", ECONNABORTED },
	[KPATCH_FAULT]		= { "fault", EIO },
};

const char *kpatch_reason_name(enum kpatch_reason why)
{
	return reasons[why].name;
}

int kpatch_reason_errno(enum kpatch_reason why)
{
	return reasons[why].err;
}

int kpatch_refuse(struct kpatch_op *op, enum kpatch_reason why,
		  const char *object, const char *function, const char *fmt,
		  ...)
{
	va_list args;

	op->reason = why;
	op->object = object;
	op->function = function;
	va_start(args, fmt);
	vscnprintf(op->detail, sizeof(op->detail), fmt, args);
	va_end(args);
	return -reasons[why].err;
}

int kpatch_refuse_at(struct kpatch_op *op, enum kpatch_reason why,
		     unsigned long addr, bool exact, const char *fmt, ...)
{
	char *module;
	va_list args;

	/* "function+0x1/0x2 [module build-id]" or without the module */
	kpatch_name_code(op->where, sizeof(op->where), addr, exact);
	module = strchr(op->where, '[');
	op->object = kpatch_in_vmlinux(addr) ? "vmlinux" : NULL;
	if (module) {
		op->object = module + 1;
		module[strcspn(module, " ]")] = '\0';
	}
	op->where[strcspn(op->where, "+ [")] = '\0';
	op->function = op->where;
	op->reason = why;
	va_start(args, fmt);
	vscnprintf(op->detail, sizeof(op->detail), fmt, args);
	va_end(args);
	return -reasons[why].err;
}

int kpatch_rest_between(struct kpatch_op *op, unsigned int ms)
{
	int ret = kpatch_rest(ms);

	if (ret == -EINTR)
		return kpatch_refuse(op, KPATCH_INTERRUPTED, NULL, NULL,
				     "signal after %u tries: %s",
				     op->retries + 1,
				     kpatch_reason_name(op->reason));
	if (!ret)
		op->retries++;
	return ret;
}

void kpatch_refuse_nothing(struct kpatch_op *op)
{
	op->reason = KPATCH_NONE;
	op->object = NULL;
	op->function = NULL;
	op->detail[0] = '\0';
}
