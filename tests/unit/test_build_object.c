// SPDX-License-Identifier: GPL-2.0-only
/* Objects of `kpatch build`: made, written, read again, and damaged. */
#include "tests/unit/test.h"

#include <elf.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/object_read.h"
#include "kpatch/builder/object_write.h"

#define SIZE_MAX_OF_FILE 8192

static char path[32];

static int make_file(void **state)
{
	int fd;

	(void)state;
	strcpy(path, "/tmp/object.XXXXXX");
	fd = mkstemp(path);
	return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

/* Code with a call, a livepatch section, and parts that are dead. */
static struct pb_object *make_sample(void)
{
	struct pb_object *obj = pb_object_new("sample");
	uint32_t dead, text, klp, f, g, gone;

	assert_non_null(obj);
	dead = pb_object_add_section(obj, ".dead", SHT_PROGBITS, SHF_ALLOC, 1);
	text = pb_object_add_section(obj, ".text.f", SHT_PROGBITS,
				     SHF_ALLOC | SHF_EXECINSTR, 16);
	klp = pb_object_add_section(obj, ".klp.rela.vmlinux..text.f", SHT_RELA,
				    SHF_ALLOC | PB_SHF_RELA_LIVEPATCH, 8);
	assert_true(dead && text && klp);
	obj->secs[dead].dead = true;
	obj->secs[klp].info = text;
	assert_int_equal(pb_object_append(obj, text, "\xe8\0\0\0\0\xc3", 6), 0);
	f = pb_object_add_symbol(obj, "f", text, 0, 6, STT_FUNC, STB_GLOBAL);
	gone = pb_object_add_symbol(obj, "gone", dead, 0, 0, STT_OBJECT,
				    STB_LOCAL);
	g = pb_object_add_symbol(obj, ".klp.sym.vmlinux.g,0", PB_SHN_LIVEPATCH,
				 0, 0, STT_NOTYPE, STB_GLOBAL);
	assert_true(f && gone && g && pb_object_section_symbol(obj, text));
	struct pb_reloc call = {
		.off = 1, .addend = -4, .type = R_X86_64_PLT32, .sym = g
	};

	assert_int_equal(pb_object_add_reloc(obj, klp, &call), 0);
	return obj;
}

static void comes_back_as_it_was_written(void **state)
{
	struct sc_error err = { "" };
	struct pb_object *obj = make_sample(), *back;
	uint32_t text, klp, f;

	(void)state;
	assert_int_equal(pb_object_write(obj, path, &err), 0);
	pb_object_free(obj);
	back = pb_object_read(path, &err);
	assert_non_null(back);
	text = pb_object_section(back, ".text.f");
	klp = pb_object_section(back, ".klp.rela.vmlinux..text.f");
	f = pb_object_symbol(back, "f");
	assert_int_equal(pb_object_section(back, ".dead"), 0);
	assert_int_equal(pb_object_symbol(back, "gone"), 0);
	assert_int_equal(back->secs[text].size, 6);
	assert_int_equal(back->secs[text].align, 16);
	assert_memory_equal(back->secs[text].data, "\xe8\0\0\0\0\xc3", 6);
	assert_int_equal(back->secs[text].nrelocs, 0);
	assert_int_equal(back->secs[klp].info, text);
	assert_int_equal(back->secs[klp].nrelocs, 1);
	assert_int_equal(back->secs[klp].relocs[0].off, 1);
	assert_int_equal(back->secs[klp].relocs[0].addend, -4);
	assert_string_equal(back->syms[back->secs[klp].relocs[0].sym].name,
			    ".klp.sym.vmlinux.g,0");
	assert_int_equal(back->syms[f].sec, text);
	assert_int_equal(back->syms[f].bind, STB_GLOBAL);
	pb_object_free(back);
}

static void relocation_against_what_is_dead_is_refused(void **state)
{
	struct sc_error err = { "" };
	struct pb_object *obj = make_sample();
	uint32_t text = pb_object_section(obj, ".text.f");
	struct pb_reloc r = { .off = 1,
			      .type = R_X86_64_PC32,
			      .sym = pb_object_symbol(obj, "gone") };

	(void)state;
	assert_int_equal(pb_object_add_reloc(obj, text, &r), 0);
	assert_int_equal(pb_object_write(obj, path, &err), -1);
	assert_non_null(strstr(err.text, "gone, which is left out"));
	pb_object_free(obj);
}

static size_t read_bytes(uint8_t *bytes)
{
	int fd = open(path, O_RDONLY);
	ssize_t n = read(fd, bytes, SIZE_MAX_OF_FILE);

	assert_true(n > 0);
	close(fd);
	return (size_t)n;
}

static void write_bytes(const uint8_t *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	assert_int_equal(write(fd, bytes, n), n);
	close(fd);
}

/* Every byte in turn has other values: an error or an object, never a crash. */
static void damaged_file_is_read_within_bounds(void **state)
{
	static const uint8_t values[] = { 0, 1, 0x7f, 0xff };
	struct sc_error err = { "" };
	uint8_t bytes[SIZE_MAX_OF_FILE];
	struct pb_object *obj = make_sample();
	size_t n, refused = 0;

	(void)state;
	assert_int_equal(pb_object_write(obj, path, &err), 0);
	pb_object_free(obj);
	n = read_bytes(bytes);
	for (size_t i = 0; i < n * sizeof(values); i++) {
		uint8_t kept = bytes[i / sizeof(values)];

		bytes[i / sizeof(values)] = values[i % sizeof(values)];
		write_bytes(bytes, n);
		obj = pb_object_read(path, &err);
		refused += !obj;
		pb_object_free(obj);
		bytes[i / sizeof(values)] = kept;
	}
	assert_true(refused > 100);
	for (size_t cut = 0; cut < n; cut++) {
		write_bytes(bytes, cut);
		obj = pb_object_read(path, &err);
		assert_null(obj);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back_as_it_was_written),
		cmocka_unit_test(relocation_against_what_is_dead_is_refused),
		cmocka_unit_test(damaged_file_is_read_within_bounds),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
