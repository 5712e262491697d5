// SPDX-License-Identifier: GPL-2.0-only
/* Text for people, or one JSON document for programs. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/command.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/json.h"
#include "stackcheck/util/memory.h"
#include "kpatch/output.h"

/* Longer ones are cut when there is no memory to hold them. */
#define MESSAGE 2048

void kp_put(const struct kp_ctx *ctx, const char *key, json_t *value)
{
	if (ctx->doc)
		json_object_set_new(ctx->doc, key, value);
	else
		json_decref(value);
}

/* The text of a message: @brief, or *@whole_ret, which the caller frees. */
static const char *format_message(char brief[MESSAGE], char **whole_ret,
				  const char *fmt, va_list args)
{
	va_list again;

	*whole_ret = NULL;
	va_copy(again, args);
	if (vsnprintf(brief, MESSAGE, fmt, args) >= MESSAGE &&
	    vasprintf(whole_ret, fmt, again) < 0)
		*whole_ret = NULL;
	va_end(again);
	return *whole_ret ? *whole_ret : brief;
}

void kp_print(const struct kp_ctx *ctx, const char *fmt, ...)
{
	char brief[MESSAGE], *whole;
	va_list args;

	if (ctx->opt.json)
		return;
	va_start(args, fmt);
	sc_escape_line(stdout, "%s", format_message(brief, &whole, fmt, args));
	va_end(args);
	free(whole);
}

/* Member @key of the document, in a list if @many. */
static void add_member(const struct kp_ctx *ctx, const char *key, bool many,
		       const char *text)
{
	json_t *list;

	if (!many) {
		kp_put(ctx, key, sc_json_text(text));
		return;
	}
	if (!ctx->doc)
		return;
	list = json_object_get(ctx->doc, key);
	if (!list) {
		list = json_array();
		kp_put(ctx, key, list);
	}
	json_array_append_new(list, sc_json_text(text));
}

/* On standard error after @prefix; or in the document. */
static void print_or_add(const struct kp_ctx *ctx, const char *prefix,
			 const char *key, bool many, const char *fmt,
			 va_list args)
{
	char brief[MESSAGE], *whole;
	const char *text = format_message(brief, &whole, fmt, args);

	if (ctx->opt.json) {
		add_member(ctx, key, many, text);
	} else {
		fflush(stdout);
		sc_escape_line(stderr, "%s%s", prefix, text);
	}
	free(whole);
}

enum kp_exit kp_error(const struct kp_ctx *ctx, enum kp_exit code,
		      const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	print_or_add(ctx, "kpatch: ", "error", false, fmt, args);
	va_end(args);
	return code;
}

void kp_hint(const struct kp_ctx *ctx, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	print_or_add(ctx, "  what to do: ", "advice", false, fmt, args);
	va_end(args);
}

void kp_warn(const struct kp_ctx *ctx, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	print_or_add(ctx, "kpatch: warning: ", "warnings", true, fmt, args);
	va_end(args);
}

/* --- the document */

void kp_document_begin(struct kp_ctx *ctx, const char *command)
{
	if (!ctx->opt.json)
		return;
	ctx->doc = json_object();
	kp_put(ctx, "command", command ? json_string(command) : json_null());
}

/* Past stdio, which may lack the memory for a buffer. */
static int write_out(const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(STDOUT_FILENO, text, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		text += n;
		len -= (size_t)n;
	}
	return 0;
}

/* The document as text; NULL: some of it, or of this, found no memory. */
static char *finish_document(struct kp_ctx *ctx, enum kp_exit code,
			     size_t *len_ret)
{
	char *text = NULL;
	FILE *out;

	kp_put(ctx, "exit", json_integer(code));
	out = open_memstream(&text, len_ret);
	if (out && ctx->doc) {
		sc_json_put(out, ctx->doc);
		ctx->doc = NULL;
		putc('\n', out);
	}
	if (out)
		fclose(out);
	if (!sc_memory_failed())
		return text;
	free(text);
	return NULL;
}

enum kp_exit kp_document_end(struct kp_ctx *ctx, const char *command,
			     enum kp_exit code)
{
	size_t len;
	char *text = finish_document(ctx, code, &len), brief[160];
	int bad;

	json_decref(ctx->doc);
	ctx->doc = NULL;
	if (!text) {
		code = KP_SYSTEM;
		len = (size_t)snprintf(
			brief, sizeof(brief),
			"{\"command\":%s%s%s,\"error\":\"out of memory: what was done is not told\",\"exit\":%d}\n",
			command ? "\"" : "", command ? command : "null",
			command ? "\"" : "", code);
	}
	bad = write_out(text ? text : brief, len);
	free(text);
	if (bad && errno != EPIPE)
		sc_escape_line(stderr, "kpatch: standard output: %s",
			       strerror(errno));
	return bad && !code ? KP_SYSTEM : code;
}
