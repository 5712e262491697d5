// SPDX-License-Identifier: GPL-2.0-only
/*
 * kbuild compiles one object of an out-of-tree module. Kernels before 6.13 do
 * that in the folder of the headers, and name the object by its whole path. Later
 * ones do it in the module's folder.
 */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/log_line.h"
#include "kpatch/builder/outside_compile.h"
#include "kpatch/builder/run_command.h"
#include "stackcheck/util/affix.h"

#define MINUTES(n) ((n)*60 * 1000LL)

/* What make is called with. */
struct make_words {
	struct kp_path folder, flags, cc, prefix;
	const char *argv[12];
};

/*
 * __FILE__ has the folder that the module was built in, not that of the copy.
 * The step on objects is left out, as its changes are not the source's.
 */
static int fill_words(const struct pb_workshop *shop, const char *object,
		      struct make_words *w, struct sc_error *err)
{
	const char *const argv[] = {
		"make",	    "-C",    shop->kernel->headers, w->folder.s,
		w->flags.s, w->cc.s, w->prefix.s,	    "objtool=true",
		object,	    NULL
	};

	memcpy(w->argv, argv, sizeof(argv));
	return kp_path(&w->folder, err, "M=%s", shop->source) ||
			       kp_path(&w->flags, err,
				       "KCFLAGS=-g0 -fmacro-prefix-map=%s/=%s/",
				       shop->source, shop->outside->source) ||
			       kp_path(&w->cc, err, "CC=%s",
				       shop->compiler->cc) ||
			       kp_path(&w->prefix, err, "CROSS_COMPILE=%s",
				       shop->compiler->prefix)
		       ? -1
		       : 0;
}

/* The compiler's own words are better than make's exit code. */
static int fail_object(const struct pb_workshop *shop, const char *object,
		       const char *log, const char *why, struct sc_error *err)
{
	char line[300];

	return sc_fail(err,
		       "%.100s of %.200s was not built through %.200s: %.300s",
		       object, shop->outside->source, shop->kernel->headers,
		       pb_log_error_line(log, line, sizeof(line)) ? line : why);
}

static int run_make(const struct pb_workshop *shop, const char *object,
		    const struct make_words *w, struct sc_error *err)
{
	/* This program may itself be run by make, with options for others. */
	static const char *const env[] = { "MAKEFLAGS=", "MFLAGS=",
					   "MAKELEVEL=", "KBUILD_OUTPUT=",
					   "KCFLAGS=",	 NULL };
	const struct pb_command make = { .argv = w->argv, .env = env };
	struct sc_error why = { "" };
	struct kp_path log;
	const struct pb_run run = { .commands = &make,
				    .n = 1,
				    .output = log.s,
				    .deadline_ms = MINUTES(20) };

	if (kp_path(&log, err, "%s/module.log", shop->work))
		return -1;
	if (pb_run_commands(&run, NULL, &why))
		return fail_object(shop, object, log.s, why.text, err);
	return 0;
}

int pb_outside_compile(const struct pb_workshop *shop, const char *object,
		       struct sc_error *err)
{
	struct make_words *w = calloc(1, sizeof(*w));
	int bad;

	if (!w)
		return sc_fail(err, "out of memory");
	bad = fill_words(shop, object, w, err) ||
	      run_make(shop, object, w, err);
	free(w);
	return bad ? -1 : 0;
}

/* --- what the command tells */

/* The last word that begins so, without that; NULL: there is none. */
static const char *find_word(const struct pb_words *words, const char *begin)
{
	const char *found = NULL;

	for (size_t i = 0; i < words->n; i++)
		if (sc_starts_with(words->list[i], begin))
			found = words->list[i] + strlen(begin);
	return found;
}

/* A macro's text without its quotes. */
static char *unquote_macro(const char *text)
{
	size_t len = strlen(text);

	if (len < 2 || *text != '"' || text[len - 1] != '"')
		return strdup(text);
	return strndup(text + 1, len - 2);
}

static int find_module(struct pb_compiled *compiled, struct sc_error *err)
{
	const struct pb_words *words = &compiled->command.argv;
	const char *name = find_word(words, "-DKBUILD_MODNAME=");

	if (!name || !find_word(words, "-DMODULE"))
		return sc_fail(err,
			       "%.200s: the module's Kbuild does not list it",
			       compiled->name);
	compiled->module = unquote_macro(name);
	return compiled->module ? 0 : sc_fail(err, "out of memory");
}

int pb_outside_check(const struct pb_workshop *shop,
		     struct pb_compiled *compiled, struct sc_error *err)
{
	const struct pb_words *words = &compiled->command.argv;
	const char *folder;

	if (find_module(compiled, err))
		return -1;
	if (strcmp(compiled->module, shop->outside->name) != 0)
		return sc_fail(
			err,
			"%.200s: it is a part of the module %.64s, not of %.200s; build a patch for each module",
			compiled->name, compiled->module, shop->outside->file);
	folder = words->n && *words->list[words->n - 1] == '/'
			 ? shop->kernel->headers
			 : shop->source;
	return kp_path(&compiled->folder, err, "%s", folder);
}
