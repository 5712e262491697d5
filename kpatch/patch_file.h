/* SPDX-License-Identifier: GPL-2.0-only */
/* A kernel module in a file: whether it is a patch, for which kernel, of what. */
#ifndef KPATCH_PATCH_FILE_H
#define KPATCH_PATCH_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kpatch/build_record.h"
#include "kpatch/sysfs.h"
#include "stackcheck/image/image.h"

/* What is said of a module that is none. */
#define KP_NO_PATCH                                                            \
	"a module, but no patch: it calls neither kpatch_register() nor klp_enable_patch()"

/* Filled by kp_file_open(); owns all it points to until kp_file_close(). */
struct kp_file {
	const char *path; /* the caller's */
	int fd;
	uint8_t *bytes; /* the file as it is */
	size_t size;
	uint8_t *unpacked; /* NULL: it is not compressed */
	size_t unpacked_size;
	struct sc_image *img;

	char *name; /* the module's, as the kernel will call it */
	char *release; /* of the kernel it was built for */
	char *vermagic;
	char *description; /* NULL if there is none; so all below */
	char *srcversion;
	char *build_id; /* in hexadecimal */
	bool is_patch; /* it calls kpatch_register(), or _within() */
	bool is_livepatch; /* it is for the kernel's own livepatch code */
	bool takes_timeout; /* it has the parameter timeout_ms */
	bool takes_consistency; /* it has the parameter consistency */
	/* What it changes; without `patched` and addresses. Of one for
	 * livepatch, what `kpatch build` wrote of it. */
	struct kp_object *objects;
	size_t nobjects;
	bool all_told; /* false: more may be filled in at run time */
	struct kp_build_record built; /* empty: not made by `kpatch build` */
};

/*
 * Open and read the module in @path, also compressed. 0, or -1 with @err when
 * it is no kernel module; a module that is no patch is no error.
 */
int kp_file_open(struct kp_file *file, const char *path, struct sc_error *err);
/* The same of a file that kpatch/root.h finds. */
int kp_file_open_in_root(const struct kp_ctx *ctx, struct kp_file *file,
			 const char *path, struct sc_error *err);
void kp_file_close(struct kp_file *file);

/* "a/b-c.ko.xz" names the module b_c. New string; NULL: out of memory. */
char *kp_module_name(const char *path);

/* Whether an argument means a file: it has a slash, or ends as one does. */
bool kp_is_file(const char *arg);

#endif
