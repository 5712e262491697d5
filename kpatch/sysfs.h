/* SPDX-License-Identifier: GPL-2.0-only */
/* /sys/kernel/kpatch as Documentation/kpatch/sysfs.md describes it. */
#ifndef KPATCH_SYSFS_H
#define KPATCH_SYSFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kpatch/command.h"
#include "kpatch/record.h"

struct kp_function {
	char *name;
	unsigned long pos; /* among those of the name, from 1 */
	char *old_addr; /* 0x...; NULL: not for this user's eyes */
	char *new_addr;
};

struct kp_object {
	char *name;
	bool patched;
	struct kp_function *functions;
	size_t nfunctions;
};

struct kp_patch {
	char *name;
	char *checksum; /* "-" if the patch has none */
	bool enabled, replace, forced;
	unsigned long order; /* among those in use: 1 is the oldest; 0: is not,
				or kpatch.ko does not tell */
	struct kp_object *objects;
	size_t nobjects;
};

/* Owns all strings and arrays below it, until kp_patches_free(). */
struct kp_patches {
	struct kp_patch *items; /* in use, oldest first; others, by name */
	size_t n;
};

/* Whether kpatch.ko is there. */
bool kp_core_loaded(const struct kp_ctx *ctx);

/* A path below /sys/kernel/kpatch, or /sys if @fmt begins with a slash. */
int kp_sysfs_path(const struct kp_ctx *ctx, struct kp_path *path,
		  struct sc_error *err, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* The first line of such a file; NULL if it cannot be read. */
char *kp_sysfs_line(const struct kp_ctx *ctx, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Whether there is such a file, and it begins with 1. */
bool kp_sysfs_flag(const struct kp_ctx *ctx, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * A record below /sys/kernel/kpatch. 0, or -1 with @err, and then @rec is
 * empty and need not be freed.
 */
int kp_sysfs_record(const struct kp_ctx *ctx, const char *name,
		    struct kp_record *rec, struct sc_error *err);

/* Whether a patch module of this name is loaded, enabled or not. */
bool kp_patch_loaded(const struct kp_ctx *ctx, const char *name);

/* Whether any module of this name is. */
bool kp_module_loaded(const struct kp_ctx *ctx, const char *name);

#endif
