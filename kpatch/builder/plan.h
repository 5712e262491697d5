/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a patch module is to consist of. The stages up to the closure fill it;
 * glue, link and post-link make the module from it.
 */
#ifndef KPATCH_BUILDER_PLAN_H
#define KPATCH_BUILDER_PLAN_H

#include <stddef.h>
#include <stdint.h>

/* A function of the kernel that gets new code. */
struct pb_plan_func {
	char *object; /* module that has it; NULL: vmlinux */
	char *name; /* as the kernel's table of symbols has it */
	unsigned int sympos; /* 0: the name is unique; else as in kpatch.h */
	uint64_t old_addr; /* link address; in a module, offset in its section */
	uint64_t old_size; /* bytes */
	char *symbol; /* the new function: a global symbol of a new object */
	char *why; /* why it is in, for the report */
};

/*
 * What an undefined symbol of the new objects stands for, if modpost cannot
 * know it from Module.symvers: something that is not exported.
 */
struct pb_plan_ref {
	char *symbol; /* the undefined symbol */
	char *object; /* module that has it; NULL: vmlinux */
	char *name; /* its name there */
	unsigned int sympos; /* 0: unique */
};

/* What puts the patch into the kernel. */
enum pb_plan_format {
	PB_PLAN_KPATCH, /* kpatch.ko */
	PB_PLAN_LIVEPATCH, /* the kernel's own livepatch code */
};

/* Owns its strings and arrays. */
struct pb_plan {
	enum pb_plan_format format;
	char *name; /* of the module, without .ko */
	char *build_id; /* hexadecimal digits, of the vmlinux that it is for */
	char *diff_hash; /* SHA-256 of the diffs, hexadecimal digits */
	char **objects; /* paths of the new objects, to be linked in this order */
	size_t nobjects;
	struct pb_plan_func *funcs;
	size_t nfuncs;
	/* Files that change: "fs/readdir.c" of the kernel, "loop.ko/main.c" of
	 * an out-of-tree module */
	char **sources;
	size_t nsources;
	struct pb_plan_ref *refs; /* one for each symbol */
	size_t nrefs;
	char **needs; /* modules whose exports the new code uses */
	size_t nneeds;
};

/* An empty plan; NULL when out of memory. pb_plan_free() frees it. */
struct pb_plan *pb_plan_new(void);
void pb_plan_free(struct pb_plan *plan);
/* Add a copy, strings and all. 0, or -1 when out of memory. */
int pb_plan_add_func(struct pb_plan *plan, const struct pb_plan_func *func);
/* The same; a symbol that is there already is not added again. */
int pb_plan_add_ref(struct pb_plan *plan, const struct pb_plan_ref *ref);
/* The reference of that symbol, or NULL. It is the plan's. */
const struct pb_plan_ref *pb_plan_find_ref(const struct pb_plan *plan,
					   const char *symbol);
int pb_plan_add_object(struct pb_plan *plan, const char *path);
/* One that is there already is not added again. */
int pb_plan_add_source(struct pb_plan *plan, const char *path);
/* The same for a module that must be loaded before the patch. */
int pb_plan_add_need(struct pb_plan *plan, const char *module);

#endif
