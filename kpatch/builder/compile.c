// SPDX-License-Identifier: GPL-2.0-only
/*
 * kbuild compiles the object once. Its recorded command, with a few words
 * changed, compiles the two that are compared.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/compile.h"
#include "kpatch/builder/kbuild_folder.h"
#include "kpatch/builder/run_command.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/output.h"

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

static int read_command(const struct pb_workshop *shop,
			struct pb_compiled *compiled, struct sc_error *err)
{
	const char *slash = strrchr(compiled->name, '/');
	struct kp_path path;

	if (kp_path(&path, err, "%s/obj/%.*s.%s.cmd", shop->work,
		    slash ? (int)(slash + 1 - compiled->name) : 0,
		    compiled->name, slash ? slash + 1 : compiled->name))
		return -1;
	return pb_saved_command_read(path.s, &compiled->command, err);
}

static int name_object(const struct pb_workshop *shop, const char *source,
		       struct pb_compiled *compiled, struct sc_error *err)
{
	if (!sc_ends_with(source, ".c"))
		return sc_fail(
			err,
			"%.300s: only C sources can be patched; a change of assembly is refused",
			source);
	compiled->source = strdup(source);
	compiled->name = strdup(source);
	if (!compiled->source || !compiled->name)
		return sc_fail(err, "out of memory");
	compiled->name[strlen(source) - 1] = 'o';
	return kp_path(&compiled->stock, err, "%s/obj/%s", shop->work,
		       compiled->name) ||
			       kp_path(&compiled->fixed, err, "%s/fixed/%s",
				       shop->work, compiled->name) ||
			       kp_path(&compiled->old, err, "%s/old/%s",
				       shop->work, compiled->name) ||
			       kp_path(&compiled->new, err, "%s/new/%s",
				       shop->work, compiled->name)
		       ? -1
		       : 0;
}

int pb_compile_stock(const struct pb_workshop *shop, const char *source,
		     struct pb_compiled *compiled, struct sc_error *err)
{
	struct kp_path folder;

	*compiled = (struct pb_compiled){ 0 };
	if (name_object(shop, source, compiled, err) ||
	    pb_kbuild_find(shop, compiled->name, &folder, err) ||
	    pb_kbuild_compile(shop, compiled->name, folder.s, err) ||
	    read_command(shop, compiled, err)) {
		pb_compiled_free(compiled);
		return -1;
	}
	return 0;
}

void pb_compiled_free(struct pb_compiled *compiled)
{
	free(compiled->name);
	free(compiled->source);
	pb_saved_command_free(&compiled->command);
	compiled->name = compiled->source = NULL;
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

/* One compilation: which tree, which object. */
struct variant {
	const char *top; /* of the tree */
	const char *object;
	bool sections; /* one for each function and variable; no constants */
	struct kp_path deps; /* gets the dependencies */
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

static int add_words(const struct pb_workshop *shop,
		     const struct pb_compiled *c, const struct variant *v,
		     struct pb_words *argv)
{
	const struct pb_words *from = &c->command.argv;
	struct kp_path source;

	if (pb_words_add(argv, from->list[0]) ||
	    (v->sections && add_sections(shop, argv)))
		return -1;
	for (size_t i = 1; i < from->n; i++)
		if (!is_file_word(from, i) &&
		    add_moved(argv, from->list[i], shop->kernel->source,
			      v->top))
			return -1;
	return kp_path(&source, NULL, "%s/%s", v->top, c->source) ||
	       pb_words_add(argv, "-MMD") || pb_words_add(argv, "-MF") ||
	       pb_words_add(argv, v->deps.s) || pb_words_add(argv, "-c") ||
	       pb_words_add(argv, "-o") || pb_words_add(argv, v->object) ||
	       pb_words_add(argv, source.s);
}

/* The first line of the compiler's output that names an error. */
static int fail_compile(const struct pb_compiled *c, const char *log,
			struct sc_error *err)
{
	char *text = kp_read_file(log, NULL, NULL);
	char *at = text ? strstr(text, "error: ") : NULL;

	while (at && at > text && at[-1] != '\n')
		at--;
	if (at)
		sc_fail(err, "%.200s does not compile: %.*s", c->source,
			(int)strcspn(at, "\n"), at);
	free(text);
	return -1;
}

static int run_compiler(const struct pb_workshop *shop,
			const struct pb_compiled *c,
			const struct pb_words *argv, struct sc_error *err)
{
	struct kp_path where, log;
	const struct pb_command command = {
		.argv = (const char *const *)argv->list,
		.folder = where.s,
	};
	const struct pb_run run = { .commands = &command,
				    .n = 1,
				    .output = log.s };

	if (kp_path(&where, err, "%s/obj", shop->work) ||
	    kp_path(&log, err, "%s/log", shop->work))
		return -1;
	return pb_run_commands(&run, NULL, err) ? fail_compile(c, log.s, err)
						: 0;
}

static int make_parent(const char *path, struct sc_error *err)
{
	struct kp_path folder;

	if (kp_path(&folder, err, "%s", path))
		return -1;
	*strrchr(folder.s, '/') = '\0';
	return kp_make_folder(folder.s, err);
}

static int compile_variant(const struct pb_workshop *shop,
			   const struct pb_compiled *c, struct variant *v,
			   struct sc_error *err)
{
	struct pb_words argv = { 0 };
	int ret = -1;

	if (make_parent(v->object, err) ||
	    kp_path(&v->deps, err, "%s.d", v->object))
		return -1;
	if (add_words(shop, c, v, &argv))
		sc_fail(err, "out of memory");
	else
		ret = run_compiler(shop, c, &argv, err);
	pb_words_free(&argv);
	return ret;
}

int pb_compile_forms(const struct pb_workshop *shop,
		     const struct pb_shadow *shadow, struct pb_compiled *c,
		     struct sc_error *err)
{
	struct variant fixed = { .top = shadow->top, .object = c->fixed.s };
	struct variant old = { .top = shop->kernel->source,
			       .object = c->old.s,
			       .sections = true };
	struct variant new = { .top = shadow->top,
			       .object = c->new.s,
			       .sections = true };

	if (compile_variant(shop, c, &fixed, err) ||
	    compile_variant(shop, c, &old, err) ||
	    compile_variant(shop, c, &new, err))
		return -1;
	return pb_shadow_check(shadow, new.deps.s, err);
}
