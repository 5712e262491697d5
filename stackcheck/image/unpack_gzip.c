// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/image/unpack_gzip.h"

#include <zlib.h>

#include "stackcheck/image/unpack.h"
#include "stackcheck/util/library.h"
#include "stackcheck/util/library_names.h"

/* No decoder gets more input at once, so that 32-bit counts hold it. */
#define CHUNK ((size_t)1 << 30)

#define CALLS(X)                                                               \
	X(inflate)                                                             \
	X(inflateEnd)                                                          \
	X(inflateInit2_)                                                       \
	X(inflateReset)

static const char *const names[] = { CALLS(SC_LIBRARY_NAME) };
static struct {
	CALLS(SC_LIBRARY_FIELD)
} zlib;
static struct sc_library library = {
	.file = sc_library_z,
	.names = names,
	.n = sizeof(names) / sizeof(names[0]),
	.functions = &zlib,
};

static int gzip_member(z_stream *z, struct sc_rest *in, struct sc_buffer *out,
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
		ret = zlib.inflate(z, Z_NO_FLUSH);
		out->len = (size_t)(z->next_out - out->data);
		in->size -= (size_t)(z->next_in - in->bytes);
		in->bytes = z->next_in;
	}
	return ret == Z_STREAM_END
		       ? 0
		       : sc_fail(err, "gzip data is damaged or cut short");
}

int sc_unpack_gzip(struct sc_rest *in, struct sc_buffer *out,
		   struct sc_error *err)
{
	z_stream z = { 0 };
	int bad = 0;

	if (!sc_library_load(&library))
		return sc_library_fail(err);
	/* inflateInit2(), which is a macro */
	if (zlib.inflateInit2_(&z, 15 + 16, ZLIB_VERSION, (int)sizeof(z)) !=
	    Z_OK)
		return sc_fail(err, "out of memory for gzip");
	do {
		bad = gzip_member(&z, in, out, err) ||
		      zlib.inflateReset(&z) != Z_OK;
		if (!bad && out->whole && in->size &&
		    sc_packing_of(in->bytes, in->size) != SC_PACK_GZIP)
			bad = sc_unpack_fail_trailing(in, "gzip", err);
	} while (!bad && out->whole && in->size);
	zlib.inflateEnd(&z);
	return bad ? -1 : 0;
}
