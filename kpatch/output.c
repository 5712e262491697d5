// SPDX-License-Identifier: GPL-2.0-only
/* Text for people, or one JSON document for programs. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kpatch/command.h"
#include "stackcheck/json.h"

void kp_put(const struct kp_ctx *ctx, const char *key, json_t *value)
{
	if (ctx->doc)
		json_object_set_new(ctx->doc, key, value);
	else
		json_decref(value);
}

void kp_say(const struct kp_ctx *ctx, const char *fmt, ...)
{
	va_list args;

	if (ctx->doc)
		return;
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
}

/* On standard error after @prefix; or as member @key, in a list if @many. */
static void tell(const struct kp_ctx *ctx, const char *prefix, const char *key,
		 bool many, const char *fmt, va_list args)
{
	char text[2048];

	vsnprintf(text, sizeof(text), fmt, args);
	if (!ctx->doc) {
		fflush(stdout);
		fprintf(stderr, "%s%s\n", prefix, text);
	} else if (many) {
		json_t *list = json_object_get(ctx->doc, key);

		if (!list) {
			list = json_array();
			json_object_set_new(ctx->doc, key, list);
		}
		json_array_append_new(list, sc_json_text(text));
	} else {
		json_object_set_new(ctx->doc, key, sc_json_text(text));
	}
}

enum kp_exit kp_trouble(const struct kp_ctx *ctx, enum kp_exit code,
			const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	tell(ctx, "kpatch: ", "error", false, fmt, args);
	va_end(args);
	return code;
}

void kp_advise(const struct kp_ctx *ctx, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	tell(ctx, "  what to do: ", "advice", false, fmt, args);
	va_end(args);
}

void kp_warn(const struct kp_ctx *ctx, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	tell(ctx, "kpatch: warning: ", "warnings", true, fmt, args);
	va_end(args);
}

const char *kp_plain(char *buf, size_t size, const char *text)
{
	size_t at = 0;

	for (; *text && at + 5 < size; text++) {
		unsigned char c = (unsigned char)*text;

		if (c >= ' ' && c < 0x7f)
			buf[at++] = (char)c;
		else
			at += (size_t)snprintf(buf + at, 5, "\\x%02x", c);
	}
	buf[at] = '\0';
	return buf;
}
