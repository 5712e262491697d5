// SPDX-License-Identifier: GPL-2.0-only
/* Streams by their magic number, each unpacked within one limit. */
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "stackcheck/image/unpack.h"
#include "stackcheck/image/vmlinuz.h"

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

/* A zstd frame that holds nothing, with which some packers begin. */
static bool is_skippable(const uint8_t *bytes, size_t size)
{
	return size >= 8 && (bytes[0] & 0xf0) == 0x50 &&
	       !memcmp(bytes + 1, "\x2a\x4d\x18", 3);
}

enum sc_packing sc_packing_of(const uint8_t *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		if (size >= magics[i].len &&
		    !memcmp(bytes, magics[i].magic, magics[i].len))
			return magics[i].packing;
	}
	return is_skippable(bytes, size) ? SC_PACK_ZSTD : SC_PACK_NONE;
}

struct sc_budget sc_budget_for(size_t size)
{
	struct sc_budget budget = { .out = SC_UNPACK_MAX, .in = SIZE_MAX };

	if (size < SC_UNPACK_MAX / SC_UNPACK_RATIO)
		budget.out = size * SC_UNPACK_RATIO;
	if (budget.out < SC_UNPACK_FREE)
		budget.out = SC_UNPACK_FREE;
	if (budget.out > SC_UNPACK_MAX)
		budget.out = SC_UNPACK_MAX;
	/* one pass, and some in vain */
	if (size < SIZE_MAX / 4)
		budget.in = size * 4;
	return budget;
}

static bool begins_as_elf(const struct sc_buffer *buf)
{
	size_t n = buf->len < 4 ? buf->len : 4;

	return !n || !memcmp(buf->data, "\177ELF", n);
}

int sc_buffer_room(struct sc_buffer *buf, size_t more, struct sc_error *err)
{
	size_t cap = buf->cap;
	uint8_t *grown;

	if (buf->elf && !begins_as_elf(buf))
		return sc_fail(err, "the packed data is not an ELF file");
	if (more <= buf->cap - buf->len)
		return 0;
	if (more > buf->limit - buf->len)
		return sc_fail(
			err,
			"unpacks to more than %zu bytes, which is no kernel or module; if it is one, unpack it yourself",
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

/* The part of the input that a decoder has not seen yet. */
struct rest {
	const uint8_t *bytes;
	size_t size;
};

static int fail_trailing(const struct rest *rest, const char *packing,
			 struct sc_error *err)
{
	return sc_fail(
		err,
		"%zu bytes follow the %s data and do not belong to it; cut them off if they are not needed",
		rest->size, packing);
}

static int gzip_member(z_stream *z, struct rest *in, struct sc_buffer *out,
		       struct sc_error *err)
{
	int ret = Z_OK;

	while (ret == Z_OK) {
		if (sc_buffer_room(out, 1, err))
			return -1;
		z->next_in = (uint8_t *)in->bytes;
		z->avail_in = in->size < CHUNK ? (uInt)in->size : (uInt)CHUNK;
		z->next_out = out->data + out->len;
		z->avail_out = out->cap - out->len < CHUNK
				       ? (uInt)(out->cap - out->len)
				       : (uInt)CHUNK;
		ret = inflate(z, Z_NO_FLUSH);
		out->len = (size_t)(z->next_out - out->data);
		in->size -= (size_t)(z->next_in - in->bytes);
		in->bytes = z->next_in;
	}
	return ret == Z_STREAM_END
		       ? 0
		       : sc_fail(err, "gzip data is damaged or cut short");
}

static int unpack_gzip(struct rest *in, struct sc_buffer *out,
		       struct sc_error *err)
{
	z_stream z = { 0 };
	int bad = 0;

	if (inflateInit2(&z, 15 + 16) != Z_OK)
		return sc_fail(err, "out of memory for gzip");
	do {
		bad = gzip_member(&z, in, out, err) || inflateReset(&z) != Z_OK;
		if (!bad && out->whole && in->size &&
		    sc_packing_of(in->bytes, in->size) != SC_PACK_GZIP)
			bad = fail_trailing(in, "gzip", err);
	} while (!bad && out->whole && in->size);
	inflateEnd(&z);
	return bad ? -1 : 0;
}

static int xz_failure(lzma_ret ret, const struct sc_buffer *out,
		      struct sc_error *err)
{
	if (ret == LZMA_MEMLIMIT_ERROR)
		return sc_fail(err,
			       "xz data needs more than %llu MiB to unpack",
			       (unsigned long long)(XZ_MEMORY >> 20));
	return sc_fail(err,
		       "xz data is damaged%s or cut short (liblzma error %d)",
		       out->whole ? ", followed by something else" : "",
		       (int)ret);
}

static int unpack_xz(struct rest *in, struct sc_buffer *out,
		     struct sc_error *err)
{
	lzma_stream lz = LZMA_STREAM_INIT;
	lzma_ret ret = lzma_stream_decoder(&lz, XZ_MEMORY,
					   out->whole ? LZMA_CONCATENATED : 0);

	lz.next_in = in->bytes;
	lz.avail_in = in->size;
	while (ret == LZMA_OK) {
		if (sc_buffer_room(out, 1, err)) {
			in->size = lz.avail_in;
			lzma_end(&lz);
			return -1;
		}
		lz.next_out = out->data + out->len;
		lz.avail_out = out->cap - out->len;
		/* LZMA_FINISH turns missing input into an error. */
		ret = lzma_code(&lz, LZMA_FINISH);
		out->len = out->cap - lz.avail_out;
	}
	in->size = lz.avail_in;
	lzma_end(&lz);
	return ret == LZMA_STREAM_END ? 0 : xz_failure(ret, out, err);
}

static int zstd_frame(ZSTD_DCtx *ctx, ZSTD_inBuffer *in, struct sc_buffer *out,
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

static int zstd_frames(ZSTD_DCtx *ctx, struct rest *rest, struct sc_buffer *out,
		       struct sc_error *err)
{
	ZSTD_inBuffer in = { .src = rest->bytes, .size = rest->size };
	const uint8_t *begin = rest->bytes;
	size_t size = rest->size;
	int bad;

	do {
		bad = zstd_frame(ctx, &in, out, err);
		rest->bytes = begin + in.pos;
		rest->size = size - in.pos;
		if (!bad && out->whole && rest->size &&
		    sc_packing_of(rest->bytes, rest->size) != SC_PACK_ZSTD)
			bad = fail_trailing(rest, "zstd", err);
	} while (!bad && rest->size && (out->whole || !out->len));
	return bad;
}

static int unpack_zstd(struct rest *rest, struct sc_buffer *out,
		       struct sc_error *err)
{
	ZSTD_DCtx *ctx = ZSTD_createDCtx();
	int ret;

	if (!ctx)
		return sc_fail(err, "out of memory for zstd");
	ret = zstd_frames(ctx, rest, out, err);
	ZSTD_freeDCtx(ctx);
	return ret;
}

static int unpack_lz4(struct rest *rest, struct sc_buffer *out,
		      struct sc_error *err)
{
	int bad = sc_unpack_lz4(rest->bytes, rest->size, out, err);

	rest->size = 0;
	return bad;
}

/* Takes from @in what has been looked at, also on failure. */
static int run_decoder(struct rest *in, struct sc_buffer *out,
		       struct sc_error *err)
{
	switch (sc_packing_of(in->bytes, in->size)) {
	case SC_PACK_GZIP:
		return unpack_gzip(in, out, err);
	case SC_PACK_XZ:
		return unpack_xz(in, out, err);
	case SC_PACK_ZSTD:
		return unpack_zstd(in, out, err);
	case SC_PACK_LZ4:
		return unpack_lz4(in, out, err);
	case SC_PACK_BZIP2:
		return sc_fail(
			err,
			"packed with bzip2, which is not read; unpack it first (bzip2 -d)");
	case SC_PACK_LZMA:
		return sc_fail(
			err,
			"packed with lzma, which is not read; unpack it first (xz -d)");
	case SC_PACK_LZO:
		return sc_fail(
			err,
			"packed with lzo, which is not read; unpack it first (lzop -d)");
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

/* Run the decoder into @out, whose first @cap bytes are to be allocated. */
static int unpack_within(const uint8_t *bytes, size_t size,
			 struct sc_buffer *out, struct sc_budget *budget,
			 struct sc_error *err)
{
	struct rest in = { bytes, size < budget->in ? size : budget->in };
	size_t given = in.size;
	int bad;

	out->limit = budget->out;
	if (out->cap > out->limit)
		out->cap = out->limit;
	out->data = malloc(out->cap ? out->cap : 1);
	if (!out->data)
		return sc_fail(err, "out of memory for %zu bytes", out->cap);
	bad = run_decoder(&in, out, err);
	budget->in -= given - in.size;
	budget->out -= out->len;
	if (!bad && out->elf && (out->len < 64 || !begins_as_elf(out)))
		bad = sc_fail(err, "the packed data is not an ELF file");
	if (bad) {
		free(out->data);
		return -1;
	}
	buffer_trim(out);
	return 0;
}

int sc_unpack(const uint8_t *bytes, size_t size, uint8_t **data_ret,
	      size_t *size_ret, struct sc_error *err)
{
	struct sc_budget budget = sc_budget_for(size);
	struct sc_buffer out = { .cap = size < budget.out / 4 ? size * 4 + 64
							      : budget.out,
				 .whole = true };

	if (unpack_within(bytes, size, &out, &budget, err))
		return -1;
	*data_ret = out.data;
	*size_ret = out.len;
	return 0;
}

int sc_unpack_elf(const uint8_t *bytes, size_t size, struct sc_budget *budget,
		  uint8_t **data_ret, size_t *size_ret, struct sc_error *err)
{
	/* little at first: mostly that tells that it is none */
	struct sc_buffer out = { .cap = 4096, .elf = true };

	if (unpack_within(bytes, size, &out, budget, err))
		return -1;
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
