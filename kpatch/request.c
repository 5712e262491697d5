// SPDX-License-Identifier: GPL-2.0-only
/*
 * A request's frame: one command at a time, so that the time-out and the
 * records are its own; the answer is a record that was not there before.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "kpatch/refusal.h"
#include "kpatch/request.h"

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

static enum kp_exit set_timeout(const struct kp_ctx *ctx,
				struct kp_request *req)
{
	char text[24];
	int err;

	if (ctx->opt.timeout_ms < 0)
		return KP_DONE;
	req->timeout = kp_sysfs_line(ctx, "timeout_ms");
	snprintf(text, sizeof(text), "%" PRId64, ctx->opt.timeout_ms);
	err = kp_sys_write(ctx, text, "timeout_ms");
	if (!err)
		return KP_DONE;
	return kp_trouble(ctx, KP_SYSTEM,
			  "the time-out cannot be set: timeout_ms: %s%s",
			  strerror(err),
			  err == EACCES ? "; run this as root" : "");
}

/* A kernel can be without such locks; then nobody waits. */
static bool wait_for_others(const struct kp_ctx *ctx, struct kp_request *req)
{
	struct kp_path path;

	if (kp_sysfs_path(ctx, &path, NULL, "%s", ""))
		return true;
	req->lock = open(path.s, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (req->lock >= 0 && flock(req->lock, LOCK_EX)) {
		if (errno != EINTR)
			return true;
		if (kp_interrupted())
			return false;
	}
	return true;
}

enum kp_exit kp_request_begin(const struct kp_ctx *ctx, struct kp_request *req)
{
	enum kp_exit code;

	*req = (struct kp_request){ .lock = -1 };
	if (!wait_for_others(ctx, req)) {
		kp_request_end(ctx, req);
		return kp_trouble(ctx, KP_LATER,
				  "interrupted while another kpatch command "
				  "was at work");
	}
	req->changes = seq_of(ctx, "last_change");
	req->refusals = seq_of(ctx, "last_refusal");
	req->checks = seq_of(ctx, "last_check");
	code = set_timeout(ctx, req);
	if (code)
		kp_request_end(ctx, req);
	return code;
}

void kp_request_end(const struct kp_ctx *ctx, struct kp_request *req)
{
	if (req->timeout)
		kp_sys_write(ctx, req->timeout, "timeout_ms");
	free(req->timeout);
	if (req->lock >= 0)
		close(req->lock);
	*req = (struct kp_request){ .lock = -1 };
}

void kp_request_changed(const struct kp_ctx *ctx, const struct kp_request *req,
			char *text, size_t size)
{
	struct kp_record rec;
	struct kp_time gather, time;

	*text = '\0';
	if (!new_record(ctx, "last_change", req->changes, NULL, &rec))
		return;
	kp_put(ctx, "change", kp_change_json(&rec));
	snprintf(text, size,
		 " (%" PRId64 " functions; CPUs gathered in %s; "
		 "stopped for %s; %" PRId64 " retries)",
		 kp_record_number(&rec, "functions"),
		 kp_time(&gather, kp_record_number(&rec, "gather_ns")),
		 kp_time(&time, kp_record_number(&rec, "stopped_ns")),
		 kp_record_number(&rec, "retries"));
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
	  "unload that, or rename the patch" },
	{ ENOEXEC, KP_USAGE, "the kernel does not take this file as a module",
	  "rebuild it for this kernel; the kernel's log says what is wrong" },
	{ ENOENT, KP_SYSTEM, "it needs a symbol that no loaded module has",
	  "the kernel's log names it; load the module that has it first" },
	{ EKEYREJECTED, KP_SYSTEM, "the kernel wants modules signed",
	  "sign it with a key that this kernel knows" },
	{ ENOKEY, KP_SYSTEM, "the kernel wants modules signed",
	  "sign it with a key that this kernel knows" },
	{ EINTR, KP_LATER, "interrupted", NULL },
	{ EBUSY, KP_LATER, "a module of that name is being loaded or unloaded",
	  "try again" },
	{ ENODEV, KP_LATER, "the patch is being unloaded", "try again" },
	{ ENOMEM, KP_LATER, "no memory", "free some, and try again" },
};

static enum kp_exit tell_error(const struct kp_ctx *ctx, const char *patch,
			       int err)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		if (errors[i].err != err)
			continue;
		kp_trouble(ctx, errors[i].code, "%s: %s (%s)", patch,
			   errors[i].meaning, strerror(err));
		if (errors[i].advice)
			kp_advise(ctx, "%s", errors[i].advice);
		return errors[i].code;
	}
	kp_trouble(ctx, KP_SYSTEM, "%s: %s", patch, strerror(err));
	kp_advise(ctx, "the kernel's log may tell more");
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
		code = kp_refusal_tell(ctx, &rec);
	else
		code = tell_error(ctx, patch, err);
	kp_record_free(&rec);
	return code;
}
