// SPDX-License-Identifier: GPL-2.0-only
/*
 * The recorded command of an object, with a few words changed, compiles its
 * other forms, and preprocesses its source before and after the change.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/forms.h"
#include "kpatch/builder/kept_forms.h"
#include "kpatch/builder/log_line.h"
#include "kpatch/builder/run_command.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/output.h"
#include "stackcheck/util/parallel.h"

/*
 * In the place of asm/runtime-const.h: its constants are written into the
 * kernel's code at boot, and in a module nobody would do that. Here each is read
 * from its variable. Since Linux 6.12.
 */
static const char runtime_const[] =
	"/* SPDX-License-Identifier: GPL-2.0-only */\n"
	"#ifndef _ASM_RUNTIME_CONST_H\n"
	"#define _ASM_RUNTIME_CONST_H\n"
	"#define runtime_const_ptr(sym) (sym)\n"
	"#define runtime_const_shift_right_32(val, sym) ((u32)(val) >> (sym))\n"
	"#define runtime_const_mask_32(val, sym) ((u32)(val) & (sym))\n"
	"#define runtime_const_init(type, sym) do { } while (0)\n"
	"#endif\n";

static int put_header(const struct pb_workshop *shop, struct kp_path *folder,
		      struct sc_error *err)
{
	struct kp_path file;

	if (kp_path(folder, err, "%s/headers/asm", shop->work) ||
	    kp_make_folder(folder->s, err) ||
	    kp_path(&file, err, "%s/runtime-const.h", folder->s) ||
	    sc_output_put(file.s, runtime_const, sizeof(runtime_const) - 1,
			  err) ||
	    kp_path(folder, err, "-I%s/headers", shop->work))
		return -1;
	return 0;
}

/* Append @word, with the tree's path in it turned into @top. */
static int add_moved(struct pb_words *argv, const char *word,
		     const char *source, const char *top)
{
	const char *at = strstr(word, source);
	size_t len = strlen(source);
	char *moved;
	int ret;

	if (!at || (at[len] && at[len] != '/'))
		return pb_words_add(argv, word);
	if (asprintf(&moved, "%.*s%s%s", (int)(at - word), word, top,
		     at + len) < 0)
		return -1;
	ret = pb_words_add(argv, moved);
	free(moved);
	return ret;
}

/* Is this a word of the command that says what goes where? */
static bool is_file_word(const struct pb_words *words, size_t i)
{
	const char *word = words->list[i];

	return sc_starts_with(word, "-Wp,-MMD,") ||
	       sc_starts_with(word, "-Wp,-MD,") || !strcmp(word, "-o") ||
	       !strcmp(word, "-c") ||
	       (i && !strcmp(words->list[i - 1], "-o")) || i + 1 == words->n;
}

enum variant_kind {
	APART, /* the kernel's own flags, but for the functions' places */
	IN_SECTIONS, /* one for each function and variable; no constants */
	PREPROCESSED, /* text */
};

/* One run of the compiler. */
struct variant {
	enum variant_kind kind;
	const char *top; /* of the tree */
	const char *output; /* NULL: it is there already */
	struct kp_path deps, log; /* get the dependencies, and what it said */
	struct sc_error err;
	int ret;
};

/* What makes an object that a patch can be made from. */
static int add_sections(const struct pb_workshop *shop, struct pb_words *argv)
{
	struct kp_path header;

	return put_header(shop, &header, NULL) ||
	       pb_words_add(argv, header.s) ||
	       pb_words_add(argv, "-ffunction-sections") ||
	       pb_words_add(argv, "-fdata-sections");
}

/*
 * The Makefile of another folder may name the source by a path that leads out of
 * that folder, which a shadow need not have as its own. __FILE__ has that path.
 */
static int add_file_name(const struct pb_workshop *shop,
			 const struct pb_compiled *c, const struct variant *v,
			 struct pb_words *argv)
{
	const struct pb_words *from = &c->command.argv;
	const char *name = from->list[from->n - 1];
	size_t len = strlen(shop->source);
	struct kp_path map;

	if (strncmp(name, shop->source, len) || name[len] != '/' ||
	    !strcmp(name + len + 1, c->source))
		return 0;
	name += len + 1;
	return kp_path(&map, NULL, "-fmacro-prefix-map=%s/%.*s=%.*s", v->top,
		       (int)(strrchr(c->source, '/') + 1 - c->source),
		       c->source, (int)(strrchr(name, '/') + 1 - name), name) ||
	       pb_words_add(argv, map.s);
}

/* The source as the command names it: __FILE__ may have that. */
static int name_source(const struct pb_compiled *c, const struct variant *v,
		       struct kp_path *source)
{
	const struct pb_words *words = &c->command.argv;

	return *words->list[words->n - 1] == '/'
		       ? kp_path(source, NULL, "%s/%s", v->top, c->source)
		       : kp_path(source, NULL, "%s", c->source);
}

static int add_words(const struct pb_workshop *shop,
		     const struct pb_compiled *c, const struct variant *v,
		     struct pb_words *argv)
{
	const struct pb_words *from = &c->command.argv;
	struct kp_path source;

	if (pb_words_add(argv, from->list[0]) ||
	    (v->kind == IN_SECTIONS && add_sections(shop, argv)))
		return -1;
	for (size_t i = 1; i < from->n; i++)
		if (!is_file_word(from, i) &&
		    add_moved(argv, from->list[i], shop->source, v->top))
			return -1;
	if (v->kind == APART && pb_words_add(argv, "-falign-functions=64"))
		return -1;
	return add_file_name(shop, c, v, argv) || name_source(c, v, &source) ||
	       pb_words_add(argv, "-MMD") || pb_words_add(argv, "-MF") ||
	       pb_words_add(argv, v->deps.s) ||
	       pb_words_add(argv, v->kind == PREPROCESSED ? "-E" : "-c") ||
	       pb_words_add(argv, "-o") || pb_words_add(argv, v->output) ||
	       pb_words_add(argv, source.s);
}

/* The compiler's own words are better than its exit code. */
static int fail_compile(const struct pb_compiled *c, const char *log,
			struct sc_error *err)
{
	char line[300];

	if (pb_log_error_line(log, line, sizeof(line)))
		sc_fail(err, "%.150s does not compile: %s", c->source, line);
	return -1;
}

/* Where the command runs: if that is in the source, then in that of the variant. */
static const char *find_folder(const struct pb_workshop *shop,
			       const struct pb_compiled *c, const char *top)
{
	return strcmp(c->folder.s, shop->source) != 0 ? c->folder.s : top;
}

static int run_compiler(const struct pb_workshop *shop,
			const struct pb_compiled *c, const struct variant *v,
			const struct pb_words *argv, struct sc_error *err)
{
	const struct pb_command command = {
		.argv = (const char *const *)argv->list,
		.folder = find_folder(shop, c, v->top),
	};
	const struct pb_run run = { .commands = &command,
				    .n = 1,
				    .output = v->log.s };

	return pb_run_commands(&run, NULL, err) ? fail_compile(c, v->log.s, err)
						: 0;
}

static int compile_variant(const struct pb_workshop *shop,
			   const struct pb_compiled *c, struct variant *v)
{
	struct kp_path folder;
	struct pb_words argv = { 0 };
	int ret = -1;

	if (kp_make_parent(v->output, &folder, &v->err) ||
	    kp_path(&v->deps, &v->err, "%s.d", v->output) ||
	    kp_path(&v->log, &v->err, "%s.log", v->output))
		return -1;
	if (add_words(shop, c, v, &argv))
		sc_fail(&v->err, "out of memory");
	else
		ret = run_compiler(shop, c, v, &argv, &v->err);
	pb_words_free(&argv);
	return ret;
}

/* All variants of one object, each run by a thread. */
struct round {
	const struct pb_workshop *shop;
	const struct pb_compiled *compiled;
	struct variant *variants;
};

static void run_variant(void *ctx, size_t i)
{
	const struct round *round = ctx;
	struct variant *v = &round->variants[i];

	if (v->output)
		v->ret = compile_variant(round->shop, round->compiled, v);
}

static int run_variants(const struct round *round, size_t n,
			struct sc_error *err)
{
	sc_parallel(round->shop->jobs, n, run_variant, (void *)round);
	for (size_t i = 0; i < n; i++)
		if (round->variants[i].ret) {
			*err = round->variants[i].err;
			return -1;
		}
	return 0;
}

int pb_preprocess_forms(const struct pb_workshop *shop,
			const struct pb_shadow *shadow, struct pb_compiled *c,
			struct sc_error *err)
{
	const char *before = shop->source, *after = shadow->top;
	struct variant variants[] = {
		{ PREPROCESSED, before, c->old_text.s, .ret = 0 },
		{ PREPROCESSED, after, c->new_text.s, .ret = 0 },
	};
	const struct round round = { shop, c, variants };

	if (run_variants(&round, sizeof(variants) / sizeof(variants[0]), err))
		return -1;
	return pb_shadow_check(shadow, variants[1].deps.s,
			       find_folder(shop, c, after), err);
}

int pb_compile_forms(const struct pb_workshop *shop,
		     const struct pb_shadow *shadow, struct pb_compiled *c,
		     struct sc_error *err)
{
	const char *before = shop->source, *after = shadow->top;
	bool kept = pb_kept_take_old(shop, c);
	struct variant variants[] = {
		{ APART, before, kept ? NULL : c->base.s, .ret = 0 },
		{ APART, after, c->fixed.s, .ret = 0 },
		{ IN_SECTIONS, after, c->new.s, .ret = 0 },
		{ IN_SECTIONS, before, kept ? NULL : c->old.s, .ret = 0 },
	};
	const struct round round = { shop, c, variants };

	if (run_variants(&round, sizeof(variants) / sizeof(variants[0]), err) ||
	    pb_shadow_check(shadow, variants[2].deps.s,
			    find_folder(shop, c, after), err))
		return -1;
	if (!kept)
		pb_kept_put_old(shop, c);
	return 0;
}
