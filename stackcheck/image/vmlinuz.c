// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel inside a boot image. The x86 boot protocol says where the packed
 * payload lies (Documentation/arch/x86/boot.rst of the kernel); an image whose
 * header is of no use is searched for a stream that unpacks to an ELF file.
 */
#include <lz4.h>
#include <string.h>

#include "stackcheck/image/unpack.h"
#include "stackcheck/image/vmlinuz.h"
#include "stackcheck/util/library.h"
#include "stackcheck/util/library_names.h"

#define SETUP_SECTS 0x1f1
#define BOOT_FLAG 0x1fe /* bytes 55 aa */
#define HEADER_MAGIC 0x202 /* "HdrS" */
#define PROTOCOL 0x206 /* version; 2.08 brought the payload's place */
#define PAYLOAD_OFFSET 0x248
#define PAYLOAD_LENGTH 0x24c
#define HEADER_END 0x250

/* The lz4 legacy format unpacks in blocks of at most this. */
#define LZ4_BLOCK ((size_t)8 << 20)

/* Begins a stream of it. */
#define LZ4_MAGIC 0x184c2102u

/* How many places that look like a stream are tried in a search. */
#define MAX_TRIES 16

#define CALLS(X) X(LZ4_decompress_safe)

static const char *const names[] = { CALLS(SC_LIBRARY_NAME) };
static struct {
	CALLS(SC_LIBRARY_FIELD)
} lz4;
static struct sc_library library = {
	.file = sc_library_lz4,
	.names = names,
	.n = sizeof(names) / sizeof(names[0]),
	.functions = &lz4,
};

static uint32_t read_le32(const uint8_t *p)
{
	return p[0] | p[1] << 8 | p[2] << 16 | (uint32_t)p[3] << 24;
}

static int lz4_block(const uint8_t *from, size_t len, struct sc_buffer *out,
		     struct sc_error *err)
{
	size_t room = LZ4_BLOCK;
	int got;

	/* The last block is short: the limit may fit it and not a whole one. */
	if (room > out->limit - out->len)
		room = out->limit - out->len;
	if (sc_buffer_room(out, room ? room : 1, err))
		return -1;
	got = lz4.LZ4_decompress_safe((const char *)from,
				      (char *)out->data + out->len, (int)len,
				      (int)room);
	if (got < 0)
		return sc_fail(err, "lz4 data is damaged");
	out->len += got;
	return 0;
}

int sc_unpack_lz4(const uint8_t *bytes, size_t size, struct sc_buffer *out,
		  struct sc_error *err)
{
	size_t at = 4, least = out->whole ? 0 : 4;

	if (!sc_library_load(&library))
		return sc_library_fail(err);
	/* A kernel's payload ends with its unpacked size: no block follows. */
	while (size - at > least) {
		size_t len = size - at > 4 ? read_le32(bytes + at) : 0;

		at += size - at > 4 ? 4 : 0;
		if (len == LZ4_MAGIC && out->whole)
			continue; /* one more stream */
		if (!len || len > size - at ||
		    len > (size_t)LZ4_COMPRESSBOUND(LZ4_BLOCK))
			return sc_fail(err, "lz4 data is cut short");
		if (lz4_block(bytes + at, len, out, err))
			return -1;
		at += len;
	}
	return 0;
}

static bool has_setup_header(const uint8_t *bytes, size_t size)
{
	return size >= HEADER_END && !memcmp(bytes + HEADER_MAGIC, "HdrS", 4) &&
	       bytes[BOOT_FLAG] == 0x55 && bytes[BOOT_FLAG + 1] == 0xaa;
}

bool sc_is_boot_image(const uint8_t *bytes, size_t size)
{
	return has_setup_header(bytes, size) ||
	       (size >= HEADER_END && !memcmp(bytes, "MZ", 2));
}

/* Where the setup header says the payload lies; false when it does not. */
static bool payload_range(const uint8_t *bytes, size_t size, size_t *start_ret,
			  size_t *len_ret)
{
	size_t sects = bytes[SETUP_SECTS] ? bytes[SETUP_SECTS] : 4;
	size_t start = (sects + 1) * 512 + read_le32(bytes + PAYLOAD_OFFSET);
	size_t len = read_le32(bytes + PAYLOAD_LENGTH);

	if (!has_setup_header(bytes, size) || bytes[PROTOCOL + 1] < 2 ||
	    bytes[PROTOCOL] < 8 || start > size || len > size - start)
		return false;
	*start_ret = start;
	*len_ret = len;
	return sc_packing_of(bytes + start, len) != SC_PACK_NONE;
}

/* The magic numbers that are long enough to search for. */
static bool starts_stream(const uint8_t *bytes, size_t size)
{
	switch (sc_packing_of(bytes, size)) {
	case SC_PACK_GZIP:
	case SC_PACK_XZ:
	case SC_PACK_ZSTD:
	case SC_PACK_LZ4:
		return true;
	default:
		return false;
	}
}

static int search_payload(const uint8_t *bytes, size_t size,
			  struct sc_budget *budget, uint8_t **data_ret,
			  size_t *size_ret, struct sc_error *err)
{
	int tries = 0;
	size_t at;

	for (at = 0; at < size && tries < MAX_TRIES; at++) {
		if (!starts_stream(bytes + at, size - at))
			continue;
		tries++;
		if (!sc_unpack_elf(bytes + at, size - at, budget, data_ret,
				   size_ret, NULL))
			return 0;
	}
	return sc_fail(
		err,
		"boot image without a kernel packed by gzip, xz, zstd or lz4; unpack it first and give the vmlinux");
}

int sc_unpack_boot_image(const uint8_t *bytes, size_t size, uint8_t **data_ret,
			 size_t *size_ret, struct sc_error *err)
{
	struct sc_budget budget = sc_budget_for(size);
	struct sc_error why = { "" };
	size_t start, len;

	if (!payload_range(bytes, size, &start, &len))
		return search_payload(bytes, size, &budget, data_ret, size_ret,
				      err);
	if (!sc_unpack_elf(bytes + start, len, &budget, data_ret, size_ret,
			   &why))
		return 0;
	return sc_fail(
		err,
		"the payload of the boot image: %s; give the vmlinux instead",
		why.text);
}
