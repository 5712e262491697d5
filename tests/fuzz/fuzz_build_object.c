// SPDX-License-Identifier: GPL-2.0-only
/* Any bytes as an object of `kpatch build`, through its stages up to the diff. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/compare.h"
#include "kpatch/builder/near_branches.h"
#include "kpatch/builder/object_read.h"
#include "stackcheck/core/arch.h"

static void compare_all(const struct pb_items *items,
			const struct pb_entries *entries, struct sc_error *err)
{
	struct pb_pair *pair = pb_pair_new(items, items, err);
	const struct pb_comparison c = { pair, entries, entries };
	char why[128];

	for (uint32_t i = 0; pair && i < items->n; i++)
		if (pair->new_of[i] != PB_NO_ITEM)
			pb_items_are_same(&c, i, pair->new_of[i], why,
					  sizeof(why));
	pb_pair_free(pair);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct sc_arch *arch = sc_arch_find(pb_arch_x86_64.machine);
	struct pb_object *obj;
	struct pb_entries *entries = NULL;
	struct pb_items *items = NULL;
	struct sc_error err;
	uint8_t *bytes = malloc(size + 1);

	if (!bytes)
		return 0;
	memcpy(bytes, data, size);
	obj = pb_object_parse("fuzz", bytes, size, &err);
	free(bytes);
	if (obj && !pb_near_branches_relocate(obj, &err))
		items = pb_items_new(obj, &err);
	if (items)
		entries = pb_entries_new(items, arch->formats, &err);
	if (entries)
		compare_all(items, entries, &err);
	pb_entries_free(entries);
	pb_items_free(items);
	pb_object_free(obj);
	return 0;
}
