/* SPDX-License-Identifier: GPL-2.0-only */
/* Small files and folders. */
#ifndef KPATCH_FILE_H
#define KPATCH_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "stackcheck/util/error.h"

/* A path put together; -1 with @err when it is too long. */
struct kp_path {
	char s[4096];
};

int kp_path(struct kp_path *path, struct sc_error *err, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

bool kp_exists(const char *path);

/*
 * All of a file, NUL-terminated, whatever size it says it has, and that size
 * unless @len_ret is NULL; the caller
 * frees it. NULL with @err filled; errno tells why.
 */
char *kp_read_file(const char *path, size_t *len_ret, struct sc_error *err);

/* The same of a descriptor, which stays open; NULL with errno. */
char *kp_read_fd(int fd, size_t *len_ret);

/* The first line of a file without its end; NULL if it cannot be read. */
char *kp_read_line(const char *path);

/* Make a folder and those it is in. 0, or -1 with @err. */
int kp_make_folder(const char *path, struct sc_error *err);
/*
 * Make the folder that @path, an absolute path, is in: it is put into @folder.
 * 0, or -1 with @err.
 */
int kp_make_parent(const char *path, struct kp_path *folder,
		   struct sc_error *err);

/* Names of the folders in a folder, sorted. */
struct kp_names {
	char **items;
	size_t n;
};

/* 0, or -1 with @err and nothing to free. */
int kp_list_folders(const char *path, struct kp_names *names,
		    struct sc_error *err);

/*
 * All names in the folder that @dir is open on, but for those that begin with
 * a dot; sorted. 0, or -1 with errno and nothing to free.
 */
int kp_names_read(int dir, struct kp_names *names);
void kp_names_free(struct kp_names *names);

#endif
