// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/image/unpack_zstd.h"

#include <zstd.h>

#include "stackcheck/image/unpack.h"
#include "stackcheck/util/library.h"
#include "stackcheck/util/library_names.h"

#define CALLS(X)                                                               \
	X(ZSTD_createDCtx)                                                     \
	X(ZSTD_freeDCtx)                                                       \
	X(ZSTD_decompressStream)                                               \
	X(ZSTD_isError)                                                        \
	X(ZSTD_getErrorName)

static const char *const names[] = { CALLS(SC_LIBRARY_NAME) };
static struct {
	CALLS(SC_LIBRARY_FIELD)
} zstd;
static struct sc_library library = {
	.file = sc_library_zstd,
	.names = names,
	.n = sizeof(names) / sizeof(names[0]),
	.functions = &zstd,
};

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
		ret = zstd.ZSTD_decompressStream(ctx, &to, in);
		out->len = to.pos;
		if (zstd.ZSTD_isError(ret))
			return sc_fail(err, "zstd data is damaged: %s",
				       zstd.ZSTD_getErrorName(ret));
		if (ret && in->pos + out->len == before)
			return sc_fail(err, "zstd data is cut short");
	}
	return 0;
}

static int zstd_frames(ZSTD_DCtx *ctx, struct sc_rest *rest,
		       struct sc_buffer *out, struct sc_error *err)
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
			bad = sc_unpack_fail_trailing(rest, "zstd", err);
	} while (!bad && rest->size && (out->whole || !out->len));
	return bad;
}

int sc_unpack_zstd(struct sc_rest *rest, struct sc_buffer *out,
		   struct sc_error *err)
{
	ZSTD_DCtx *ctx;
	int ret;

	if (!sc_library_load(&library))
		return sc_library_fail(err);
	ctx = zstd.ZSTD_createDCtx();
	if (!ctx)
		return sc_fail(err, "out of memory for zstd");
	ret = zstd_frames(ctx, rest, out, err);
	zstd.ZSTD_freeDCtx(ctx);
	return ret;
}
