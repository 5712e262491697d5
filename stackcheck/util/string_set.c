// SPDX-License-Identifier: GPL-2.0-only
/* A set of strings: open addressing, a power of two of slots, half full. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/util/string_set.h"

struct sc_strings {
	char **slots;
	size_t nslots; /* power of two, or 0 */
	size_t count;
};

struct sc_strings *sc_strings_new(void)
{
	return calloc(1, sizeof(struct sc_strings));
}

void sc_strings_free(struct sc_strings *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->nslots; i++)
		free(set->slots[i]);
	free(set->slots);
	free(set);
}

static uint64_t hash_string(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h;
}

/* The slot that holds @s, or the free one where it belongs. */
static char **find_slot(char **slots, size_t nslots, const char *s)
{
	size_t i = hash_string(s) & (nslots - 1);

	while (slots[i] && strcmp(slots[i], s))
		i = (i + 1) & (nslots - 1);
	return &slots[i];
}

static int grow_slots(struct sc_strings *set)
{
	size_t nslots = set->nslots ? set->nslots * 2 : 16;
	char **slots = calloc(nslots, sizeof(*slots));

	if (!slots)
		return -1;
	for (size_t i = 0; i < set->nslots; i++) {
		if (set->slots[i])
			*find_slot(slots, nslots, set->slots[i]) =
				set->slots[i];
	}
	free(set->slots);
	set->slots = slots;
	set->nslots = nslots;
	return 0;
}

const char *sc_strings_intern(struct sc_strings *set, const char *s)
{
	char **slot;

	if (set->count * 2 >= set->nslots && grow_slots(set))
		return NULL;
	slot = find_slot(set->slots, set->nslots, s);
	if (!*slot) {
		*slot = strdup(s);
		set->count += *slot != NULL;
	}
	return *slot;
}
