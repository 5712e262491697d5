/* SPDX-License-Identifier: GPL-2.0-only */
/* All that changes the kernel; tests put something else in its place. */
#ifndef KPATCH_SYSTEM_H
#define KPATCH_SYSTEM_H

#include "kpatch/patch_file.h"

/* Each returns 0 or an errno. */
struct kp_system {
	int (*load)(void *priv, const struct kp_file *file, const char *params);
	int (*unload)(void *priv, const char *module);
	int (*write)(void *priv, const char *path, const char *text);
	void *priv;
};

/* System calls. */
extern const struct kp_system kp_system_real;

/*
 * From here on SIGINT, SIGTERM and SIGHUP end what the kernel is trying, and
 * not this program, so that it can tidy up; kp_interrupted() tells. SIGPIPE
 * ends nothing.
 */
void kp_catch_signals(void);
bool kp_interrupted(void);

/* The same three, for this run. */
int kp_sys_load(const struct kp_ctx *ctx, const struct kp_file *file,
		const char *params);
int kp_sys_unload(const struct kp_ctx *ctx, const char *module);
/* Write @text to a file as in kp_sysfs_path(). */
int kp_sys_write(const struct kp_ctx *ctx, const char *text, const char *fmt,
		 ...) __attribute__((format(printf, 3, 4)));

#endif
