// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as an image or an archive: loading must end with an image whose
 * every byte can be touched, or with a message. Build with -DFUZZ_MAIN for a
 * plain program that takes files, to replay what a fuzzer found.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "stackcheck/elf_writer/elf_write.h"
#include "stackcheck/image/image.h"
#include "stackcheck/image/input.h"
#include "stackcheck/image/section_index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What keeps the compiler from dropping the reads. */
static volatile uint64_t sink;

static void touch(const void *data, size_t size)
{
	const uint8_t *p = data;
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < size; i++)
		sum += p[i];
	sink += sum;
}

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

static void touch_sections(const struct sc_image *img)
{
	uint32_t i;
	size_t j;

	for (i = 0; i < img->nsecs; i++) {
		const struct sc_section *sec = &img->secs[i];

		touch(sec->name, strlen(sec->name));
		if (sec->data)
			touch(sec->data, sec->size);
		touch(sec->relocs, sec->nrelocs * sizeof(*sec->relocs));
		for (j = 0; j < sec->nrelocs; j++) {
			check(sec->relocs[j].sym < img->nsyms, "reloc symbol");
			check(sec->relocs[j].off <= sec->size, "reloc offset");
			check(!j || sec->relocs[j - 1].off <=
					      sec->relocs[j].off,
			      "reloc order");
		}
		sc_section_reloc(sec, sec->size / 2, 8);
	}
}

static void touch_symbols(const struct sc_image *img)
{
	uint64_t off = 0;
	uint32_t i;

	for (i = 0; i < img->nsyms; i++) {
		const struct sc_symbol *sym = &img->syms[i];

		touch(sym->name, strlen(sym->name));
		if (sym->sec == SC_SEC_ABS || !sym->sec)
			continue;
		check(sym->sec < img->nsecs, "symbol section");
		check(sym->off <= img->secs[sym->sec].size, "symbol offset");
		check(sym->size <= img->secs[sym->sec].size - sym->off,
		      "symbol size");
		sc_image_find_addr(img, img->secs[sym->sec].addr + sym->off,
				   &off);
	}
}

static void touch_image(struct sc_image *img)
{
	touch_sections(img);
	touch_symbols(img);
	touch(img->build_id, img->build_id_len);
}

/* Edit what loads, and load it again: the copy must be as sound. */
static void rewrite(struct sc_image *img)
{
	static const struct sc_new_reloc reloc = { .type = 2 };
	struct sc_new_section sec = { .name = ".text",
				      .data = "\0\0\0\0456789abcdef",
				      .size = 16,
				      .flags = 2,
				      .align = 4,
				      .relocs = &reloc,
				      .nrelocs = 1,
				      .symbol = img->nsyms % 2 ? "new" : NULL };
	int fd = memfd_create("copy", MFD_CLOEXEC);
	struct sc_image *again;
	char path[64];
	struct sc_input input = { .path = path, .file = path };
	struct sc_error err;

	if (fd < 0)
		return;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (sc_image_write_copy(img, path, &sec, 1, &err)) {
		close(fd);
		return;
	}
	again = sc_input_load(&input, NULL, &err);
	if (!again)
		fprintf(stderr, "%s\n", err.text);
	check(again != NULL, "a copy loads");
	touch_image(again);
	sc_image_free(again);
	close(fd);
}

static void try_archive(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	struct sc_input_list list;
	struct sc_image *img;
	struct sc_error err;
	char path[64];
	char *paths[] = { path };
	size_t i;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	check(!sc_inputs_collect(paths, 1, &list, NULL), "collecting");
	for (i = 0; i < list.count; i++) {
		img = sc_input_load(&list.items[i], NULL, &err);
		if (img)
			touch_image(img);
		sc_image_free(img);
	}
	sc_inputs_free(&list);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sc_error err = { "" };
	struct sc_image *img;

	if (size >= 2 && !memcmp(data, "!<", 2)) {
		try_archive(data, size);
		return 0;
	}
	img = sc_image_load("fuzz", data, size, NULL, &err);
	check((img == NULL) == (err.text[0] != '\0'), "image or message");
	if (!img)
		return 0;
	touch_image(img);
	if (size % 8 == 0)
		rewrite(img);
	sc_image_free(img);
	return 0;
}

#ifdef FUZZ_MAIN
static int run_file(const char *path)
{
	FILE *in = fopen(path, "rb");
	uint8_t *data;
	long size;

	if (!in || fseek(in, 0, SEEK_END) || (size = ftell(in)) < 0) {
		perror(path);
		return 1;
	}
	rewind(in);
	data = malloc(size + 1);
	if (data && fread(data, 1, size, in) == (size_t)size)
		LLVMFuzzerTestOneInput(data, size);
	free(data);
	fclose(in);
	return 0;
}

int main(int argc, char **argv)
{
	int i, ret = 0;

	for (i = 1; i < argc; i++)
		ret |= run_file(argv[i]);
	return ret;
}
#endif
