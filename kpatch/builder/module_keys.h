/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Jump labels and static calls of a patch whose keys the target module has. The
 * kernel's loader reads both tables of a patch before the module may be there, so
 * they cannot have such keys.
 */
#ifndef KPATCH_BUILDER_MODULE_KEYS_H
#define KPATCH_BUILDER_MODULE_KEYS_H

#include "kpatch/builder/select.h"

enum pb_key_use {
	PB_KEY_PLAIN, /* the entry goes into the patch as it is */
	/* The entry of a static call is not needed: the call goes through the
	 * trampoline of its key, which is always right. */
	PB_KEY_NONE,
	/* The jump label of a tracepoint gets a key of the patch, which is off. */
	PB_KEY_OFF,
};

/*
 * What becomes of @entry of the unit's new object. For PB_KEY_OFF, *@reloc_ret is the
 * index of the key's relocation in the entry's section. Other jump labels with a key
 * of the module are plain: pb_emit() refuses them.
 */
enum pb_key_use pb_module_key_use(const struct pb_unit *unit,
				  const struct pb_entry *entry,
				  size_t *reloc_ret);

/* Is it the trampoline of a static call whose key the unit's module has? */
bool pb_module_has_trampoline(const struct pb_unit *unit, const char *name);

/*
 * Warn of each trace event that the new code does not report. 0, or -1 with @err when
 * out of memory.
 */
int pb_module_keys_warn(const struct pb_unit *unit, struct pb_selection *sel,
			struct sc_error *err);

#endif
