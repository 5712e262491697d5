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

/* Who has put a patch into the kernel. */
enum kp_engine {
	KP_ENGINE_KPATCH, /* kpatch.ko */
	KP_ENGINE_LIVEPATCH, /* the kernel's own livepatch code */
};

struct kp_patch {
	char *name;
	enum kp_engine engine;
	char *checksum; /* "-" if the patch has none */
	bool enabled, replace, forced;
	bool moving; /* of livepatch: some tasks have not changed over yet */
	bool tells_replace; /* false: livepatch of this kernel does not tell */
	unsigned long order; /* among those in use: 1 is the oldest; 0: is not,
				or kpatch.ko does not tell */
	struct kp_object *objects;
	size_t nobjects;
};

/* Owns all strings and arrays below it, until kp_patches_free(). */
struct kp_patches {
	struct kp_patch
		*items; /* by engine; in use, oldest first; others, by name */
	size_t n;
};

/* Where livepatch has a folder for each of its patches; as in kp_sysfs_path(). */
#define KP_LIVEPATCH_DIR "/kernel/livepatch/"

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

/* Whether kpatch.ko has a patch module of this name, enabled or not. */
bool kp_patch_loaded(const struct kp_ctx *ctx, const char *name);

/* Whether the kernel's own livepatch code has one. */
bool kp_livepatch_loaded(const struct kp_ctx *ctx, const char *name);

/*
 * The same, or it was its own until it was disabled: livepatch has then forgotten
 * it, and the module is still loaded.
 */
bool kp_livepatch_owns(const struct kp_ctx *ctx, const char *name);

/* "kpatch" or "livepatch", as --engine has it. */
const char *kp_engine_name(enum kp_engine engine);

/* Whether any module of this name is. */
bool kp_module_loaded(const struct kp_ctx *ctx, const char *name);

#endif
