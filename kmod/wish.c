// SPDX-License-Identifier: GPL-2.0-only
/*
 * wish.c - what is written to the file `enabled` of a patch
 *
 * Documentation/kpatch/sysfs.md says what that can be.
 */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "consistency.h"
#include "wish.h"

/* "timeout_ms=N" or "consistency=HOW", each at most once. */
static int parse_word(const char *word, struct kpatch_wish *wish)
{
	static const char time[] = "timeout_ms=", how[] = "consistency=";

	if (strstarts(word, time) && wish->timeout_ms < 0)
		return kstrtoint(word + strlen(time), 10, &wish->timeout_ms) ?:
		       wish->timeout_ms < 0 ? -EINVAL : 0;
	if (!strstarts(word, how) || wish->consistency >= 0)
		return -EINVAL;
	wish->consistency = kpatch_consistency_find(word + strlen(how));
	return min(wish->consistency, 0);
}

/* "0" or "1", and perhaps what is for this request alone, and no more. */
static int parse_words(char *text, struct kpatch_wish *wish)
{
	char *word = strsep(&text, " ");
	int ret = 0;

	if (strcmp(word, "0") && strcmp(word, "1"))
		return -EINVAL;
	wish->enable = *word == '1';
	while (!ret && (word = strsep(&text, " ")))
		if (*word)
			ret = parse_word(word, wish);
	return ret;
}

int kpatch_read_wish(const char *buf, struct kpatch_wish *wish)
{
	char *text = kstrdup(buf, GFP_KERNEL);
	int ret;

	if (!text)
		return -ENOMEM;
	*wish = (struct kpatch_wish){ .timeout_ms = -1, .consistency = -1 };
	ret = parse_words(strim(text), wish);
	kfree(text);
	return ret;
}
