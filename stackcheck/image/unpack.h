/* SPDX-License-Identifier: GPL-2.0-only */
/* Compressed files and boot images, unpacked in memory within a limit. */
#ifndef STACKCHECK_IMAGE_UNPACK_H
#define STACKCHECK_IMAGE_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stackcheck/util/error.h"

/*
 * What a file may unpack to: never more than SC_UNPACK_MAX, and beyond
 * SC_UNPACK_FREE no more than SC_UNPACK_RATIO times its own size. The largest
 * modules and kernels unpack to less than a tenth of both.
 */
#ifndef SC_UNPACK_MAX
#define SC_UNPACK_MAX ((size_t)1 << 30)
#endif
#ifndef SC_UNPACK_FREE
#define SC_UNPACK_FREE ((size_t)16 << 20)
#endif
#define SC_UNPACK_RATIO 256

enum sc_packing {
	SC_PACK_NONE,
	SC_PACK_GZIP,
	SC_PACK_XZ,
	SC_PACK_ZSTD,
	SC_PACK_LZ4,
	SC_PACK_BZIP2, /* this one and the rest are known, not unpacked */
	SC_PACK_LZMA,
	SC_PACK_LZO,
};

/*
 * What one input may cost, however many streams in it are tried: bytes that
 * come out of decoders, and bytes that go into them.
 */
struct sc_budget {
	size_t out, in;
};

/* The budget of an input of @size bytes. */
struct sc_budget sc_budget_for(size_t size);

/* Bytes under construction; @data is the caller's to free, also on failure. */
struct sc_buffer {
	uint8_t *data;
	size_t len;
	size_t cap;
	size_t limit;
	bool elf; /* only an ELF file will do: fail once it begins otherwise */
	bool whole; /* the input has to end where the last of its streams does */
};

/* The part of the input that a decoder has not seen yet. */
struct sc_rest {
	const uint8_t *bytes;
	size_t size;
};

/*
 * A decoder: append to @out what @rest unpacks to, and take from @rest what has
 * been looked at, also on failure. With out->whole all of @rest, else the stream
 * that it begins with. 0, or -1 with @err.
 */
typedef int sc_unpack_fn(struct sc_rest *rest, struct sc_buffer *out,
			 struct sc_error *err);

/* What sc_unpack_image() found. */
struct sc_unpacked {
	uint8_t *data; /* the caller's to free; NULL: nothing was packed */
	size_t size;
	bool boot_image;
};

/* The packing by its magic number. */
enum sc_packing sc_packing_of(const uint8_t *bytes, size_t size);

/*
 * Unpack a file, which may be several streams one behind the other, and has to
 * end with the last. On failure @err says why, without a file name, and nothing
 * is left to free.
 */
int sc_unpack(const uint8_t *bytes, size_t size, uint8_t **data_ret,
	      size_t *size_ret, struct sc_error *err);

/*
 * Unpack the one stream that begins at @bytes to an ELF file; what follows it
 * is ignored. Takes from @budget what it costs, also on failure; otherwise as
 * sc_unpack().
 */
int sc_unpack_elf(const uint8_t *bytes, size_t size, struct sc_budget *budget,
		  uint8_t **data_ret, size_t *size_ret, struct sc_error *err);

/* Room for @more bytes, more often than not for several times that. */
int sc_buffer_room(struct sc_buffer *buf, size_t more, struct sc_error *err);

/* Fill @err: what is left in @rest is no @packing data. Returns -1. */
int sc_unpack_fail_trailing(const struct sc_rest *rest, const char *packing,
			    struct sc_error *err);

/* Unpack whatever this is; @out->data stays NULL for a plain file. */
int sc_unpack_image(const uint8_t *bytes, size_t size, struct sc_unpacked *out,
		    struct sc_error *err);

#endif
