// SPDX-License-Identifier: GPL-2.0-only
/* Streams by their magic number, each unpacked within one limit. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/unpack.h"
#include "stackcheck/image/unpack_gzip.h"
#include "stackcheck/image/unpack_xz.h"
#include "stackcheck/image/unpack_zstd.h"
#include "stackcheck/image/vmlinuz.h"

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

int sc_unpack_fail_trailing(const struct sc_rest *rest, const char *packing,
			    struct sc_error *err)
{
	return sc_fail(
		err,
		"%zu bytes follow the %s data and do not belong to it; cut them off if they are not needed",
		rest->size, packing);
}

static int unpack_lz4(struct sc_rest *rest, struct sc_buffer *out,
		      struct sc_error *err)
{
	int bad = sc_unpack_lz4(rest->bytes, rest->size, out, err);

	rest->size = 0;
	return bad;
}

/* Takes from @in what has been looked at, also on failure. */
static int run_decoder(struct sc_rest *in, struct sc_buffer *out,
		       struct sc_error *err)
{
	switch (sc_packing_of(in->bytes, in->size)) {
	case SC_PACK_GZIP:
		return sc_unpack_gzip(in, out, err);
	case SC_PACK_XZ:
		return sc_unpack_xz(in, out, err);
	case SC_PACK_ZSTD:
		return sc_unpack_zstd(in, out, err);
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
	struct sc_rest in = { bytes, size < budget->in ? size : budget->in };
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
