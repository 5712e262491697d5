// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a record of kpatch.ko: refused, or taken apart so that what was
 * found, put together again, is what was there; and something to say about it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/refusal.h"
#include "kpatch/refusal_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

/* Bytes of @text that are neither blank nor end of line. */
static size_t substance(const char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] != ' ' && text[i] != '\n';
	return n;
}

/* At least so long was the value: each byte of \xNN was four. */
static void check_sizes(const struct kp_record *rec, const char *text,
			size_t len)
{
	size_t least = 0, most = 0;

	for (size_t i = 0; i < rec->n; i++) {
		check(rec->lines[i].n > 0, "no line without a pair");
		for (size_t k = 0; k < rec->lines[i].n; k++) {
			const struct kp_pair *pair = &rec->lines[i].pairs[k];
			size_t key = strlen(pair->key);
			size_t value = strlen(pair->value);

			check(key > 0, "no empty key");
			check(!strpbrk(pair->key, "= \n"), "a key is a word");
			check(kp_line_get(&rec->lines[i], pair->key) != NULL,
			      "what is there is found");
			least += key + 1 + value;
			most += key + 1 + value * 4;
		}
	}
	check(least <= substance(text, len) && substance(text, len) <= most,
	      "all of the text is in the pairs");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kp_ctx ctx = { .opt = { .json = true }, .doc = json_object() };
	struct sc_error err = { "" };
	struct kp_record rec;
	char *text = malloc(size ? size : 1);

	if (!text || !ctx.doc)
		abort();
	memcpy(text, data, size);
	if (kp_record_parse(text, size, &rec, &err)) {
		check(err.text[0], "a word about what is wrong");
	} else {
		check_sizes(&rec, text, size);
		if (rec.n) {
			kp_refusal_report(&ctx, &rec);
			check(json_object_get(ctx.doc, "error") != NULL,
			      "a word about the refusal");
		}
		json_decref(kp_change_json(&rec));
		kp_record_free(&rec);
	}
	json_decref(ctx.doc);
	free(text);
	return 0;
}
