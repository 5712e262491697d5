// SPDX-License-Identifier: GPL-2.0-only
/* A refusal as people read it: what, why, who, what to do. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kpatch/output.h"
#include "kpatch/reasons.h"
#include "kpatch/refusal.h"
#include "stackcheck/util/escape.h"
#include "kpatch/refusal_json.h"

const char *kp_time(struct kp_time *buf, int64_t ns)
{
	static const struct {
		double ns;
		const char *name;
	} units[] = { { 1e9, "s" }, { 1e6, "ms" }, { 1e3, "us" } };

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if ((double)ns < units[i].ns)
			continue;
		snprintf(buf->s, sizeof(buf->s), "%.1f %s",
			 (double)ns / units[i].ns, units[i].name);
		return buf->s;
	}
	snprintf(buf->s, sizeof(buf->s), "%" PRId64 " ns", ns);
	return buf->s;
}

static const char *asked_for(const char *action)
{
	static const char *const words[][2] = {
		{ "enable", "enabling it" },
		{ "replace", "replacing all others by it" },
		{ "disable", "disabling it" },
		{ "module", "patching a module that was loaded" },
		{ "check", "the check" },
	};

	for (size_t i = 0; action && i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(words[i][0], action))
			return words[i][1];
	return "the change";
}

static void print_summary(FILE *out, const struct kp_record *rec)
{
	const char *object = kp_record_get(rec, "object");
	const char *function = kp_record_get(rec, "function");
	const char *detail = kp_record_get(rec, "detail");
	int64_t retries = kp_record_number(rec, "retries");
	struct kp_time time;

	if (object || function)
		sc_escape_line(out, "  where: %s%s%s", function ? function : "",
			       object && function ? " in " : "",
			       object ? object : "");
	if (detail)
		sc_escape_line(out, "  detail: %s", detail);
	if (retries > 0)
		sc_escape_line(
			out, "  tried %" PRId64 " times in %s", retries + 1,
			kp_time(&time, kp_record_number(rec, "total_ns")));
}

static const char *state_words(const char *state)
{
	switch (state ? *state : '-') {
	case 'R':
		return "running";
	case 'S':
		return "sleeping";
	case 'D':
		return "in uninterruptible sleep";
	default:
		return "neither running nor sleeping";
	}
}

/* Why a task that is inside a function was not woken; NULL: it was, or runs. */
static const char *not_woken(const char *wake)
{
	static const char *const words[][2] = {
		{ "uninterruptible", "its sleep cannot be interrupted" },
		{ "frozen", "it is frozen" },
		{ "stopped", "it is stopped" },
		{ "traced", "it is traced" },
		{ "seccomp",
		  "its seccomp filter would see the system call again" },
		{ "dispatch", "its system calls can be turned into signals" },
		{ "stays", "it was woken, and stays" },
	};

	for (size_t i = 0; wake && i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(words[i][0], wake))
			return words[i][1];
	return NULL;
}

static void print_blocker(FILE *out, const struct kp_line *b)
{
	const char *wake = not_woken(kp_line_get(b, "wake"));
	const char *function = kp_line_value(b, "function");
	const char *object = kp_line_get(b, "object");
	const char *reason = kp_line_get(b, "reason");
	const char *detail = kp_line_value(b, "detail");
	const char *comm = kp_line_get(b, "comm");
	int64_t pid = kp_line_number(b, "pid");
	bool busy = reason && !strcmp(reason, "busy");
	bool held = reason && !strcmp(reason, "cpu-held");

	sc_escape_line(
		out, "  blocked by %s%s (pid %" PRId64 "), %s on CPU %" PRId64,
		kp_line_number(b, "kthread") == 1 ? "kernel thread " : "",
		comm ? comm : "?", pid,
		pid ? state_words(kp_line_get(b, "state")) : "always there",
		kp_line_number(b, "cpu"));
	if (busy && function)
		sc_escape_line(out, "    it is in %s of %s", function,
			       object ? object : "?");
	else if (busy)
		sc_escape_line(out, "    it is in the patch's own code");
	if (busy && wake)
		sc_escape_line(out, "    it cannot be made to leave: %s", wake);
	if (held)
		sc_escape_line(out, "    it does not release its CPU");
	else if (!busy)
		sc_escape_line(out, "    its stack: %s%s%s",
			       kp_reason_find(reason)->meaning,
			       detail ? ": " : "", detail ? detail : "");
}

void kp_blockers_print(FILE *out, const struct kp_record *rec)
{
	int64_t total = kp_record_number(rec, "blockers"), shown = 0;

	for (size_t i = 0; i < rec->n; i++) {
		const struct kp_line *l = &rec->lines[i];
		const char *symbol = kp_line_get(l, "symbol");

		if (kp_line_is(l, "blocker")) {
			print_blocker(out, l);
			shown++;
		} else if (kp_line_is(l, "frame") && symbol) {
			sc_escape_line(out, "      %s", symbol);
		}
	}
	if (total > shown)
		sc_escape_line(out, "  and %" PRId64 " more", total - shown);
}

void kp_refusal_print(const struct kp_ctx *ctx, const struct kp_record *rec)
{
	const struct kp_reason *reason =
		kp_reason_find(kp_record_get(rec, "reason"));
	const char *patch = kp_record_get(rec, "patch");

	if (ctx->opt.json || !rec->n)
		return;
	kp_print(ctx, "  %s: %s: %s (%s)", patch ? patch : "?",
		 asked_for(kp_record_get(rec, "action")), reason->meaning,
		 reason->name);
	print_summary(stdout, rec);
	kp_blockers_print(stdout, rec);
}

void kp_refusal_explain(const struct kp_ctx *ctx, const struct kp_record *rec)
{
	const struct kp_reason *reason =
		kp_reason_find(kp_record_get(rec, "reason"));

	kp_put(ctx, "refusal", kp_refusal_json(rec));
	if (!ctx->opt.json) {
		print_summary(stderr, rec);
		kp_blockers_print(stderr, rec);
	}
	if (reason->advice)
		kp_hint(ctx, "%s", reason->advice);
}

enum kp_exit kp_refusal_report(const struct kp_ctx *ctx,
			       const struct kp_record *rec)
{
	const char *action = kp_record_get(rec, "action");
	const struct kp_reason *reason =
		kp_reason_find(kp_record_get(rec, "reason"));
	const char *patch = kp_record_get(rec, "patch");
	bool check = action && !strcmp(action, "check");

	kp_error(ctx, reason->code, "%s: %s%s: %s (%s)", patch ? patch : "?",
		 check ? "could not be done now" : asked_for(action),
		 check ? "" : " was refused, nothing changed", reason->meaning,
		 reason->name);
	kp_refusal_explain(ctx, rec);
	return reason->code;
}
