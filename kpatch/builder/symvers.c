// SPDX-License-Identifier: GPL-2.0-only
/* Module.symvers: read, and made from the one module that has none beside it. */
#include <elf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/object_read.h"
#include "kpatch/builder/symvers.h"
#include "kpatch/file.h"
#include "stackcheck/util/output.h"

#define CRC "__crc_"
#define EXPORT "__ksymtab_"

/* The CRC is in bytes at the symbol; 0 where the kernel has none. */
static uint32_t find_crc(const struct pb_object *ko, const char *symbol)
{
	char name[256];
	const struct pb_symbol *sym;
	const struct pb_section *sec;
	uint32_t crc = 0;

	snprintf(name, sizeof(name), CRC "%s", symbol);
	sym = &ko->syms[pb_object_symbol(ko, name)];
	if (!sym->sec || sym->sec >= ko->nsecs)
		return 0;
	sec = &ko->secs[sym->sec];
	if (sec->data && sec->size >= sizeof(crc) &&
	    sym->value <= sec->size - sizeof(crc))
		memcpy(&crc, sec->data + sym->value, sizeof(crc));
	return crc;
}

static int write_exports(const struct pb_object *ko, FILE *to,
			 struct sc_error *err)
{
	size_t n = 0;

	for (uint32_t i = 1; i < ko->nsyms; i++) {
		const char *name = ko->syms[i].name;

		if (strncmp(name, EXPORT, strlen(EXPORT)) || !ko->syms[i].sec ||
		    ko->syms[i].type == STT_SECTION)
			continue;
		name += strlen(EXPORT);
		if (strncmp(name, "kpatch_", strlen("kpatch_")))
			continue;
		fprintf(to, "0x%08x\t%s\tkpatch\tEXPORT_SYMBOL_GPL\t\n",
			find_crc(ko, name), name);
		n++;
	}
	if (n)
		return 0;
	return sc_fail(
		err,
		"%.256s: no symbols of exports are in it; name the kpatch.ko that was built, with its symbols, or its Module.symvers",
		ko->path);
}

/* @to is closed by the caller. */
static int convert_module(const char *from, FILE *to, struct sc_error *err)
{
	struct pb_object *ko = pb_object_read(from, err);
	int bad = ko ? write_exports(ko, to, err) : -1;

	pb_object_free(ko);
	return bad;
}

int pb_symvers_write(const char *from, const char *path, struct sc_error *err)
{
	size_t len;
	char *bytes = kp_read_file(from, &len, err);
	struct sc_output out;
	int bad = !bytes || sc_output_open(&out, path, err);

	if (!bad) {
		if (len > SELFMAG && !memcmp(bytes, ELFMAG, SELFMAG))
			bad = convert_module(from, out.file, err);
		else
			fwrite(bytes, 1, len, out.file);
		if (bad)
			sc_output_discard(&out);
		else
			bad = sc_output_commit(&out, err);
	}
	free(bytes);
	return bad ? -1 : 0;
}
