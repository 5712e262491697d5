// SPDX-License-Identifier: GPL-2.0-only
/* What post-link makes of a module, and what it and the check refuse. */
#include "tests/unit/test.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/exports.h"
#include "kpatch/builder/glue.h"
#include "kpatch/builder/object_read.h"
#include "kpatch/builder/object_write.h"
#include "kpatch/builder/plan_check.h"
#include "kpatch/builder/post_link.h"
#include "kpatch/builder/symvers.h"
#include "kpatch/builder/verify_code.h"
#include "kpatch/builder/verify_symbols.h"
#include "kpatch/file.h"
#include "stackcheck/util/output.h"

#define TEXT ".text.new_f"

/* A plan, and the module that was linked from it. */
struct sample {
	struct pb_plan *plan;
	struct pb_object *ko;
	uint32_t text, data, sites;
	char in[32], out[32];
	struct sc_error err;
};

static void make_name(char name[32])
{
	int fd;

	strcpy(name, "/tmp/post-link.XXXXXX");
	fd = mkstemp(name);
	assert_true(fd >= 0);
	close(fd);
}

static uint32_t add_undefined(struct sample *s, const char *name)
{
	uint32_t sym = pb_object_add_symbol(s->ko, name, 0, 0, 0, STT_NOTYPE,
					    STB_GLOBAL);

	assert_true(sym);
	return sym;
}

static void add_reloc(struct sample *s, uint32_t sec, uint64_t off,
		      uint32_t type, uint32_t sym, int64_t addend)
{
	struct pb_reloc reloc = {
		.off = off, .type = type, .sym = sym, .addend = addend
	};

	assert_int_equal(pb_object_add_reloc(s->ko, sec, &reloc), 0);
}

static uint32_t add_section(struct sample *s, const char *name, uint64_t flags,
			    uint64_t size)
{
	uint32_t sec = pb_object_add_section(s->ko, name, SHT_PROGBITS,
					     SHF_ALLOC | flags, 8);

	assert_true(sec);
	assert_int_equal(pb_object_append(s->ko, sec, NULL, size), 0);
	return sec;
}

/* Both only read what they are given. */
static void add_func(struct sample *s, const char *object, const char *name,
		     const char *symbol)
{
	struct pb_plan_func func = { .object = (char *)object,
				     .name = (char *)name,
				     .symbol = (char *)symbol };

	assert_int_equal(pb_plan_add_func(s->plan, &func), 0);
}

static void add_ref(struct sample *s, const char *symbol, const char *object,
		    const char *name, unsigned int sympos)
{
	struct pb_plan_ref ref = { .symbol = (char *)symbol,
				   .object = (char *)object,
				   .name = (char *)name,
				   .sympos = sympos };

	assert_int_equal(pb_plan_add_ref(s->plan, &ref), 0);
}

static void make_plan(struct sample *s)
{
	s->plan = pb_plan_new();
	assert_non_null(s->plan);
	s->plan->name = strdup("kp_sample");
	s->plan->build_id = strdup("0123");
	s->plan->diff_hash = strdup("4567");
	add_func(s, "ext4", "g", "new_g");
	add_func(s, NULL, "f", "new_f");
	add_ref(s, "hidden", NULL, "hidden", 2);
	add_ref(s, "__SCT__hook", NULL, "__SCT__hook", 0);
	add_ref(s, "inside", "ext4", "inside.0", 0);
	add_ref(s, "unused", NULL, "unused", 0);
	/* It is there already. */
	add_ref(s, "hidden", NULL, "other", 0);
	assert_int_equal(s->plan->nrefs, 4);
}

/* The tables that the glue leaves: two objects, room for two places. */
static void add_glue(struct sample *s)
{
	uint32_t rodata = add_section(s, ".rodata", 0, 64);

	s->data = add_section(s, ".data", SHF_WRITE, 512);
	assert_true(pb_object_add_symbol(s->ko, PB_GLUE_OBJECTS, s->data, 0,
					 2 * PB_OBJECT_SIZE, STT_OBJECT,
					 STB_LOCAL));
	assert_true(pb_object_add_symbol(s->ko, PB_GLUE_RELAS "1", s->data, 256,
					 2 * PB_DYNRELA_SIZE, STT_OBJECT,
					 STB_LOCAL));
	assert_true(pb_object_add_symbol(s->ko, PB_GLUE_NAME "2", rodata, 16, 9,
					 STT_OBJECT, STB_LOCAL));
}

static int make_sample(void **state)
{
	struct sample *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	make_name(s->in);
	make_name(s->out);
	make_plan(s);
	s->ko = pb_object_new("sample");
	assert_non_null(s->ko);
	s->text = add_section(s, TEXT, SHF_EXECINSTR, 64);
	s->sites = add_section(s, ".static_call_sites", SHF_WRITE, 8);
	add_glue(s);
	assert_true(pb_object_add_symbol(s->ko, "new_f", s->text, 16, 32,
					 STT_FUNC, STB_GLOBAL));
	*state = s;
	return 0;
}

static int free_sample(void **state)
{
	struct sample *s = *state;

	unlink(s->in);
	unlink(s->out);
	pb_plan_free(s->plan);
	pb_object_free(s->ko);
	free(s);
	return 0;
}

/* Post-link the module as it is now: 0 and what came out, or -1. */
static int run_post_link(struct sample *s)
{
	assert_int_equal(pb_object_write(s->ko, s->in, &s->err), 0);
	if (pb_post_link(s->plan, s->in, s->out, &s->err))
		return -1;
	pb_object_free(s->ko);
	s->ko = pb_object_read(s->out, &s->err);
	assert_non_null(s->ko);
	return 0;
}

static const struct pb_section *section(const struct sample *s,
					const char *name)
{
	return &s->ko->secs[pb_object_section(s->ko, name)];
}

static const struct pb_symbol *target(const struct sample *s,
				      const struct pb_section *sec, size_t i)
{
	assert_true(i < sec->nrelocs);
	return &s->ko->syms[sec->relocs[i].sym];
}

static void assert_refused(struct sample *s, const char *why)
{
	assert_int_equal(run_post_link(s), -1);
	if (!strstr(s->err.text, why))
		fail_msg("\"%s\" does not say \"%s\"", s->err.text, why);
}

/* --- references to vmlinux */

static void kernel_symbol_goes_to_the_loader(void **state)
{
	struct sample *s = *state;
	uint32_t own = pb_object_symbol(s->ko, "new_f");
	uint32_t hidden = add_undefined(s, "hidden");
	uint32_t public = add_undefined(s, "public");
	const struct pb_section *klp, *text;

	s->ko->secs[s->text].data[20] = 0xaa;
	add_reloc(s, s->text, 18, R_X86_64_PLT32, hidden, -4);
	add_reloc(s, s->text, 24, R_X86_64_PLT32, public, -4);
	add_reloc(s, s->text, 30, R_X86_64_PC32, own, -4);
	add_undefined(s, "unused");
	assert_int_equal(run_post_link(s), 0);
	klp = section(s, ".klp.rela.vmlinux." TEXT);
	text = section(s, TEXT);
	assert_int_equal(klp->type, SHT_RELA);
	assert_int_equal(klp->flags,
			 SHF_ALLOC | SHF_INFO_LINK | PB_SHF_RELA_LIVEPATCH);
	assert_int_equal(klp->info, pb_object_section(s->ko, TEXT));
	assert_int_equal(klp->nrelocs, 1);
	assert_int_equal(klp->relocs[0].off, 18);
	assert_int_equal(klp->relocs[0].addend, -4);
	assert_string_equal(target(s, klp, 0)->name,
			    ".klp.sym.vmlinux.hidden,2");
	assert_int_equal(target(s, klp, 0)->sec, PB_SHN_LIVEPATCH);
	assert_int_equal(text->nrelocs, 2);
	assert_string_equal(target(s, text, 0)->name, "public");
	assert_string_equal(target(s, text, 1)->name, "new_f");
	assert_int_equal(text->data[20], 0);
	assert_int_equal(pb_object_symbol(s->ko, "hidden"), 0);
	assert_int_equal(pb_object_symbol(s->ko, "unused"), 0);
}

static void static_call_gets_its_key(void **state)
{
	struct sample *s = *state;
	uint32_t hook = add_undefined(s, "__SCT__hook");
	const struct pb_section *klp;

	add_reloc(s, s->text, 18, R_X86_64_PLT32, hook, -4);
	add_reloc(s, s->sites, 0, R_X86_64_PC32,
		  pb_object_section_symbol(s->ko, s->text), 17);
	add_reloc(s, s->sites, 4, R_X86_64_PC32, hook, 1);
	assert_int_equal(run_post_link(s), 0);
	klp = section(s, ".klp.rela.vmlinux." TEXT);
	assert_string_equal(target(s, klp, 0)->name,
			    ".klp.sym.vmlinux.__SCT__hook,0");
	klp = section(s, ".klp.rela.vmlinux..static_call_sites");
	assert_int_equal(klp->nrelocs, 1);
	assert_string_equal(target(s, klp, 0)->name,
			    ".klp.sym.vmlinux.__SCK__hook,0");
	assert_int_equal(klp->relocs[0].addend, 1);
	assert_int_equal(section(s, ".static_call_sites")->nrelocs, 1);
}

static void unknown_types_are_refused_by_name(void **state)
{
	struct sample *s = *state;

	add_reloc(s, s->text, 18, R_X86_64_GOTPCREL, add_undefined(s, "hidden"),
		  -4);
	assert_refused(s, "refers to hidden by a relocation R_X86_64_GOTPCREL");
}

static void what_is_defined_is_no_reference(void **state)
{
	struct sample *s = *state;

	assert_true(pb_object_add_symbol(s->ko, "hidden", s->text, 0, 0,
					 STT_FUNC, STB_GLOBAL));
	assert_refused(s, "hidden is defined in it");
}

/* --- references to modules */

static uint64_t number_at(const struct pb_section *sec, uint64_t off,
			  size_t size)
{
	uint64_t value = 0;

	memcpy(&value, sec->data + off, size);
	return value;
}

static void module_symbol_becomes_an_entry(void **state)
{
	struct sample *s = *state;
	uint32_t inside = add_undefined(s, "inside");
	const struct pb_section *data;

	s->ko->secs[s->text].data[18] = 0xaa;
	add_reloc(s, s->text, 18, R_X86_64_PLT32, inside, -4);
	add_reloc(s, s->data, 400, R_X86_64_64, inside, 8);
	assert_int_equal(run_post_link(s), 0);
	data = section(s, ".data");
	assert_int_equal(section(s, TEXT)->nrelocs, 0);
	assert_int_equal(section(s, TEXT)->data[18], 0);
	assert_int_equal(data->nrelocs, 4);
	assert_int_equal(data->relocs[0].off, 256 + PB_DYNRELA_DEST);
	assert_int_equal(data->relocs[0].type, R_X86_64_64);
	assert_int_equal(data->relocs[0].addend, 18);
	assert_string_equal(target(s, data, 0)->name, TEXT);
	assert_int_equal(data->relocs[1].off, 256 + PB_DYNRELA_NAME);
	assert_int_equal(data->relocs[1].addend, 16);
	assert_string_equal(target(s, data, 1)->name, ".rodata");
	assert_int_equal(data->relocs[2].addend, 400);
	assert_int_equal(number_at(data, 256 + PB_DYNRELA_TYPE, 8),
			 R_X86_64_PLT32);
	assert_int_equal((int32_t)number_at(data, 256 + PB_DYNRELA_ADDEND, 4),
			 -4);
	assert_int_equal(number_at(data, 256 + PB_DYNRELA_ADDEND + 4, 4), 0);
	assert_int_equal(number_at(data,
				   256 + PB_DYNRELA_SIZE + PB_DYNRELA_TYPE, 8),
			 R_X86_64_64);
	/* vmlinux comes first, whatever the order of the functions. */
	assert_int_equal(number_at(data, PB_OBJECT_NR_DYNRELAS, 4), 0);
	assert_int_equal(
		number_at(data, PB_OBJECT_SIZE + PB_OBJECT_NR_DYNRELAS, 4), 2);
	assert_int_equal(pb_object_symbol(s->ko, "inside"), 0);
}

static void places_that_are_used_earlier_are_refused(void **state)
{
	struct sample *s = *state;
	uint32_t inside = add_undefined(s, "inside");

	add_reloc(s, add_section(s, ".altinstr_replacement", SHF_EXECINSTR, 16),
		  1, R_X86_64_PLT32, inside, -4);
	assert_refused(s,
		       ".altinstr_replacement+0x1 refers to inside.0 of ext4");
}

static void key_of_a_module_is_refused(void **state)
{
	struct sample *s = *state;

	add_reloc(s, add_section(s, "__jump_table", SHF_WRITE, 16), 8,
		  R_X86_64_64, add_undefined(s, "inside"), 0);
	assert_refused(s, "__jump_table+0x8 refers to inside.0 of ext4");
}

static void type_that_kpatch_does_not_know_is_refused(void **state)
{
	struct sample *s = *state;

	add_reloc(s, s->text, 18, R_X86_64_PC64, add_undefined(s, "inside"), 0);
	assert_refused(s, "R_X86_64_PC64 (24), which kpatch.ko does not know");
}

/* --- the same for the kernel's livepatch code */

static void module_symbol_goes_to_livepatch(void **state)
{
	struct sample *s = *state;
	uint32_t inside = add_undefined(s, "inside");
	const struct pb_section *klp;

	s->plan->format = PB_PLAN_LIVEPATCH;
	add_reloc(s, s->text, 18, R_X86_64_PLT32, inside, -4);
	add_reloc(s, s->text, 24, R_X86_64_PLT32, add_undefined(s, "hidden"),
		  -4);
	assert_int_equal(run_post_link(s), 0);
	klp = section(s, ".klp.rela.ext4." TEXT);
	assert_int_equal(klp->nrelocs, 1);
	assert_int_equal(klp->relocs[0].off, 18);
	assert_string_equal(target(s, klp, 0)->name,
			    ".klp.sym.ext4.inside.0,0");
	klp = section(s, ".klp.rela.vmlinux." TEXT);
	assert_int_equal(klp->nrelocs, 1);
	assert_string_equal(target(s, klp, 0)->name,
			    ".klp.sym.vmlinux.hidden,2");
	assert_int_equal(section(s, ".data")->nrelocs, 0);
	assert_int_equal(pb_object_symbol(s->ko, "inside"), 0);
}

static void livepatch_comes_too_late_for_tables(void **state)
{
	struct sample *s = *state;

	s->plan->format = PB_PLAN_LIVEPATCH;
	add_reloc(s, add_section(s, "__jump_table", SHF_WRITE, 16), 8,
		  R_X86_64_64, add_undefined(s, "inside"), 0);
	assert_refused(s, "__jump_table+0x8 refers to inside.0 of ext4");
}

static void more_places_than_entries_are_refused(void **state)
{
	struct sample *s = *state;
	uint32_t inside = add_undefined(s, "inside");

	for (uint64_t at = 0; at < 24; at += 8)
		add_reloc(s, s->text, at, R_X86_64_PLT32, inside, -4);
	assert_refused(s, "more places refer to ext4 than the glue has");
}

/* --- the plan */

static void names_that_are_no_names_are_refused(void **state)
{
	struct sample *s = *state;

	free(s->plan->funcs[0].name);
	s->plan->funcs[0].name = strdup("g\"); evil(\"");
	assert_int_equal(pb_plan_check(s->plan, &s->err), -1);
	assert_non_null(strstr(s->err.text, "the function 'g\"); evil(\"'"));
	assert_int_equal(pb_glue_write(s->plan, s->out, &s->err), -1);
}

static void module_without_a_change_is_refused(void **state)
{
	struct sample *s = *state;

	assert_int_equal(pb_plan_check(s->plan, &s->err), 0);
	add_ref(s, "x", "xfs", "x", 0);
	assert_int_equal(pb_plan_check(s->plan, &s->err), -1);
	assert_non_null(strstr(s->err.text, "x is a symbol of the module xfs"));
}

/* --- the check of what is finished */

static int check_symbols(struct sample *s, const char *exported, bool versions)
{
	struct pb_exports *exports;
	int bad;

	assert_int_equal(
		sc_output_put(s->out, exported, strlen(exported), &s->err), 0);
	exports = pb_exports_read(s->out, &s->err);
	assert_non_null(exports);
	bad = pb_verify_symbols(s->ko, s->plan->format, exports, versions,
				&s->err);
	pb_exports_free(exports);
	return bad;
}

static void rename_symbol(struct sample *s, uint32_t sym, const char *name)
{
	free(s->ko->syms[sym].name);
	s->ko->syms[sym].name = strdup(name);
	assert_non_null(s->ko->syms[sym].name);
}

static void symbols_that_nobody_has_are_refused(void **state)
{
	static const char exported[] =
		"0x1\tprinted\tvmlinux\tEXPORT_SYMBOL\t\n"
		"0x2\tspaced\tvmlinux\tEXPORT_SYMBOL_GPL\tSPACE\n";
	struct sample *s = *state;
	uint32_t sym = add_undefined(s, "printed");

	assert_int_equal(check_symbols(s, exported, false), 0);
	assert_int_equal(check_symbols(s, exported, true), -1);
	assert_non_null(strstr(s->err.text, "no version of printed"));
	rename_symbol(s, sym, "spaced");
	assert_int_equal(check_symbols(s, exported, false), -1);
	assert_non_null(strstr(s->err.text, "in the namespace SPACE only"));
	rename_symbol(s, sym, "print");
	assert_int_equal(check_symbols(s, exported, false), -1);
	assert_non_null(strstr(s->err.text, "does not export print,"));
}

/* Only a module for kpatch.ko can call it. */
static void functions_of_kpatch_are_not_for_livepatch(void **state)
{
	struct sample *s = *state;

	add_undefined(s, "kpatch_register_within");
	assert_int_equal(check_symbols(s, "", false), 0);
	s->plan->format = PB_PLAN_LIVEPATCH;
	assert_int_equal(check_symbols(s, "", false), -1);
	assert_non_null(
		strstr(s->err.text, "does not export kpatch_register_within"));
}

static void symbols_of_another_object_are_refused(void **state)
{
	struct sample *s = *state;
	uint32_t sym;

	add_reloc(s, s->text, 18, R_X86_64_PLT32, add_undefined(s, "hidden"),
		  -4);
	assert_int_equal(run_post_link(s), 0);
	sym = pb_object_symbol(s->ko, ".klp.sym.vmlinux.hidden,2");
	rename_symbol(s, sym, ".klp.sym.ext4.hidden,2");
	assert_int_equal(check_symbols(s, "", false), -1);
	assert_non_null(strstr(s->err.text, "which is of another object"));
}

static void livepatch_symbols_are_good(void **state)
{
	struct sample *s = *state;
	uint32_t hidden = add_undefined(s, "hidden");

	add_reloc(s, s->text, 18, R_X86_64_PLT32, hidden, -4);
	assert_int_equal(run_post_link(s), 0);
	assert_int_equal(check_symbols(s, "", true), 0);
	s->ko->secs[pb_object_section(s->ko, TEXT)].data[18] = 1;
	assert_int_equal(check_symbols(s, "", true), -1);
	assert_non_null(strstr(s->err.text, "+0x12 is not zero"));
}

static void thunk_without_its_entry_is_refused(void **state)
{
	struct sample *s = *state;
	uint32_t table = add_section(s, ".return_sites", 0, 4);

	add_reloc(s, s->text, 41, R_X86_64_PLT32,
		  add_undefined(s, "__x86_return_thunk"), -4);
	assert_int_equal(pb_verify_sites(s->ko, &s->err), -1);
	assert_non_null(strstr(s->err.text, "+0x29 uses __x86_return_thunk"));
	add_reloc(s, table, 0, R_X86_64_PC32,
		  pb_object_section_symbol(s->ko, s->text), 40);
	assert_int_equal(pb_verify_sites(s->ko, &s->err), 0);
	add_reloc(s, s->text, 50, R_X86_64_PLT32,
		  add_undefined(s, "__x86_indirect_thunk_rax"), -4);
	assert_int_equal(pb_verify_sites(s->ko, &s->err), -1);
	assert_non_null(strstr(s->err.text, ".retpoline_sites does not have"));
}

static void runtime_constants_are_refused(void **state)
{
	struct sample *s = *state;
	uint64_t placeholder = 0x0123456789abcdef;

	assert_int_equal(pb_verify_constants(s->ko, &s->err), 0);
	memcpy(s->ko->secs[s->text].data + 19, &placeholder, 8);
	assert_int_equal(pb_verify_constants(s->ko, &s->err), -1);
	assert_non_null(strstr(s->err.text, "+0x13 holds the placeholder"));
	memset(s->ko->secs[s->text].data + 19, 0, 8);
	add_section(s, "runtime_shift_dentry_hashtable", 0, 4);
	assert_int_equal(pb_verify_constants(s->ko, &s->err), -1);
	assert_non_null(strstr(s->err.text, "runtime_shift_dentry_hashtable"));
}

static void function_that_no_table_covers_is_refused(void **state)
{
	struct sample *s = *state;
	uint32_t own = pb_object_section_symbol(s->ko, s->text), rows, ips;

	assert_int_equal(pb_verify_function(s->ko, "gone", true, &s->err), -1);
	assert_non_null(strstr(s->err.text, "gone is not in it"));
	assert_int_equal(pb_verify_function(s->ko, "new_f", true, &s->err), -1);
	assert_non_null(strstr(s->err.text, ".stackcheck has nothing of"));
	add_reloc(s, add_section(s, ".stackcheck", 0, 8), 0, R_X86_64_PC32, own,
		  0);
	assert_int_equal(pb_verify_function(s->ko, "new_f", false, &s->err), 0);
	assert_int_equal(pb_verify_function(s->ko, "new_f", true, &s->err), -1);
	assert_non_null(strstr(s->err.text, ".orc_unwind has nothing of"));
	/* One row from the padding before it on, and one at its end. */
	rows = add_section(s, ".orc_unwind", 0, 12);
	ips = add_section(s, ".orc_unwind_ip", 0, 8);
	add_reloc(s, ips, 0, R_X86_64_PC32, own, 0);
	add_reloc(s, ips, 4, R_X86_64_PC32, own, 48);
	assert_int_equal(pb_verify_function(s->ko, "new_f", true, &s->err), -1);
	s->ko->secs[rows].data[0] = 8;
	assert_int_equal(pb_verify_function(s->ko, "new_f", true, &s->err), 0);
}

static void versions_come_from_the_module(void **state)
{
	struct sample *s = *state;
	uint32_t crcs = add_section(s, "__kcrctab_gpl", 0, 8);
	struct pb_exports *exports;
	char *text;
	size_t len;

	assert_int_equal(pb_object_write(s->ko, s->in, &s->err), 0);
	assert_int_equal(pb_symvers_write(s->in, s->out, &s->err), -1);
	assert_non_null(strstr(s->err.text, "no symbols of exports"));
	memcpy(s->ko->secs[crcs].data + 4, "\x78\x56\x34\x12", 4);
	assert_true(pb_object_add_symbol(s->ko, "__ksymtab_kpatch_check", crcs,
					 0, 0, STT_NOTYPE, STB_LOCAL));
	assert_true(pb_object_add_symbol(s->ko, "__crc_kpatch_check", crcs, 4,
					 0, STT_NOTYPE, STB_LOCAL));
	assert_int_equal(pb_object_write(s->ko, s->in, &s->err), 0);
	assert_int_equal(pb_symvers_write(s->in, s->out, &s->err), 0);
	text = kp_read_file(s->out, &len, &s->err);
	assert_string_equal(
		text,
		"0x12345678\tkpatch_check\tkpatch\tEXPORT_SYMBOL_GPL\t\n");
	free(text);
	exports = pb_exports_read(s->out, &s->err);
	assert_non_null(exports);
	assert_non_null(pb_exports_find(exports, "kpatch_check"));
	assert_string_equal(pb_exports_find(exports, "kpatch_check")->namespace,
			    "");
	assert_null(pb_exports_find(exports, "kpatch"));
	pb_exports_free(exports);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, make_sample, free_sample)
	const struct CMUnitTest tests[] = {
		T(kernel_symbol_goes_to_the_loader),
		T(static_call_gets_its_key),
		T(unknown_types_are_refused_by_name),
		T(what_is_defined_is_no_reference),
		T(module_symbol_becomes_an_entry),
		T(places_that_are_used_earlier_are_refused),
		T(module_symbol_goes_to_livepatch),
		T(livepatch_comes_too_late_for_tables),
		T(functions_of_kpatch_are_not_for_livepatch),
		T(symbols_of_another_object_are_refused),
		T(key_of_a_module_is_refused),
		T(type_that_kpatch_does_not_know_is_refused),
		T(more_places_than_entries_are_refused),
		T(names_that_are_no_names_are_refused),
		T(module_without_a_change_is_refused),
		T(symbols_that_nobody_has_are_refused),
		T(livepatch_symbols_are_good),
		T(thunk_without_its_entry_is_refused),
		T(runtime_constants_are_refused),
		T(function_that_no_table_covers_is_refused),
		T(versions_come_from_the_module),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
