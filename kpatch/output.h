/* SPDX-License-Identifier: GPL-2.0-only */
/* Text for people, or one JSON document for programs. */
#ifndef KPATCH_OUTPUT_H
#define KPATCH_OUTPUT_H

#include "kpatch/command.h"

/* A line of text on standard output; nothing under --json. */
void kp_print(const struct kp_ctx *ctx, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * What went wrong, in words: on standard error, or as "error" of the document.
 * Returns @code.
 */
enum kp_exit kp_error(const struct kp_ctx *ctx, enum kp_exit code,
		      const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* More to it, after kp_error(): what to do; "advice" of the document. */
void kp_hint(const struct kp_ctx *ctx, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Something that went well and should not be overlooked; "warnings". */
void kp_warn(const struct kp_ctx *ctx, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A member of the document; takes @value over, also without a document. */
void kp_put(const struct kp_ctx *ctx, const char *key, json_t *value);

/*
 * With --json: begin the document about @command, which may be NULL where none
 * is known; and write it, with the exit code, as one line. Whatever ran out of
 * memory, what is written is a document by the schema. Returns the code to exit
 * with.
 */
void kp_document_begin(struct kp_ctx *ctx, const char *command);
enum kp_exit kp_document_end(struct kp_ctx *ctx, const char *command,
			     enum kp_exit code);

#endif
