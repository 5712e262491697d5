/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * code_map.h - what the trust tables say of an address
 */
#ifndef KPATCH_CODE_MAP_H
#define KPATCH_CODE_MAP_H

#include <linux/types.h>

#include "../include/stackcheck/trust.h"

/*
 * What the tables say of the code at @addr; for a return address, ask for the
 * byte before. False where no table covers it; @hit has the reason then.
 * *@left (may be NULL): how many bytes from @addr on it holds for. May run
 * anywhere, also while the machine is stopped.
 */
bool kpatch_find_code(unsigned long addr, struct sc_trust_hit *hit,
		      unsigned long *left);

/* Does a table cover the code at @addr? Takes no time for the rows there. */
bool kpatch_is_covered(unsigned long addr);

struct kpatch_map;

/*
 * A map of all images there are, under kpatch_images_lock; NULL: no memory.
 * Publishing takes it over. @gone: tables or code are about to go; nobody looks
 * at them once it returns.
 */
struct kpatch_map *kpatch_map_make(void);
void kpatch_map_publish(struct kpatch_map *map, bool gone);
void kpatch_map_init(void);

#endif /* KPATCH_CODE_MAP_H */
