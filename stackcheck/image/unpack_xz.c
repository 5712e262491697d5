// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/image/unpack_xz.h"

#include <lzma.h>

#include "stackcheck/image/unpack.h"
#include "stackcheck/util/library.h"
#include "stackcheck/util/library_names.h"

/* A decoder may use this much besides its output; xz -9 needs 65 MiB. */
#define XZ_MEMORY ((uint64_t)256 << 20)

#define CALLS(X)                                                               \
	X(lzma_stream_decoder)                                                 \
	X(lzma_code)                                                           \
	X(lzma_end)

static const char *const names[] = { CALLS(SC_LIBRARY_NAME) };
static struct {
	CALLS(SC_LIBRARY_FIELD)
} lzma;
static struct sc_library library = {
	.file = sc_library_lzma,
	.names = names,
	.n = sizeof(names) / sizeof(names[0]),
	.functions = &lzma,
};

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

int sc_unpack_xz(struct sc_rest *in, struct sc_buffer *out,
		 struct sc_error *err)
{
	lzma_stream lz = LZMA_STREAM_INIT;
	lzma_ret ret;

	if (!sc_library_load(&library))
		return sc_library_fail(err);
	ret = lzma.lzma_stream_decoder(&lz, XZ_MEMORY,
				       out->whole ? LZMA_CONCATENATED : 0);
	lz.next_in = in->bytes;
	lz.avail_in = in->size;
	while (ret == LZMA_OK) {
		if (sc_buffer_room(out, 1, err)) {
			in->size = lz.avail_in;
			lzma.lzma_end(&lz);
			return -1;
		}
		lz.next_out = out->data + out->len;
		lz.avail_out = out->cap - out->len;
		/* LZMA_FINISH turns missing input into an error. */
		ret = lzma.lzma_code(&lz, LZMA_FINISH);
		out->len = out->cap - lz.avail_out;
	}
	in->size = lz.avail_in;
	lzma.lzma_end(&lz);
	return ret == LZMA_STREAM_END ? 0 : xz_failure(ret, out, err);
}
