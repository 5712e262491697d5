// SPDX-License-Identifier: GPL-2.0-only
/* stackcheck trust: make trust tables, put them into objects, show them. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/open_one.h"
#include "stackcheck/cli/cmd_trust_show.h"
#include "stackcheck/cli/commands.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/trust/embed.h"
#include "stackcheck/trust/match_linked.h"
#include "stackcheck/trust/table.h"
#include "stackcheck/trust/targets.h"
#include "stackcheck/trust/write.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/output.h"
#include "stackcheck/util/plural.h"

struct args {
	char *path;
	char *objects; /* what the linked image was linked from */
	const char *out;
	bool embed, dump, list;
	struct sc_check_options opt;
	const char *noreturn;
};

static int print_usage(FILE *to)
{
	fprintf(to,
		"usage: stackcheck trust [OPTION...] PATH -o FILE\n"
		"       stackcheck trust [OPTION...] PATH --embed [-o OUT]\n"
		"       stackcheck trust [OPTION...] PATH --dump\n"
		"\n"
		"Make a trust table. For a linked image it is a file (-o). In a\n"
		"relocatable object it is a section (--embed). --dump shows what a\n"
		"table holds: the one in PATH, or else one that is made for PATH.\n"
		"\n"
		"  --objects FILE     analyse the object FILE, from which PATH was linked\n"
		"  --list             with --dump: name the functions without trust\n"
		"  --mode=MODE        auto, frame or table\n"
		"  --noreturn FILE    read names of functions that do not return\n"
		"  --symbols FILE     read the symbols of a linked image from FILE\n");
	return to == stderr ? SC_EXIT_TROUBLE : SC_EXIT_CLEAN;
}

static int set_mode(struct args *args, const char *name)
{
	for (int m = SC_MODE_AUTO; m <= SC_MODE_TABLE; m++) {
		if (strcmp(sc_mode_name((enum sc_mode)m), name))
			continue;
		args->opt.mode = (enum sc_mode)m;
		return 0;
	}
	sc_complain("no mode '%s'; use auto, frame or table", name);
	return -1;
}

static int take_option(struct args *args, int c, char **argv)
{
	switch (c) {
	case 'o':
		args->out = optarg;
		return 0;
	case 'e':
		args->embed = true;
		return 0;
	case 'd':
		args->dump = true;
		return 0;
	case 'l':
		args->list = true;
		return 0;
	case 'O':
		args->objects = optarg;
		return 0;
	case 'n':
		args->noreturn = optarg;
		args->opt.noreturn_files = &args->noreturn;
		args->opt.n_noreturn_files = 1;
		return 0;
	case 's':
		args->opt.symbols = optarg;
		return 0;
	case 'm':
		return set_mode(args, optarg);
	default:
		return sc_usage_wrong(argv[optind - 1], print_usage);
	}
}

static int parse_args(struct args *args, int argc, char **argv)
{
	static const struct option options[] = {
		{ "output", required_argument, NULL, 'o' },
		{ "embed", no_argument, NULL, 'e' },
		{ "dump", no_argument, NULL, 'd' },
		{ "list", no_argument, NULL, 'l' },
		{ "objects", required_argument, NULL, 'O' },
		{ "noreturn", required_argument, NULL, 'n' },
		{ "symbols", required_argument, NULL, 's' },
		{ "mode", required_argument, NULL, 'm' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	int c;

	optind = 1;
	opterr = 0;
	args->opt.jobs = 2;
	while ((c = getopt_long(argc, argv, "o:h", options, NULL)) != -1) {
		if (c == 'h')
			return print_usage(stdout);
		if (take_option(args, c, argv))
			return SC_EXIT_TROUBLE;
	}
	if (optind + 1 != argc || (!args->out && !args->embed && !args->dump) ||
	    (args->embed && args->objects))
		return print_usage(stderr);
	args->path = argv[optind];
	return -1;
}

/* --- a new one */

/* @linked: the image itself, or what was linked from it. */
static int make_table(const struct args *args, struct sc_opened *o,
		      const struct sc_image *linked,
		      struct sc_trust_table *table, struct sc_error *err)
{
	struct sc_trust_target target = { 0 };
	int bad = 0;

	if (linked != o->img)
		bad = sc_trust_target_linked(o->analysis->obj, linked, &target,
					     err);
	else if (o->img->linked)
		bad = sc_trust_target_own(o->analysis->obj, &target, err);
	else if (!args->embed && !args->dump)
		bad = sc_fail(
			err,
			"%s: the table of a relocatable object is a section of it; nothing was written; use --embed",
			o->img->path);
	if (!bad && args->embed && o->img->linked)
		bad = sc_fail(
			err,
			"%s: the table of a linked image is a file; nothing was written; use -o FILE",
			o->img->path);
	if (!bad)
		bad = sc_trust_make(o->analysis, &o->res,
				    target.npieces ? &target : NULL, table,
				    err);
	sc_trust_target_free(&target);
	return bad;
}

/* The file to be written; NULL: none. */
static const char *out_of(const struct args *args)
{
	return args->out ? args->out : args->embed ? args->path : NULL;
}

static int use_table(const struct args *args, struct sc_opened *o,
		     const struct sc_image *linked,
		     const struct sc_trust_table *table, struct sc_error *err)
{
	struct sc_trust_view view = { .img = linked };
	int bad = 0, code = SC_EXIT_CLEAN;

	sc_trust_warn(table, o->img->path);
	if (args->embed)
		bad = sc_trust_embed(o->img, table, out_of(args), err);
	else if (args->out)
		bad = sc_output_put(args->out, table->bytes, table->size, err);
	if (bad)
		return SC_EXIT_TROUBLE;
	if (args->embed)
		sc_opened_warn_unsigned(o, out_of(args));
	if (args->dump)
		code = sc_trust_dump_bytes(args->path, args->list, &view,
					   table->bytes, table->size, err);
	if (code != SC_EXIT_TROUBLE && o->res.nfindings)
		code = SC_EXIT_FINDINGS;
	if (o->res.nfindings)
		sc_complain(
			"%s: %s%zu finding%s, in functions that it does not trust; `stackcheck check` shows more",
			o->img->path,
			args->embed || args->out ? "the table is made; " : "",
			o->res.nfindings, sc_plural(o->res.nfindings));
	return code;
}

static struct sc_image *load_image(char *path, const struct args *args,
				   struct sc_error *err)
{
	struct sc_image_options how = { .symbols = args->opt.symbols };
	struct sc_input input = { .path = path, .file = path };

	return sc_input_load(&input, &how, err);
}

/* What the input was found in is a file that must stay, too. */
static int spare_opened(const struct args *args, const struct sc_opened *o,
			struct sc_error *err)
{
	const char *out = out_of(args);

	if (args->embed &&
	    (!args->out || sc_output_spare(out, args->path, NULL)))
		return sc_opened_is_whole(o, args->path, err);
	return sc_output_spare(out, o->inputs.items[0].file, err);
}

/* @img: what PATH is, if that has been loaded; freed here. */
static int make_from_image(const struct args *args, struct sc_image *img,
			   struct sc_error *err)
{
	struct sc_trust_table table = { 0 };
	struct sc_opened o;
	int code = SC_EXIT_TROUBLE;

	if (!sc_opened_open(&o, args->objects ? args->objects : args->path,
			    &args->opt, err)) {
		const struct sc_image *linked = args->objects ? img : o.img;

		if (!spare_opened(args, &o, err) &&
		    !make_table(args, &o, linked, &table, err))
			code = use_table(args, &o, linked, &table, err);
	}
	sc_trust_table_free(&table);
	sc_opened_close(&o);
	return code;
}

/* An object may get its table in place; nothing else is written over. */
static int spare_inputs(const struct args *args, struct sc_error *err)
{
	const char *const inputs[] = { args->embed ? NULL : args->path,
				       args->objects, args->noreturn,
				       args->opt.symbols };
	const char *out = out_of(args);

	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++)
		if (sc_output_spare(out, inputs[i], err))
			return -1;
	return 0;
}

static int run_trust(const struct args *args, struct sc_error *err)
{
	const struct sc_section *sec;
	struct sc_image *img = NULL;
	int code;

	if (spare_inputs(args, err))
		return SC_EXIT_TROUBLE;
	if (args->dump && sc_trust_is_table_file(args->path))
		return sc_trust_dump_file(args->path, err);
	if (args->dump || args->objects) {
		img = load_image(args->path, args, err);
		if (!img)
			return SC_EXIT_TROUBLE;
	}
	sec = img ? sc_image_section(img, SC_TRUST_SECTION) : NULL;
	if (sec && !args->out && !args->embed)
		code = sc_trust_dump_section(args->path, args->list, img, sec,
					     err);
	else
		code = make_from_image(args, img, err);
	sc_image_free(img);
	return code;
}

int sc_cmd_trust(int argc, char **argv)
{
	struct args args = { .opt.detail = SC_DETAIL_NONE };
	struct sc_error err = { "" };
	int code = parse_args(&args, argc, argv);

	if (code >= 0)
		return code;
	code = run_trust(&args, &err);
	if (err.text[0])
		sc_complain("%s", err.text);
	return code;
}
