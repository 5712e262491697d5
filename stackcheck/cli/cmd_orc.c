// SPDX-License-Identifier: GPL-2.0-only
/* stackcheck orc PATH -o OUT: ORC tables made from the analysis alone. */
#include <elf.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/open_one.h"
#include "stackcheck/cli/commands.h"
#include "stackcheck/orc/generate.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/output.h"
#include "stackcheck/util/plural.h"

struct args {
	char *path;
	const char *out;
	struct sc_check_options opt;
	const char *noreturn;
};

/* The three sections, ready to be written. Freed by free_tables(). */
struct tables {
	uint8_t *rows; /* 6 bytes each */
	int32_t *ips;
	struct sc_new_reloc *relocs;
	size_t n;
};

static int print_usage(FILE *to)
{
	fprintf(to,
		"usage: stackcheck orc [--noreturn FILE] PATH -o OUT\n"
		"Write a copy of PATH with ORC tables made from this analysis.\n"
		"Tables that PATH has already are not read.\n");
	return to == stderr ? SC_EXIT_TROUBLE : SC_EXIT_CLEAN;
}

static int parse_args(struct args *args, int argc, char **argv)
{
	static const struct option options[] = {
		{ "output", required_argument, NULL, 'o' },
		{ "noreturn", required_argument, NULL, 'n' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	int c;

	optind = 1;
	opterr = 0;
	while ((c = getopt_long(argc, argv, "o:h", options, NULL)) != -1) {
		if (c == 'h')
			return print_usage(stdout);
		if (c == 'o')
			args->out = optarg;
		else if (c == 'n')
			args->noreturn = optarg;
		else
			return sc_usage_wrong(argv[optind - 1], print_usage);
	}
	if (optind + 1 != argc || !args->out)
		return print_usage(stderr);
	args->path = argv[optind];
	args->opt.mode = SC_MODE_TABLE;
	if (args->noreturn) {
		args->opt.noreturn_files = &args->noreturn;
		args->opt.n_noreturn_files = 1;
	}
	return -1;
}

/* The symbol of a section, to which the table's relocations refer. */
static uint32_t section_symbol(const struct sc_image *img, uint32_t sec)
{
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (img->syms[i].sec == sec && img->syms[i].type == STT_SECTION)
			return i;
	return 0;
}

/* Any symbol of the section will do when its own was dropped. */
static uint32_t find_anchor(const struct sc_image *img, uint32_t sec,
			    uint64_t *off_ret)
{
	uint32_t sym = section_symbol(img, sec);

	*off_ret = 0;
	for (uint32_t i = 1; !sym && i < img->nsyms; i++) {
		if (img->syms[i].sec != sec)
			continue;
		sym = i;
		*off_ret = img->syms[i].off;
	}
	return sym;
}

static int fill_tables(struct tables *t, const struct sc_image *img,
		       const struct sc_orc_entry *entries, struct sc_error *err)
{
	enum sc_orc_layout layout = sc_orc_layout_of(img);
	uint32_t sec = 0, sym = 0;
	uint64_t base = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (entries[i].sec != sec) {
			sec = entries[i].sec;
			sym = find_anchor(img, sec, &base);
			if (!sym)
				return sc_fail(
					err,
					"%s: section %s has no symbol for relocations to name; no copy was written",
					img->path, img->secs[sec].name);
		}
		sc_orc_pack(&entries[i], layout, t->rows + 6 * i);
		t->relocs[i] = (struct sc_new_reloc){
			.off = 4 * i,
			.type = img->arch->reloc_pc32,
			.sym = sym,
			.addend = (int64_t)entries[i].off - (int64_t)base,
		};
	}
	return 0;
}

static int allocate(struct tables *t, size_t n, struct sc_error *err)
{
	t->n = n;
	t->rows = calloc(n + 1, 6);
	t->ips = calloc(n + 1, sizeof(*t->ips));
	t->relocs = calloc(n + 1, sizeof(*t->relocs));
	return t->rows && t->ips && t->relocs ? 0
					      : sc_fail(err, "out of memory");
}

static void free_tables(struct tables *t)
{
	free(t->rows);
	free(t->ips);
	free(t->relocs);
}

static int write_tables(struct sc_image *img, const struct tables *t,
			const char *out, struct sc_error *err)
{
	struct sc_new_section secs[] = {
		{ .name = ".orc_unwind",
		  .data = t->rows,
		  .size = 6 * t->n,
		  .flags = SHF_ALLOC,
		  .align = 1 },
		{ .name = ".orc_unwind_ip",
		  .data = t->ips,
		  .size = 4 * t->n,
		  .flags = SHF_ALLOC,
		  .align = 1,
		  .relocs = t->relocs,
		  .nrelocs = t->n },
		{ .name = ".orc_header",
		  .data = sc_orc_hash_6_4,
		  .size = SC_ORC_HASH_SIZE,
		  .flags = SHF_ALLOC,
		  .align = 4 },
	};
	bool has_header = sc_orc_layout_of(img) == SC_ORC_6_4;

	return sc_image_write_copy(img, out, secs, has_header ? 3 : 2, err);
}

static int write_orc(struct sc_opened *o, const char *out, struct sc_error *err)
{
	struct sc_orc_entry *entries = NULL;
	struct tables t = { 0 };
	size_t n = 0;
	int bad;

	if (sc_orc_make(o->analysis, &entries, &n))
		return sc_fail(err, "out of memory");
	if (o->img->linked) {
		bad = sc_orc_write_linked(o->img, entries, n, out, err);
		free(entries);
		return bad;
	}
	bad = allocate(&t, n, err) || fill_tables(&t, o->img, entries, err) ||
	      write_tables(o->img, &t, out, err);
	free(entries);
	free_tables(&t);
	return bad ? -1 : 0;
}

int sc_cmd_orc(int argc, char **argv)
{
	struct args args = { 0 };
	struct sc_opened o;
	struct sc_error err = { "" };
	int code = parse_args(&args, argc, argv);

	if (code >= 0)
		return code;
	memset(&o, 0, sizeof(o));
	if (sc_output_spare(args.out, args.path, &err) ||
	    sc_output_spare(args.out, args.noreturn, &err) ||
	    sc_opened_open(&o, args.path, &args.opt, &err) ||
	    sc_output_spare(args.out, o.inputs.items[0].file, &err) ||
	    write_orc(&o, args.out, &err)) {
		sc_complain("%s", err.text);
		code = SC_EXIT_TROUBLE;
	} else {
		code = o.res.nfindings ? SC_EXIT_FINDINGS : SC_EXIT_CLEAN;
		sc_opened_warn_unsigned(&o, args.out);
		if (code)
			sc_complain(
				"%s: the copy is written, but behind %zu finding%s rows may be missing; `stackcheck check` shows where",
				args.path, o.res.nfindings,
				sc_plural(o.res.nfindings));
	}
	sc_opened_close(&o);
	return code;
}
