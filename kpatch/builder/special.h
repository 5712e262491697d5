/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Special sections: tables that the kernel keeps about code, an entry for each
 * place. An entry belongs to the function that its first relocation leads to. A
 * section of code can be special, too: see special_code.h.
 */
#ifndef KPATCH_BUILDER_SPECIAL_H
#define KPATCH_BUILDER_SPECIAL_H

#include "kpatch/builder/items_resolve.h"
#include "stackcheck/core/format.h"

enum pb_special_use {
	PB_SPECIAL_KEEP, /* a patch has the entries of its functions */
	PB_SPECIAL_DROP, /* a patch needs none of them */
	PB_SPECIAL_REFUSE, /* a patch whose functions have entries is refused */
};

struct pb_special {
	const char *name; /* of the section */
	enum pb_special_use use;
	/*
	 * Bytes of an entry. 0: each entry has one relocation, at its start, so
	 * the number of relocations tells. The kernel's format tells those of
	 * the bug table and of alternatives. What leads into code tells its.
	 */
	unsigned int entry;
	const char *what; /* in words, for messages */
};

/* The description of a section, or NULL: it is not special. */
const struct pb_special *pb_special_find(const char *section);

/* One entry of a special section. */
struct pb_entry {
	uint32_t sec;
	uint64_t off; /* bytes from the section's start */
	uint32_t size; /* bytes */
	uint32_t owner; /* the item; PB_NO_ITEM: none has it */
	const struct pb_special *special;
};

/* All entries of an object. Owned by who called pb_entries_new(). */
struct pb_entries {
	struct pb_entry *list; /* by owner, table of special sections, offset */
	size_t n;
	const struct sc_format *format; /* of the kernel */
};

/*
 * Returns NULL with @err filled: also if the size of a section does not fit its
 * entries. pb_entries_free() frees it.
 */
struct pb_entries *pb_entries_new(const struct pb_items *items,
				  const struct sc_format *format,
				  struct sc_error *err);
void pb_entries_free(struct pb_entries *entries);

/* The entries of an item: their number, and *@first the first of them. */
size_t pb_entries_of(const struct pb_entries *entries, uint32_t owner,
		     const struct pb_entry **first);

/*
 * The entry that a reference from an item leads into: which of the list it is.
 * Code leads to an entry of its own table, as a WARN with arguments does since
 * Linux 7.0. False if it is none, or none of that item.
 */
bool pb_entry_of_ref(const struct pb_entries *entries, uint32_t owner,
		     const struct pb_ref *ref, size_t *index_ret);

/* Is this entry of the table of alternatives, or of the bug table? */
bool pb_entry_is_alternative(const struct pb_entry *entry);
bool pb_entry_is_bug(const struct pb_entry *entry);

#endif
