/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files, or parts of them, read once into memory of our own: what others do to
 * a file afterwards changes nothing, and what they do meanwhile is noticed.
 */
#ifndef STACKCHECK_IMAGE_READ_H
#define STACKCHECK_IMAGE_READ_H

#include "stackcheck/image/input_priv.h"

struct stat;

/*
 * Open for reading without waiting for the other end of a FIFO; a descriptor,
 * or -1 with @err filled when it is no regular file.
 */
int sc_open_regular(const char *path, struct stat *st, struct sc_error *err);
/* The same, with the reason alone, in @why of @size bytes. */
int sc_open_why(const char *path, struct stat *st, char *why, size_t size);

/*
 * Bytes of the file from @at on: @size of them, or fewer at its end, or -1
 * with errno.
 */
ssize_t sc_read_at(int fd, void *to, size_t size, uint64_t at);

struct sc_file_id sc_file_id_of(const struct stat *st);

/*
 * Read the bytes of @input, the caller's to free. 0, or -1 with @err: it cannot
 * be read, or it changed meanwhile or since it was listed.
 */
int sc_read_input(const struct sc_input *input, uint8_t **bytes_ret,
		  size_t *size_ret, struct sc_error *err);

#endif
