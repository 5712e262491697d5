// SPDX-License-Identifier: GPL-2.0-only
/*
 * Symbols of stripped kernels: the kernel's own tables in each of their
 * layouts, and symbol files. The tables are made here with plain tokens, one
 * for each byte value: names are not packed, but laid out as the kernel does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "stackcheck/image/image.h"
#include "tests/unit/elf_builder.h"

#define TEXT_ADDR 0xffffffff81000000
#define TEXT_SIZE 0x10000
#define COUNT 600

enum layout {
	AFTER, /* 6.4 and later: offsets after the tokens */
	BEFORE, /* offsets first */
	BEFORE_SEQS, /* the same with the order by name before the tokens */
	ABSOLUTE, /* addresses first */
	PLACE, /* 7.0: each from its own place, and tables at multiples of 4 */
};

struct bytes {
	uint8_t data[1 << 16];
	size_t len;
};

static void put(struct bytes *b, const void *data, size_t len)
{
	assert_true(b->len + len <= sizeof(b->data));
	if (data)
		memcpy(b->data + b->len, data, len);
	else
		memset(b->data + b->len, 0, len);
	b->len += len;
}

/* What the kernel pads its tables to. */
static size_t alignment = 8;

static void align8(struct bytes *b)
{
	put(b, NULL, -b->len % alignment);
}

/* Symbol 0 is per-CPU; every fourth of the others an alias of the last. */
static uint64_t symbol_addr(size_t i)
{
	return i ? TEXT_ADDR + (i - i % 4 / 3) * 16 : 0;
}

static char letter(size_t i)
{
	return !i ? 'D' : i % 3 ? 't' : 'T';
}

/* One name is longer than a length byte can say. */
static void symbol_name(size_t i, char *name)
{
	sprintf(name, i == 300 ? "%0200zu" : "symbol_%zu", i);
}

static void put_offsets(struct bytes *b, bool percpu)
{
	uint64_t base = percpu ? TEXT_ADDR : 0;
	int32_t off;
	size_t i;

	for (i = 0; i < COUNT; i++) {
		uint64_t addr = symbol_addr(i);

		if (!percpu)
			off = i ? addr - TEXT_ADDR : 0;
		else
			off = i ? (int32_t)(base - 1 - addr) : 0;
		put(b, &off, 4);
	}
	align8(b);
	base = TEXT_ADDR;
	put(b, &base, 8);
}

static void put_distances(struct bytes *b)
{
	for (size_t i = 0; i < COUNT; i++) {
		uint64_t place = TEXT_ADDR + TEXT_SIZE + b->len;
		int32_t off =
			(int32_t)((i ? symbol_addr(i) : TEXT_ADDR) - place);

		put(b, &off, 4);
	}
}

static void put_addresses(struct bytes *b)
{
	uint64_t addr;
	size_t i;

	for (i = 0; i < COUNT; i++) {
		addr = symbol_addr(i);
		put(b, &addr, 8);
	}
}

static void put_names(struct bytes *b, uint32_t *markers)
{
	uint64_t count = COUNT;
	char name[256] = "", entry[300];
	size_t i, start, len;
	uint8_t head[2];

	put(b, &count, alignment);
	start = b->len;
	for (i = 0; i < COUNT; i++) {
		if (i % 256 == 0)
			markers[i / 256] = b->len - start;
		symbol_name(i, name);
		len = sprintf(entry, "%c%s", letter(i), name);
		head[0] = len < 128 ? len : len % 128 + 128;
		head[1] = len / 128;
		put(b, head, len < 128 ? 1 : 2);
		put(b, entry, len);
	}
	align8(b);
	put(b, markers, (COUNT + 255) / 256 * 4);
	align8(b);
}

static void put_tokens(struct bytes *b)
{
	uint16_t index[256];
	char token[3] = "";
	size_t i, start = b->len;

	for (i = 0; i < 256; i++) {
		index[i] = b->len - start;
		/* NUL stands for itself in no name; any string will do. */
		token[0] = i ? (char)i : '?';
		put(b, token, 2);
	}
	align8(b);
	put(b, index, sizeof(index));
}

static void put_tables(struct bytes *b, enum layout layout, bool percpu)
{
	uint32_t markers[(COUNT + 255) / 256];
	uint8_t seq[3] = { 0 };
	size_t i;

	alignment = layout == PLACE ? 4 : 8;
	put(b, "some other read-only data comes first here......", 48);
	if (layout == PLACE)
		put(b, NULL, 4);
	if (layout == BEFORE || layout == BEFORE_SEQS)
		put_offsets(b, percpu);
	if (layout == ABSOLUTE)
		put_addresses(b);
	put_names(b, markers);
	for (i = 0; i < COUNT && layout == BEFORE_SEQS; i++) {
		seq[1] = i >> 8;
		seq[2] = i;
		put(b, seq, 3);
	}
	align8(b);
	put_tokens(b);
	if (layout == AFTER)
		put_offsets(b, percpu);
	if (layout == PLACE)
		put_distances(b);
}

static uint8_t *build(enum layout layout, bool percpu, size_t *size)
{
	struct elf_builder *eb = eb_new(ET_EXEC);
	struct bytes *b = calloc(1, sizeof(*b));
	uint8_t *file;

	put_tables(b, layout, percpu);
	eb_place(eb, eb_text(eb, ".text", NULL, TEXT_SIZE), TEXT_ADDR, 16);
	eb_place(eb, eb_data(eb, ".rodata", b->data, b->len),
		 TEXT_ADDR + TEXT_SIZE, 16);
	eb_place(eb, eb_data(eb, ".data..percpu", NULL, 4096), 0, 16);
	eb_strip(eb);
	file = eb_build(eb, size);
	eb_free(eb);
	free(b);
	return file;
}

/* Aliases keep their order, so that symbol i is syms[i + 1]. */
static void check_symbol(const struct sc_image *img, size_t i, bool percpu)
{
	const struct sc_symbol *sym = &img->syms[i + 1];
	char name[256] = "";

	symbol_name(i, name);
	assert_string_equal(sym->name, name);
	if (!i) {
		if (percpu)
			assert_int_equal(sym->sec, 3);
		return;
	}
	assert_int_equal(sym->sec, 1);
	assert_int_equal(sym->off, symbol_addr(i) - TEXT_ADDR);
	assert_int_equal(sym->type, STT_FUNC);
	assert_int_equal(sym->bind, i % 3 ? STB_LOCAL : STB_GLOBAL);
	if (i >= COUNT - 2)
		assert_int_equal(sym->size, TEXT_SIZE - sym->off);
	else
		assert_int_equal(sym->size, i % 4 == 2 || i % 4 == 3 ? 32 : 16);
}

static void check_layout(enum layout layout, bool percpu)
{
	struct sc_error err = { "" };
	struct sc_image *img;
	uint8_t *file;
	size_t size, i;

	file = build(layout, percpu, &size);
	img = sc_image_load("vmlinux", file, size, NULL, &err);
	if (!img)
		fail_msg("%s", err.text);
	assert_int_equal(img->nsyms, COUNT + 1);
	for (i = 0; i < COUNT; i++)
		check_symbol(img, i, percpu);
	sc_image_free(img);
	free(file);
}

static void test_after(void **state)
{
	(void)state;
	check_layout(AFTER, true);
	check_layout(AFTER, false);
}

static void test_before(void **state)
{
	(void)state;
	check_layout(BEFORE, true);
	check_layout(BEFORE, false);
}

static void test_before_seqs(void **state)
{
	(void)state;
	check_layout(BEFORE_SEQS, true);
}

static void test_absolute(void **state)
{
	(void)state;
	check_layout(ABSOLUTE, true);
}

static void test_place(void **state)
{
	(void)state;
	check_layout(PLACE, false);
}

/* Names of functions that lie in data, and a table that nothing fits. */
static void test_no_match(void **state)
{
	struct sc_error err = { "" };
	size_t size;
	uint8_t *file = build(PLACE, false, &size);
	uint8_t *data = file + eb_shdr(file, 2)->sh_offset;

	(void)state;
	for (size_t i = eb_shdr(file, 2)->sh_size - COUNT * 4;
	     i < eb_shdr(file, 2)->sh_size; i += 4)
		data[i + 1] ^= 0x40;
	assert_null(sc_image_load("vmlinux", file, size, NULL, &err));
	if (!strstr(err.text, "vmlinux: ") || !strstr(err.text, "--symbols"))
		fail_msg("%s", err.text);
	free(file);
}

/* Any damaged byte of the tables: other symbols or a message, no crash. */
static void test_damaged(void **state)
{
	struct sc_error err;
	size_t size, at;
	uint8_t *file = build(AFTER, true, &size);
	size_t start = eb_shdr(file, 2)->sh_offset;
	size_t len = eb_shdr(file, 2)->sh_size;

	(void)state;
	for (at = 0; at < len; at += 7) {
		uint8_t was = file[start + at];

		file[start + at] ^= 0xff;
		sc_image_free(sc_image_load("x", file, size, NULL, &err));
		file[start + at] = was;
	}
	free(file);
}

/* Load with a symbol file of @text; NULL with the message in @err. */
static struct sc_image *with_file(uint8_t *file, size_t size, const char *text,
				  struct sc_error *err)
{
	char path[] = "/tmp/test_kallsyms.XXXXXX";
	struct sc_image_options opt = { .symbols = path };
	struct sc_image *img;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	img = sc_image_load("vmlinux", file, size, &opt, err);
	unlink(path);
	return img;
}

static void test_symbol_file(void **state)
{
	struct sc_error err = { "" };
	size_t size;
	uint8_t *file = build(AFTER, true, &size);
	struct sc_image *img;

	(void)state;
	img = with_file(file, size,
			"0000000000000000 D percpu\n"
			"ffffffff81000000 T _text\n"
			"ffffffff81000040 w weak\n"
			"ffffffff81000100 ? odd\n"
			"ffffffffc0000000 t module_fn\t[module]\n",
			&err);
	if (!img)
		fail_msg("%s", err.text);
	assert_int_equal(img->nsyms, 5);
	assert_string_equal(img->syms[2].name, "_text");
	assert_int_equal(img->syms[2].size, 64);
	assert_int_equal(img->syms[3].bind, STB_WEAK);
	assert_int_equal(img->syms[3].size, 192);
	assert_int_equal(img->syms[4].type, STT_OBJECT);
	sc_image_free(img);
	free(file);
}

/* The running kernel has moved by 0x1000000; its symbols come back. */
static void test_kaslr(void **state)
{
	struct sc_error err = { "" };
	size_t size;
	uint8_t *file = build(AFTER, true, &size);
	struct sc_image *img;

	(void)state;
	img = with_file(file, size,
			"0000000000000000 D percpu\n"
			"ffffffff82000000 T _text\n"
			"ffffffff82000040 T fn\n",
			&err);
	assert_non_null(img);
	assert_int_equal(img->syms[3].sec, 1);
	assert_int_equal(img->syms[3].off, 0x40);
	sc_image_free(img);
	free(file);
}

static void test_symbol_file_refused(void **state)
{
	static const struct {
		const char *text, *expect;
	} cases[] = {
		{ "", "no symbols in it" },
		{ "0000000000000000 T a\n0000000000000000 T b\n",
		  "kptr_restrict" },
		{ "int main(void)\n", "line 1 is not" },
		{ "ffffffff81000000 T a\nffffffff81000000 T\n",
		  "line 2 is not" },
		{ "ffffffffffffffff B The real System.map is elsewhere\n",
		  "lie in it: only 0 of 1" },
	};
	size_t i, size;
	uint8_t *file = build(AFTER, true, &size);

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sc_error err = { "" };

		assert_null(with_file(file, size, cases[i].text, &err));
		if (!strstr(err.text, cases[i].expect))
			fail_msg("\"%s\" does not say \"%s\"", err.text,
				 cases[i].expect);
	}
	free(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_after),
		cmocka_unit_test(test_before),
		cmocka_unit_test(test_before_seqs),
		cmocka_unit_test(test_absolute),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_no_match),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_symbol_file),
		cmocka_unit_test(test_kaslr),
		cmocka_unit_test(test_symbol_file_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
