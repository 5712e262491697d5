// SPDX-License-Identifier: GPL-2.0-only
/*
 * strbuf.c - text that grows as it is written
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/string_helpers.h>

#include "strbuf.h"

/* Room for @more characters and a zero. */
static bool make_room(struct kpatch_text *text, size_t more)
{
	size_t size = text->size ?: 512;
	char *buf;

	if (text->cut)
		return false;
	if (text->size - text->len > more)
		return true;
	while (size - text->len <= more)
		size *= 2;
	buf = kvzalloc(size, GFP_KERNEL);
	if (!buf) {
		text->cut = true;
		return false;
	}
	if (text->len)
		memcpy(buf, text->buf, text->len);
	kvfree(text->buf);
	text->buf = buf;
	text->size = size;
	return true;
}

void kpatch_add(struct kpatch_text *text, const char *fmt, ...)
{
	va_list args, again;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	if (len > 0 && make_room(text, len))
		text->len += vsnprintf(text->buf + text->len,
				       text->size - text->len, fmt, again);
	va_end(again);
	va_end(args);
}

void kpatch_add_word(struct kpatch_text *text, const char *key,
		     const char *word)
{
	size_t most;

	if (!word || !*word)
		word = "-";
	most = 4 * strlen(word);	/* each as \xHH */
	kpatch_add(text, "%s=", key);
	if (!make_room(text, most))
		return;
	text->len += string_escape_mem(word, strlen(word),
				       text->buf + text->len,
				       text->size - text->len,
				       ESCAPE_HEX | ESCAPE_NAP | ESCAPE_APPEND,
				       " \\");
	text->buf[text->len] = '\0';
}

#define SECRET	0x80

void kpatch_add_address(struct kpatch_text *text, const char *key,
			unsigned long addr)
{
	char digits[2 * sizeof(long) + 1];
	int i, len = scnprintf(digits, sizeof(digits), "%lx", addr);

	kpatch_add(text, "%s=", key);
	if (!make_room(text, len))
		return;
	for (i = 0; i < len; i++)
		text->buf[text->len++] = digits[i] | SECRET;
	text->buf[text->len] = '\0';
}

ssize_t kpatch_text_read(const struct kpatch_text *text, bool show, char *buf,
			 loff_t off, size_t count)
{
	ssize_t i, len = memory_read_from_buffer(buf, count, &off, text->buf,
						 text->len);

	for (i = 0; i < len; i++)
		if (buf[i] & SECRET)
			buf[i] = show ? buf[i] & ~SECRET : '0';
	return len;
}

void kpatch_text_free(struct kpatch_text *text)
{
	kvfree(text->buf);
	*text = (struct kpatch_text){};
}
