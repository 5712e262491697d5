// SPDX-License-Identifier: GPL-2.0-only
/*
 * A request's frame: one command at a time, so that the records are its own;
 * the answer is a record that was not there before.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/output.h"
#include "kpatch/refusal_json.h"
#include "kpatch/request.h"
#include "kpatch/lock.h"
#include "kpatch/refusal.h"
#include "stackcheck/util/plural.h"

#define LEAST_WAIT_MS 10000

/*
 * ERESTARTNOINTR: what a call returns that the kernel begins again. It can get
 * here when another process loads the same file at the same time.
 */
#define BEGINS_AGAIN 513

/* Its number in the record of that name; 0 while it is empty. */
static int64_t seq_of(const struct kp_ctx *ctx, const char *name)
{
	struct kp_record rec;
	int64_t seq;

	if (kp_sysfs_record(ctx, name, &rec, NULL))
		return 0;
	seq = kp_record_number(&rec, "seq");
	kp_record_free(&rec);
	return seq > 0 ? seq : 0;
}

/* The record, if there is a new one since @seq and it is about @patch. */
static bool new_record(const struct kp_ctx *ctx, const char *name, int64_t seq,
		       const char *patch, struct kp_record *rec)
{
	const char *about;

	if (kp_sysfs_record(ctx, name, rec, NULL))
		return false;
	about = kp_record_get(rec, "patch");
	if (kp_record_number(rec, "seq") > seq &&
	    (!patch || (about && !strcmp(about, patch))))
		return true;
	kp_record_free(rec);
	return false;
}

/* As long as this request itself may take, but a while in any case. */
static int64_t lock_wait(const struct kp_ctx *ctx)
{
	char *line = ctx->opt.timeout_ms < 0 ? kp_sysfs_line(ctx, "timeout_ms")
					     : NULL;
	int64_t ms = line ? atoll(line) : ctx->opt.timeout_ms;

	free(line);
	return ms > LEAST_WAIT_MS ? ms : LEAST_WAIT_MS;
}

static int take_lock(const struct kp_ctx *ctx, struct sc_error *err)
{
	const char *name = strrchr(ctx->lock, '/') + 1;
	struct kp_path folder;
	int dir, lock, why;

	if (kp_path(&folder, err, "%.*s", (int)(name - ctx->lock - 1),
		    ctx->lock) ||
	    kp_make_folder(folder.s, err))
		return -1;
	dir = open(folder.s, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0) {
		why = errno;
		sc_fail(err, "%.256s: %s", folder.s, strerror(why));
		errno = why;
		return -1;
	}
	lock = kp_lock_take(dir, name, ctx->lock, lock_wait(ctx), err);
	why = errno;
	close(dir);
	errno = why;
	return lock;
}

/* Where there can be no lock nobody is waited for. */
static enum kp_exit wait_for_others(const struct kp_ctx *ctx,
				    struct kp_request *req)
{
	struct sc_error err = { "" };

	req->lock = take_lock(ctx, &err);
	if (req->lock >= 0)
		return KP_DONE;
	switch (errno) {
	case EINTR:
		return kp_error(
			ctx, KP_LATER,
			"interrupted while another kpatch command was at work");
	case ETIMEDOUT:
		kp_error(ctx, KP_LATER, "another kpatch command is at work: %s",
			 err.text);
		kp_hint(ctx, "let that end, or end it, then try again");
		return KP_LATER;
	case EACCES:
	case EPERM:
		kp_error(ctx, KP_SYSTEM, "not permitted: %s", err.text);
		kp_hint(ctx, "run this as root");
		return KP_SYSTEM;
	default:
		kp_warn(ctx, "other kpatch commands are not waited for: %s",
			err.text);
		return KP_DONE;
	}
}

enum kp_exit kp_request_begin(const struct kp_ctx *ctx, struct kp_request *req)
{
	enum kp_exit code;

	*req = (struct kp_request){ .lock = -1 };
	code = wait_for_others(ctx, req);
	if (code)
		return code;
	req->changes = seq_of(ctx, "last_change");
	req->refusals = seq_of(ctx, "last_refusal");
	req->checks = seq_of(ctx, "last_check");
	return KP_DONE;
}

void kp_request_end(struct kp_request *req)
{
	if (req->lock >= 0)
		close(req->lock);
	*req = (struct kp_request){ .lock = -1 };
}

const char *kp_request_timeout(const struct kp_ctx *ctx, struct kp_timeout *buf)
{
	buf->s[0] = '\0';
	if (ctx->opt.timeout_ms >= 0)
		snprintf(buf->s, sizeof(buf->s), "timeout_ms=%" PRId64,
			 ctx->opt.timeout_ms);
	return buf->s;
}

void kp_request_changed(const struct kp_ctx *ctx, const struct kp_request *req,
			char *text, size_t size)
{
	struct kp_record rec;
	struct kp_time gather, time;
	int64_t functions, retries;
	const char *how;

	*text = '\0';
	if (!new_record(ctx, "last_change", req->changes, NULL, &rec))
		return;
	kp_put(ctx, "change", kp_change_json(&rec));
	functions = kp_record_number(&rec, "functions");
	retries = kp_record_number(&rec, "retries");
	how = kp_record_get(&rec, "consistency");
	if (how && !strcmp(how, "per-task"))
		snprintf(text, size,
			 " (%" PRId64 " function%s, task by task in %s)",
			 functions, sc_plural(functions),
			 kp_time(&time, kp_record_number(&rec, "total_ns")));
	else
		snprintf(
			text, size,
			" (%" PRId64
			" function%s, CPUs gathered in %s, stopped for %s, %" PRId64
			" %s)",
			functions, sc_plural(functions),
			kp_time(&gather, kp_record_number(&rec, "gather_ns")),
			kp_time(&time, kp_record_number(&rec, "stopped_ns")),
			retries, retries == 1 ? "retry" : "retries");
	kp_record_free(&rec);
}

bool kp_request_possible(const struct kp_ctx *ctx, const struct kp_request *req,
			 int err)
{
	struct kp_record rec;
	const char *reason;
	bool possible;

	if (err && err != ECANCELED)
		return false;
	if (!new_record(ctx, "last_check", req->checks, NULL, &rec))
		return false;
	reason = kp_record_get(&rec, "reason");
	possible = reason && !strcmp(reason, "none");
	kp_record_free(&rec);
	return possible;
}

/* Errors that are not kpatch.ko's, but the module loader's or the kernel's. */
static const struct {
	int err;
	enum kp_exit code;
	const char *meaning;
	const char *advice;
} errors[] = {
	{ EPERM, KP_SYSTEM, "not permitted",
	  "run this as root; kernel.modules_disabled must be 0" },
	{ EACCES, KP_SYSTEM, "not permitted", "run this as root" },
	{ EEXIST, KP_USAGE, "a module of that name is loaded, and is no patch",
	  "unload that module, or rename the patch" },
	{ ENOEXEC, KP_USAGE, "the kernel does not take this file as a module",
	  "rebuild it for this kernel; the kernel's log says what is wrong" },
	{ ENOENT, KP_SYSTEM, "it needs a symbol that no loaded module has",
	  "the kernel's log names it; load the module that has it first" },
	{ EKEYREJECTED, KP_SYSTEM, "the kernel requires signed modules",
	  "sign it with a key that this kernel knows" },
	{ ENOKEY, KP_SYSTEM, "the kernel requires signed modules",
	  "sign it with a key that this kernel knows" },
	{ EINTR, KP_LATER, "interrupted", NULL },
	{ BEGINS_AGAIN, KP_LATER, "another load of it was interrupted",
	  "try again" },
	{ EBUSY, KP_LATER, "a module of that name is being loaded or unloaded",
	  "try again" },
	{ ENODEV, KP_LATER, "the patch is being unloaded", "try again" },
	{ ENOMEM, KP_LATER, "out of memory", "free memory, and try again" },
};

static enum kp_exit tell_error(const struct kp_ctx *ctx, const char *patch,
			       int err)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		if (errors[i].err != err)
			continue;
		kp_error(ctx, errors[i].code, "%s: %s (%s)", patch,
			 errors[i].meaning, strerror(err));
		if (errors[i].advice)
			kp_hint(ctx, "%s", errors[i].advice);
		return errors[i].code;
	}
	kp_error(ctx, KP_SYSTEM, "%s: %s", patch, strerror(err));
	kp_hint(ctx, "the kernel's log may tell more");
	return KP_SYSTEM;
}

enum kp_exit kp_request_refused(const struct kp_ctx *ctx,
				const struct kp_request *req, const char *patch,
				bool check, int err)
{
	const char *name = check ? "last_check" : "last_refusal";
	struct kp_record rec;
	enum kp_exit code;

	if (!new_record(ctx, name, check ? req->checks : req->refusals, patch,
			&rec))
		return tell_error(ctx, patch, err);
	/* It may be about another request for this patch. */
	if (kp_record_number(&rec, "errno") == err)
		code = kp_refusal_report(ctx, &rec);
	else
		code = tell_error(ctx, patch, err);
	kp_record_free(&rec);
	return code;
}
