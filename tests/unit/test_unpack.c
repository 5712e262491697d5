// SPDX-License-Identifier: GPL-2.0-only
/* Packed modules and boot images, sound, cut short, and far too large. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <lz4hc.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include "stackcheck/image/image.h"
#include "stackcheck/image/unpack.h"
#include "tests/unit/elf_builder.h"

#define ROOM 4096

struct packed {
	uint8_t data[ROOM];
	size_t size;
};

typedef void pack_fn(const uint8_t *from, size_t len, struct packed *to);

static void pack_gzip(const uint8_t *from, size_t len, struct packed *to)
{
	z_stream z = { .next_in = (uint8_t *)from,
		       .avail_in = len,
		       .next_out = to->data,
		       .avail_out = ROOM };

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8,
				      Z_DEFAULT_STRATEGY),
			 Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	to->size = z.total_out;
	deflateEnd(&z);
}

/* As the kernel packs itself: an x86 filter, CRC32. */
static void pack_xz(const uint8_t *from, size_t len, struct packed *to)
{
	lzma_options_lzma lzma;
	lzma_filter filters[] = {
		{ .id = LZMA_FILTER_X86 },
		{ .id = LZMA_FILTER_LZMA2, .options = &lzma },
		{ .id = LZMA_VLI_UNKNOWN },
	};

	lzma_lzma_preset(&lzma, 6);
	to->size = 0;
	assert_int_equal(lzma_stream_buffer_encode(filters, LZMA_CHECK_CRC32,
						   NULL, from, len, to->data,
						   &to->size, ROOM),
			 LZMA_OK);
}

static void pack_zstd(const uint8_t *from, size_t len, struct packed *to)
{
	to->size = ZSTD_compress(to->data, ROOM, from, len, 19);
	assert_false(ZSTD_isError(to->size));
}

static void pack_lz4(const uint8_t *from, size_t len, struct packed *to)
{
	uint32_t n;

	n = LZ4_compress_HC((const char *)from, (char *)to->data + 8, len,
			    ROOM - 8, 9);
	assert_true(n > 0);
	memcpy(to->data, "\x02\x21\x4c\x18", 4);
	memcpy(to->data + 4, &n, 4);
	to->size = n + 8;
}

static uint8_t *build_elf(uint16_t type, size_t *size)
{
	struct elf_builder *eb = eb_new(type);
	uint8_t *file;

	eb_text(eb, ".text", NULL, 64);
	eb_place(eb, 1, type == ET_REL ? 0 : 0xffffffff81000000, 16);
	eb_func(eb, "fn", 1, type == ET_REL ? 0 : 0xffffffff81000000, 64);
	file = eb_build(eb, size);
	eb_free(eb);
	return file;
}

static void check_loads(const uint8_t *bytes, size_t size, bool boot)
{
	struct sc_error err = { "" };
	struct sc_image *img = sc_image_load("p", bytes, size, NULL, &err);

	if (!img)
		fail_msg("%s", err.text);
	assert_int_equal(img->vmlinuz, boot);
	assert_int_equal(img->linked, boot);
	assert_string_equal(img->syms[1].name, "fn");
	assert_int_equal(img->syms[1].size, 64);
	sc_image_free(img);
}

static void check_refused(const uint8_t *bytes, size_t size, const char *expect)
{
	struct sc_error err = { "" };
	uint8_t *copy = malloc(size);

	memcpy(copy, bytes, size);
	assert_null(sc_image_load("p", copy, size, NULL, &err));
	free(copy);
	if (!strstr(err.text, expect))
		fail_msg("\"%s\" does not say \"%s\"", err.text, expect);
}

/* A module: whole, and cut anywhere. */
static void check_module(pack_fn *pack)
{
	struct packed p;
	size_t size, cut;
	uint8_t *file = build_elf(ET_REL, &size);

	pack(file, size, &p);
	check_loads(p.data, p.size, false);
	for (cut = 6; cut < p.size; cut++)
		check_refused(p.data, cut, "p: ");
	free(file);
}

/* A boot image of one sector of setup, the payload 64 bytes into the rest. */
static size_t make_boot(uint8_t *boot, const struct packed *payload,
			uint32_t unpacked, bool header)
{
	uint32_t offset = 64, len = payload->size + 4;

	memset(boot, 0, 1024 + 64 + ROOM + 4);
	memcpy(boot, "MZ", 2);
	if (header) {
		boot[0x1f1] = 1;
		memcpy(boot + 0x1fe, "\x55\xaa", 2);
		memcpy(boot + 0x202, "HdrS\x0f\x02", 6);
		memcpy(boot + 0x248, &offset, 4);
		memcpy(boot + 0x24c, &len, 4);
	}
	memcpy(boot + 1024 + 64, payload->data, payload->size);
	/* The kernel's build puts the unpacked size behind the stream. */
	memcpy(boot + 1024 + 64 + payload->size, &unpacked, 4);
	return 1024 + 64 + payload->size + 4;
}

static void check_boot(pack_fn *pack)
{
	uint8_t boot[1024 + 64 + ROOM + 4];
	struct packed p;
	size_t size;
	uint8_t *file = build_elf(ET_EXEC, &size);

	pack(file, size, &p);
	check_loads(boot, make_boot(boot, &p, size, true), true);
	/* Without a header the stream is searched for. */
	if (pack != pack_lz4)
		check_loads(boot, make_boot(boot, &p, size, false), true);
	check_refused(boot, 1024 + 64 + p.size / 2, "p: ");
	free(file);
}

static void test_gzip(void **state)
{
	(void)state;
	check_module(pack_gzip);
	check_boot(pack_gzip);
}

static void test_xz(void **state)
{
	(void)state;
	check_module(pack_xz);
	check_boot(pack_xz);
}

static void test_zstd(void **state)
{
	(void)state;
	check_module(pack_zstd);
	check_boot(pack_zstd);
}

/* No module comes in this format, and a cut may fall between two blocks. */
static void test_lz4(void **state)
{
	(void)state;
	check_boot(pack_lz4);
}

static void test_refused_packings(void **state)
{
	(void)state;
	check_refused((const uint8_t *)"BZh91AY&SY", 10, "bzip2");
	check_refused((const uint8_t *)"\x5d\0\0\x80\0\xff", 6, "lzma");
	check_refused((const uint8_t *)"\x89LZO\0\r\n\x1a\n\x10", 10, "lzo");
}

static void test_boot_without_kernel(void **state)
{
	uint8_t boot[2048] = "MZ";

	(void)state;
	check_refused(boot, sizeof(boot), "boot image without a kernel");
}

/* Payload lengths that overflow or lie outside must not be followed. */
static void test_boot_bad_range(void **state)
{
	uint8_t boot[1024 + 64 + ROOM + 4];
	struct packed p = { .data = "nothing", .size = 7 };
	size_t size = make_boot(boot, &p, 7, true);

	(void)state;
	memset(boot + 0x248, 0xff, 8);
	check_refused(boot, size, "boot image without a kernel");
	memset(boot + 0x24c, 0, 4);
	check_refused(boot, size, "boot image without a kernel");
}

static void test_payload_no_elf(void **state)
{
	uint8_t boot[1024 + 64 + ROOM + 4];
	struct packed p;

	(void)state;
	pack_gzip((const uint8_t *)"hello", 5, &p);
	check_refused(boot, make_boot(boot, &p, 5, true), "not an ELF file");
}

/* Two streams are one file, where the format knows that; junk is none. */
static void check_streams(pack_fn *pack, size_t gap)
{
	struct packed first, second, both;
	size_t size;
	uint8_t *file = build_elf(ET_REL, &size);

	pack(file, size / 2, &first);
	pack(file + size / 2, size - size / 2, &second);
	memset(&both, 0, sizeof(both));
	memcpy(both.data, first.data, first.size);
	memcpy(both.data + first.size + gap, second.data, second.size);
	both.size = first.size + gap + second.size;
	check_loads(both.data, both.size, false);
	memcpy(both.data + both.size, "junk", 4);
	check_refused(both.data, both.size + 4, "follow");
	check_refused(both.data, both.size - 3, "p: ");
	free(file);
}

static void test_streams(void **state)
{
	(void)state;
	check_streams(pack_gzip, 0);
	check_streams(pack_zstd, 0);
	check_streams(pack_xz, 0);
	check_streams(pack_xz, 8); /* padding, in fours */
}

/* As pzstd begins its files. */
static void test_zstd_skippable(void **state)
{
	struct packed p;
	uint8_t all[ROOM + 12] = "\x53\x2a\x4d\x18\x04\0\0\0abcd";
	size_t size;
	uint8_t *file = build_elf(ET_REL, &size);

	(void)state;
	pack_zstd(file, size, &p);
	memcpy(all + 12, p.data, p.size);
	check_loads(all, p.size + 12, false);
	free(file);
}

/* In a boot image that has to be searched: one budget for all of them. */
static void test_bombs(void **state)
{
	size_t size = SC_UNPACK_FREE, each, room = 1 << 20, at = 4096;
	uint8_t *zeros = calloc(1, size), *boot = calloc(1, room), *data;
	struct sc_budget budget;
	struct sc_error err = { "" };

	(void)state;
	memcpy(boot, "MZ", 2);
	memcpy(zeros, "\177ELF", 4);
	for (int i = 0; i < 16; i++) {
		each = ZSTD_compress(boot + at, room - at, zeros, size, 3);
		assert_false(ZSTD_isError(each));
		boot[at + each / 2] ^= 0x55; /* only the end shows it */
		at += each;
	}
	budget = sc_budget_for(at);
	assert_int_equal(budget.out, SC_UNPACK_FREE);
	for (int i = 0; i < 16; i++)
		if (!sc_unpack_elf(boot + 4096, at - 4096, &budget, &data,
				   &each, &err))
			free(data);
	assert_true(budget.out <= SC_UNPACK_FREE);
	check_refused(boot, at, "boot image without a kernel");
	free(zeros);
	free(boot);
}

/* What is no ELF file is not unpacked to its end to find that out. */
static void test_budget(void **state)
{
	size_t size = SC_UNPACK_FREE, room = compressBound(size), n, got;
	uint8_t *zeros = calloc(1, size), *packed = malloc(room), *data;
	struct sc_budget budget = sc_budget_for(100), before = budget;
	struct sc_error err = { "" };

	(void)state;
	n = ZSTD_compress(packed, room, zeros, size, 3);
	assert_int_equal(sc_unpack_elf(packed, n, &budget, &data, &got, &err),
			 -1);
	assert_non_null(strstr(err.text, "not an ELF file"));
	assert_true(before.out - budget.out < SC_UNPACK_FREE / 16);
	assert_true(budget.in < before.in);
	memcpy(zeros, "\177ELF", 4);
	n = ZSTD_compress(packed, room, zeros, size, 3);
	budget = sc_budget_for(n);
	assert_int_equal(sc_unpack_elf(packed, n, &budget, &data, &got, &err),
			 0);
	free(data);
	assert_int_equal(sc_unpack_elf(packed, n, &budget, &data, &got, &err),
			 -1);
	free(zeros);
	free(packed);
}

/* A small file of zeros upon zeros ends at the limit, not in swap. */
static void test_bomb(void **state)
{
	size_t size = SC_UNPACK_FREE + 4096, room = compressBound(size);
	uint8_t *zeros = calloc(1, size), *packed = malloc(room);
	size_t n;

	(void)state;
	n = ZSTD_compress(packed, room, zeros, size, 3);
	assert_false(ZSTD_isError(n));
	check_refused(packed, n, "unpacks to more than");
	n = 0;
	assert_int_equal(lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL,
						 zeros, size, packed, &n, room),
			 LZMA_OK);
	check_refused(packed, n, "unpacks to more than");
	free(zeros);
	free(packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gzip),
		cmocka_unit_test(test_xz),
		cmocka_unit_test(test_zstd),
		cmocka_unit_test(test_lz4),
		cmocka_unit_test(test_refused_packings),
		cmocka_unit_test(test_boot_without_kernel),
		cmocka_unit_test(test_boot_bad_range),
		cmocka_unit_test(test_payload_no_elf),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_bombs),
		cmocka_unit_test(test_budget),
		cmocka_unit_test(test_streams),
		cmocka_unit_test(test_zstd_skippable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
