// SPDX-License-Identifier: GPL-2.0-only
/* stackcheck trust: make trust tables, put them into objects, show them. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/commands.h"
#include "stackcheck/known.h"
#include "stackcheck/trust_dump.h"
#include "stackcheck/trust_make.h"

struct args {
	char *path;
	char *objects; /* what the linked image was linked from */
	const char *out;
	bool embed, dump, list;
	struct sc_check_options opt;
	const char *noreturn;
};

static int usage(FILE *to)
{
	fprintf(to, "usage: stackcheck trust [OPTION...] PATH -o FILE\n"
		    "       stackcheck trust [OPTION...] PATH --embed [-o "
		    "OUT]\n"
		    "       stackcheck trust [OPTION...] PATH --dump\n"
		    "Make the trust table of a linked image as a file, or put "
		    "it into a\n"
		    "relocatable object as a section; or show what a table "
		    "holds: the file\n"
		    "or object PATH has one, or it is made for the image "
		    "PATH.\n"
		    "  --objects FILE     analyse this object, from which PATH "
		    "was linked\n"
		    "  --list             with --dump: functions that are not "
		    "trusted\n"
		    "  --mode=MODE        auto, frame or table\n"
		    "  --noreturn FILE    names of functions that do not "
		    "return\n"
		    "  --symbols FILE     System.map or kallsyms of a linked "
		    "image\n");
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
	fprintf(stderr, "stackcheck: no mode '%s'\n", name);
	return -1;
}

static int take(struct args *args, int c)
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
		return -1;
	}
}

static int parse(struct args *args, int argc, char **argv)
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
	args->opt.jobs = 2;
	while ((c = getopt_long(argc, argv, "o:h", options, NULL)) != -1) {
		if (c == 'h')
			return usage(stdout);
		if (take(args, c))
			return usage(stderr);
	}
	if (optind + 1 != argc || (!args->out && !args->embed && !args->dump) ||
	    (args->embed && args->objects))
		return usage(stderr);
	args->path = argv[optind];
	return -1;
}

/* --- a table that is there already */

/* The whole file; NULL with @err filled. Aligned as a table must be. */
static uint8_t *read_file(const char *path, size_t *size_ret,
			  struct sc_error *err)
{
	FILE *in = fopen(path, "rb");
	uint8_t *data = NULL;
	long size = -1;

	if (in && !fseek(in, 0, SEEK_END))
		size = ftell(in);
	if (size >= 0) {
		rewind(in);
		data = malloc((size_t)size + 1);
	}
	if (!data || fread(data, 1, (size_t)size, in) != (size_t)size) {
		sc_fail(err, "%s: %s", path, strerror(errno));
		free(data);
		data = NULL;
	}
	if (in)
		fclose(in);
	*size_ret = data ? (size_t)size : 0;
	return data;
}

static bool is_table_file(const char *path)
{
	uint32_t magic = 0;
	FILE *in = fopen(path, "rb");
	bool is = in && fread(&magic, sizeof(magic), 1, in) == 1 &&
		  magic == SC_TRUST_MAGIC;

	if (in)
		fclose(in);
	return is;
}

static int show(const struct sc_trust_count *count)
{
	sc_trust_print(count, stdout);
	return count->ntrusted == count->nfuncs && !count->stale
		       ? SC_EXIT_CLEAN
		       : SC_EXIT_FINDINGS;
}

static void print_header(const struct sc_trust_view *v, const char *path)
{
	const struct sc_trust_header *h = v->table;
	static const char *const rule[] = { "", ", frame rule" };

	printf("%s: trust table version %u, %u bytes, %u regions, %u ranges, "
	       "%u rows%s",
	       path, h->version, h->size, h->nregions, h->nranges, h->nrows,
	       rule[!!(h->flags & SC_TRUST_FRAME_RULE)]);
	if (h->id_len)
		fputs(", build-id ", stdout);
	for (uint32_t i = 0; i < h->id_len; i++)
		printf("%02x", h->id[i]);
	putchar('\n');
}

static uint64_t orc_size(const struct sc_image *img)
{
	static const char *const names[] = { ".orc_unwind", ".orc_unwind_ip" };
	uint64_t size = 0;

	for (int i = 0; img && i < 2; i++) {
		const struct sc_section *s = sc_image_section(img, names[i]);

		size += s ? s->size : 0;
	}
	return size;
}

static int dump_bytes(const struct args *args, struct sc_trust_view *v,
		      const uint8_t *bytes, size_t size, struct sc_error *err)
{
	struct sc_trust_count count = { .orc = orc_size(v->img) };
	size_t tsize = 0;
	int got;

	for (v->at = 0; (got = sc_trust_next(bytes, size, &v->at, &tsize)) > 0;
	     v->at += tsize) {
		v->table = bytes + v->at;
		print_header(v, args->path);
		sc_trust_count(v, &count, args->list ? stdout : NULL);
	}
	if (got < 0) {
		sc_fail(err, "%s: %s", args->path,
			sc_trust_error_text((unsigned int)-got));
		return SC_EXIT_TROUBLE;
	}
	return show(&count);
}

static int dump_file(const struct args *args, struct sc_error *err)
{
	struct sc_trust_view view = { 0 };
	size_t size;
	uint8_t *bytes = read_file(args->path, &size, err);
	int code = SC_EXIT_TROUBLE;

	if (bytes)
		code = dump_bytes(args, &view, bytes, size, err);
	free(bytes);
	return code;
}

/* The section of an object, which may lie at any address in the file. */
static int dump_section(const struct args *args, const struct sc_image *img,
			const struct sc_section *sec, struct sc_error *err)
{
	struct sc_trust_view view = { .img = img, .sec = sec };
	uint8_t *copy = sec->data ? malloc(sec->size + 1) : NULL;
	int code;

	if (!copy) {
		sc_fail(err, "%s: section %s cannot be read", img->path,
			sec->name);
		return SC_EXIT_TROUBLE;
	}
	memcpy(copy, sec->data, sec->size);
	code = dump_bytes(args, &view, copy, sec->size, err);
	free(copy);
	return code;
}

/* --- a new one */

static int write_file(const struct sc_trust_table *table, const char *path,
		      struct sc_error *err)
{
	FILE *out = fopen(path, "wb");
	size_t n = out ? fwrite(table->bytes, 1, table->size, out) : 0;

	if (!out || fclose(out) || n != table->size)
		return sc_fail(err, "%s: %s", path, strerror(errno));
	return 0;
}

/* @linked: the image itself, or what was linked from it. */
static int make_table(const struct args *args, struct sc_opened *o,
		      const struct sc_image *linked,
		      struct sc_trust_table *table, struct sc_error *err)
{
	struct sc_trust_target target = { 0 };
	int bad = 0;

	if (linked != o->img)
		bad = sc_trust_target_linked(o->study->obj, linked, &target,
					     err);
	else if (o->img->linked)
		bad = sc_trust_target_own(o->study->obj, &target, err);
	else if (!args->embed && !args->dump)
		bad = sc_fail(err,
			      "%s: a relocatable object; its table has to be "
			      "in it (--embed)",
			      o->img->path);
	if (!bad && args->embed && o->img->linked)
		bad = sc_fail(err,
			      "%s: a linked image; its table is a file (-o "
			      "FILE)",
			      o->img->path);
	if (!bad)
		bad = sc_trust_make(o->study, &o->res,
				    target.npieces ? &target : NULL, table,
				    err);
	sc_trust_target_free(&target);
	return bad;
}

static int use_table(const struct args *args, struct sc_opened *o,
		     const struct sc_image *linked,
		     const struct sc_trust_table *table, struct sc_error *err)
{
	struct sc_trust_view view = { .img = linked };
	int bad = 0, code = SC_EXIT_CLEAN;

	if (args->embed)
		bad = sc_trust_embed(o->img, table,
				     args->out ? args->out : args->path, err);
	else if (args->out)
		bad = write_file(table, args->out, err);
	if (bad)
		return SC_EXIT_TROUBLE;
	if (args->dump)
		code = dump_bytes(args, &view, table->bytes, table->size, err);
	if (code != SC_EXIT_TROUBLE && o->res.nfindings)
		code = SC_EXIT_FINDINGS;
	if (o->res.nfindings)
		fprintf(stderr,
			"stackcheck: %s: %zu findings; run `stackcheck check` "
			"on it\n",
			o->img->path, o->res.nfindings);
	return code;
}

static struct sc_image *load(char *path, const struct args *args,
			     struct sc_error *err)
{
	struct sc_image_options how = { .symbols = args->opt.symbols };
	struct sc_input input = { .path = path, .file = path };

	return sc_input_load(&input, &how, err);
}

/* @img: what PATH is, if that has been loaded; freed here. */
static int make(const struct args *args, struct sc_image *img,
		struct sc_error *err)
{
	struct sc_trust_table table = { 0 };
	struct sc_opened o;
	int code = SC_EXIT_TROUBLE;

	if (!sc_opened_open(&o, args->objects ? args->objects : args->path,
			    &args->opt, err)) {
		const struct sc_image *linked = args->objects ? img : o.img;

		if (!make_table(args, &o, linked, &table, err))
			code = use_table(args, &o, linked, &table, err);
	}
	sc_trust_table_free(&table);
	sc_opened_close(&o);
	return code;
}

static int run(const struct args *args, struct sc_error *err)
{
	const struct sc_section *sec;
	struct sc_image *img = NULL;
	int code;

	if (args->dump && is_table_file(args->path))
		return dump_file(args, err);
	if (args->dump || args->objects) {
		img = load(args->path, args, err);
		if (!img)
			return SC_EXIT_TROUBLE;
	}
	sec = img ? sc_image_section(img, SC_TRUST_SECTION) : NULL;
	if (sec && !args->out && !args->embed)
		code = dump_section(args, img, sec, err);
	else
		code = make(args, img, err);
	sc_image_free(img);
	return code;
}

int sc_cmd_trust(int argc, char **argv)
{
	struct args args = { 0 };
	struct sc_error err = { "" };
	int code = parse(&args, argc, argv);

	if (code >= 0)
		return code;
	code = run(&args, &err);
	if (err.text[0])
		fprintf(stderr, "stackcheck: %s\n", err.text);
	return code;
}
