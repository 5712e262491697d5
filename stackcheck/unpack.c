// SPDX-License-Identifier: GPL-2.0-only
/* Streams by their magic number, each unpacked within one limit. */
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "stackcheck/unpack.h"

/* A decoder may use this much besides its output; xz -9 needs 65 MiB. */
#define XZ_MEMORY ((uint64_t)256 << 20)
/* No decoder gets more input at once, so that 32-bit counts hold it. */
#define CHUNK ((size_t)1 << 30)

static const struct {
	enum sc_packing packing;
	const char *magic;
	size_t len;
} magics[] = {
	{ SC_PACK_GZIP, "\x1f\x8b\x08", 3 },
	{ SC_PACK_XZ,
	  "\xfd"
	  "7zXZ\0",
	  6 },
	{ SC_PACK_ZSTD, "\x28\xb5\x2f\xfd", 4 },
	{ SC_PACK_LZ4, "\x02\x21\x4c\x18", 4 },
	{ SC_PACK_BZIP2, "BZh", 3 },
	{ SC_PACK_LZMA, "\x5d\0\0", 3 },
	{ SC_PACK_LZO, "\x89LZO\0\r\n\x1a\n", 9 },
};

enum sc_packing sc_packing_of(const uint8_t *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		if (size >= magics[i].len &&
		    !memcmp(bytes, magics[i].magic, magics[i].len))
			return magics[i].packing;
	}
	return SC_PACK_NONE;
}

static size_t limit_for(size_t size)
{
	size_t limit = SC_UNPACK_MAX;

	if (size < SC_UNPACK_MAX / SC_UNPACK_RATIO)
		limit = size * SC_UNPACK_RATIO;
	if (limit < SC_UNPACK_FREE)
		limit = SC_UNPACK_FREE;
	return limit < SC_UNPACK_MAX ? limit : SC_UNPACK_MAX;
}

int sc_buffer_room(struct sc_buffer *buf, size_t more, struct sc_error *err)
{
	size_t cap = buf->cap;
	uint8_t *grown;

	if (more <= buf->cap - buf->len)
		return 0;
	if (more > buf->limit - buf->len)
		return sc_fail(err,
			       "unpacks to more than %zu bytes; that is no "
			       "kernel or module, unpack it yourself if it is",
			       buf->limit);
	while (cap - buf->len < more)
		cap = cap < buf->limit / 2 ? cap * 2 : buf->limit;
	grown = realloc(buf->data, cap);
	if (!grown)
		return sc_fail(err, "out of memory for %zu bytes unpacked",
			       cap);
	buf->data = grown;
	buf->cap = cap;
	return 0;
}

static int unpack_gzip(const uint8_t *bytes, size_t size, struct sc_buffer *out,
		       struct sc_error *err)
{
	z_stream z = { .next_in = (uint8_t *)bytes,
		       .avail_in = size < CHUNK ? size : CHUNK };
	int ret = inflateInit2(&z, 15 + 16);

	while (ret == Z_OK) {
		if (sc_buffer_room(out, 1, err)) {
			inflateEnd(&z);
			return -1;
		}
		z.next_out = out->data + out->len;
		z.avail_out = out->cap - out->len;
		ret = inflate(&z, Z_NO_FLUSH);
		out->len = out->cap - z.avail_out;
	}
	inflateEnd(&z);
	if (ret != Z_STREAM_END)
		return sc_fail(err, "gzip data is damaged or cut short");
	return 0;
}

static int unpack_xz(const uint8_t *bytes, size_t size, struct sc_buffer *out,
		     struct sc_error *err)
{
	lzma_stream lz = LZMA_STREAM_INIT;
	lzma_ret ret = lzma_stream_decoder(&lz, XZ_MEMORY, 0);

	lz.next_in = bytes;
	lz.avail_in = size;
	while (ret == LZMA_OK) {
		if (sc_buffer_room(out, 1, err)) {
			lzma_end(&lz);
			return -1;
		}
		lz.next_out = out->data + out->len;
		lz.avail_out = out->cap - out->len;
		/* LZMA_FINISH turns missing input into an error. */
		ret = lzma_code(&lz, LZMA_FINISH);
		out->len = out->cap - lz.avail_out;
	}
	lzma_end(&lz);
	if (ret == LZMA_MEMLIMIT_ERROR)
		return sc_fail(err,
			       "xz data needs more than %llu MiB to unpack",
			       (unsigned long long)(XZ_MEMORY >> 20));
	if (ret != LZMA_STREAM_END)
		return sc_fail(err,
			       "xz data is damaged or cut short (liblzma error "
			       "%d)",
			       (int)ret);
	return 0;
}

static int zstd_run(ZSTD_DCtx *ctx, ZSTD_inBuffer *in, struct sc_buffer *out,
		    struct sc_error *err)
{
	size_t ret = 1, before;

	while (ret) {
		ZSTD_outBuffer to;

		if (sc_buffer_room(out, 1, err))
			return -1;
		before = in->pos + out->len;
		to.dst = out->data;
		to.size = out->cap;
		to.pos = out->len;
		ret = ZSTD_decompressStream(ctx, &to, in);
		out->len = to.pos;
		if (ZSTD_isError(ret))
			return sc_fail(err, "zstd data is damaged: %s",
				       ZSTD_getErrorName(ret));
		if (ret && in->pos + out->len == before)
			return sc_fail(err, "zstd data is cut short");
	}
	return 0;
}

static int unpack_zstd(const uint8_t *bytes, size_t size, struct sc_buffer *out,
		       struct sc_error *err)
{
	ZSTD_inBuffer in = { .src = bytes, .size = size };
	ZSTD_DCtx *ctx = ZSTD_createDCtx();
	int ret;

	if (!ctx)
		return sc_fail(err, "out of memory for zstd");
	ret = zstd_run(ctx, &in, out, err);
	ZSTD_freeDCtx(ctx);
	return ret;
}

static int run_decoder(enum sc_packing packing, const uint8_t *bytes,
		       size_t size, struct sc_buffer *out, struct sc_error *err)
{
	switch (packing) {
	case SC_PACK_GZIP:
		return unpack_gzip(bytes, size, out, err);
	case SC_PACK_XZ:
		return unpack_xz(bytes, size, out, err);
	case SC_PACK_ZSTD:
		return unpack_zstd(bytes, size, out, err);
	case SC_PACK_LZ4:
		return sc_unpack_lz4(bytes, size, out, err);
	case SC_PACK_BZIP2:
		return sc_fail(err, "packed with bzip2, which is not read; "
				    "unpack it first (bzip2 -d)");
	case SC_PACK_LZMA:
		return sc_fail(err, "packed with lzma, which is not read; "
				    "unpack it first (xz -d)");
	case SC_PACK_LZO:
		return sc_fail(err, "packed with lzo, which is not read; "
				    "unpack it first (lzop -d)");
	case SC_PACK_NONE:
		break;
	}
	return sc_fail(err, "not packed in a way that is known");
}

/* Give back what the last doubling reserved in vain. */
static void buffer_trim(struct sc_buffer *buf)
{
	uint8_t *fit = realloc(buf->data, buf->len ? buf->len : 1);

	if (fit)
		buf->data = fit;
}

int sc_unpack(const uint8_t *bytes, size_t size, uint8_t **data_ret,
	      size_t *size_ret, struct sc_error *err)
{
	struct sc_buffer out = { .limit = limit_for(size) };

	out.cap = size < out.limit / 4 ? size * 4 + 64 : out.limit;
	out.data = malloc(out.cap);
	if (!out.data)
		return sc_fail(err, "out of memory for %zu bytes", out.cap);
	if (run_decoder(sc_packing_of(bytes, size), bytes, size, &out, err)) {
		free(out.data);
		return -1;
	}
	buffer_trim(&out);
	*data_ret = out.data;
	*size_ret = out.len;
	return 0;
}

int sc_unpack_image(const uint8_t *bytes, size_t size, struct sc_unpacked *out,
		    struct sc_error *err)
{
	memset(out, 0, sizeof(*out));
	if (sc_is_boot_image(bytes, size)) {
		out->boot_image = true;
		return sc_unpack_boot_image(bytes, size, &out->data, &out->size,
					    err);
	}
	if (sc_packing_of(bytes, size) == SC_PACK_NONE)
		return 0;
	return sc_unpack(bytes, size, &out->data, &out->size, err);
}
