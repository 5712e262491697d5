// SPDX-License-Identifier: GPL-2.0-only
/* The object tells what is gone, and the source whether it should be. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_token.h"
#include "kpatch/builder/folded.h"
#include "kpatch/file.h"

/* A variable that could change, the only one of its name, which is gone. */
static bool is_gone(const struct pb_unit *unit, uint32_t i)
{
	const struct pb_items *old = unit->old.items;
	const struct pb_item *item = &old->items[i];
	const uint32_t *first;

	return !item->is_code && unit->old_new->new_of[i] == PB_NO_ITEM &&
	       old->obj->secs[item->sec].flags & SHF_WRITE &&
	       !pb_item_is_private(old, i) &&
	       pb_items_find(old, item->key, &first) == 1 &&
	       !pb_items_find(unit->new.items, item->key, &first);
}

/* How often a preprocessed source names something. */
static size_t count_word(const char *text, size_t size, const char *word)
{
	struct pb_c_tokens in = { .at = text, .end = text + size };
	size_t len = strlen(word), n = 0;
	struct pb_c_token t;

	while (pb_c_token_next(&in, &t))
		n += t.kind == PB_C_WORD && t.len == len &&
		     !memcmp(t.text, word, len);
	return n;
}

/* 1: it is declared and used; 0: it is not; -1 with @err. */
static int is_named(const struct pb_unit *unit, const char *word,
		    struct sc_error *err)
{
	size_t size, n;
	char *text = kp_read_file(unit->new_text, &size, err);

	if (!text)
		return -1;
	n = count_word(text, size, word);
	free(text);
	return n > 1;
}

int pb_folded_next(const struct pb_unit *unit, uint32_t *at, uint32_t *item_ret,
		   struct sc_error *err)
{
	const struct pb_items *old = unit->old.items;

	*item_ret = PB_NO_ITEM;
	while (*at < old->n && *item_ret == PB_NO_ITEM) {
		uint32_t i = (*at)++;
		int named = is_gone(unit, i)
				    ? is_named(unit, old->items[i].key, err)
				    : 0;

		if (named < 0)
			return -1;
		if (named)
			*item_ret = i;
	}
	return 0;
}
