// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/facts_file.h"
#include "stackcheck/analysis/open_one.h"

#include <string.h>

#include "stackcheck/analysis/data_text.h"
#include "stackcheck/util/escape.h"

static int fill_known_facts(struct sc_facts *facts,
			    const struct sc_check_options *opt,
			    struct sc_error *err)
{
	if (sc_facts_parse_names(facts, sc_noreturn_text))
		return sc_fail(err, "out of memory");
	for (size_t i = 0; i < opt->n_noreturn_files; i++)
		if (sc_facts_read_names(facts, opt->noreturn_files[i], err))
			return -1;
	return opt->facts ? sc_facts_load(facts, opt->facts, err) : 0;
}

struct sc_facts *sc_facts_known(const struct sc_check_options *opt,
				struct sc_error *err)
{
	struct sc_facts *facts = sc_facts_new();

	if (!facts) {
		sc_fail(err, "out of memory");
	} else if (fill_known_facts(facts, opt, err)) {
		sc_facts_free(facts);
		facts = NULL;
	}
	return facts;
}

static void keep_first(void *ctx, const char *path, const char *why)
{
	struct sc_error *first = ctx;

	if (!first->text[0])
		sc_fail(first, "%s: %s", path, why);
}

static void tell_skipped(void *ctx, const char *path, const char *why)
{
	(void)ctx;
	sc_complain("%s: skipped: %s", path, why);
}

static int find_one(struct sc_opened *o, char *path, struct sc_error *err)
{
	struct sc_error bad = { "" };
	struct sc_input_sink sink = { .bad = keep_first,
				      .skipped = tell_skipped,
				      .ctx = &bad };

	if (sc_inputs_collect(&path, 1, &o->inputs, &sink))
		return sc_fail(err, "out of memory");
	if (bad.text[0])
		return sc_fail(err, "%s", bad.text);
	if (o->inputs.count != 1)
		return sc_fail(
			err,
			"%s: one object is wanted, and this holds %zu; name one of them (`ar x` extracts those of an archive)",
			path, o->inputs.count);
	return 0;
}

int sc_opened_open(struct sc_opened *o, char *path,
		   const struct sc_check_options *opt, struct sc_error *err)
{
	struct sc_image_options how = { .symbols = opt->symbols };

	memset(o, 0, sizeof(*o));
	if (sc_result_init(&o->res, path))
		return sc_fail(err, "out of memory");
	o->res.detail = opt->detail;
	if (find_one(o, path, err))
		return -1;
	o->facts = sc_facts_known(opt, err);
	if (!o->facts)
		return -1;
	o->img = sc_input_load(&o->inputs.items[0], &how, err);
	if (!o->img)
		return -1;
	o->analysis = sc_analysis_new(o->img, opt, o->facts, err);
	if (!o->analysis)
		return -1;
	if (sc_analysis_check(o->analysis, &o->res))
		return sc_fail(err, "%s", o->res.error.text);
	return 0;
}

void sc_opened_close(struct sc_opened *o)
{
	sc_analysis_free(o->analysis);
	if (o->img)
		sc_image_free(o->img);
	sc_facts_free(o->facts);
	sc_result_free(&o->res);
	sc_inputs_free(&o->inputs);
}

void sc_opened_warn_unsigned(const struct sc_opened *o, const char *out)
{
	if (o->img->has_signature && !o->img->linked)
		sc_complain(
			"%s: warning: the signature of %s is not in it; sign it again",
			out, o->img->path);
}

int sc_opened_is_whole(const struct sc_opened *o, const char *path,
		       struct sc_error *err)
{
	const struct sc_input *input = &o->inputs.items[0];

	if (input->offset)
		return sc_fail(
			err,
			"%s: cannot embed in an archive; nothing was changed; extract the member (`ar x`), or use -o OUT",
			path);
	if (strcmp(input->file, path))
		return sc_fail(
			err,
			"%s: cannot embed in a folder or a thin archive; nothing was changed; name the object %s, or use -o OUT",
			path, input->file);
	if (o->img->packed)
		return sc_fail(
			err,
			"%s: cannot embed in a packed file; nothing was changed; unpack it first, or use -o OUT",
			path);
	if (o->img->has_signature)
		return sc_fail(
			err,
			"%s: embedding would remove the signature; nothing was changed; use -o OUT, and sign OUT",
			path);
	return 0;
}
