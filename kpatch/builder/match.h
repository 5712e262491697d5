/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The match of an object with the kernel: proof that the kernel's code is what
 * the source gives. Each function of the object, compiled with the kernel's own
 * flags, must be in the kernel byte by byte, with relocations that lead to the
 * same places. It also tells where each section of the object is there.
 */
#ifndef KPATCH_BUILDER_MATCH_H
#define KPATCH_BUILDER_MATCH_H

#include "kpatch/builder/object.h"
#include "kpatch/builder/target.h"
#include "stackcheck/util/error.h"

/* A place in the kernel. Of vmlinux: section 0, and an address. */
struct pb_place {
	uint32_t sec; /* section of the module; 0 in vmlinux */
	uint64_t off; /* bytes from its start; in vmlinux the address */
};

enum pb_match_kind {
	PB_MATCH_SAME, /* the kernel has this code */
	PB_MATCH_WEAK, /* a strong function of that name replaced it */
	PB_MATCH_OTHER, /* the kernel has other code */
	PB_MATCH_ABSENT, /* the kernel has no function of that name */
	PB_MATCH_KINDS, /* their number */
};

struct pb_match_func {
	uint32_t sym; /* of the object */
	enum pb_match_kind kind;
	struct pb_place place; /* if it is the same */
	uint32_t target_sym; /* likewise: of the target's image */
	char why[200]; /* if it is not: what differs, and where */
};

struct pb_match_section {
	bool known; /* something told where the section is */
	struct pb_place base; /* of its first byte */
};

/* Owned by who called pb_match_object(); it points into neither argument. */
struct pb_match {
	struct pb_match_func *funcs; /* in the order of the symbols */
	size_t nfuncs;
	struct pb_match_section *secs; /* one for each section of the object */
	uint32_t nsecs;
};

/*
 * Match @obj with @target. Returns NULL with @err filled when that cannot be
 * tried; what does not match is in the result. pb_match_free() frees it.
 */
struct pb_match *pb_match_object(const struct pb_object *obj,
				 const struct pb_target *target,
				 struct sc_error *err);
void pb_match_free(struct pb_match *match);

/* The function of that symbol of the object; NULL if it is none. */
const struct pb_match_func *pb_match_of(const struct pb_match *match,
					uint32_t sym);

#endif
