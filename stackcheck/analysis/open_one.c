// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/open_one.h"

#include <string.h>

#include "stackcheck/analysis/data_text.h"
#include "stackcheck/util/escape.h"

static int fill(struct sc_facts *facts, const struct sc_check_options *opt,
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
	} else if (fill(facts, opt, err)) {
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
			"%s: holds %zu objects; give one of them by itself (`ar x` extracts those of an archive)",
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
	if (find_one(o, path, err))
		return -1;
	o->facts = sc_facts_known(opt, err);
	if (!o->facts)
		return -1;
	o->img = sc_input_load(&o->inputs.items[0], &how, err);
	if (!o->img)
		return -1;
	o->study = sc_study_new(o->img, opt, o->facts, err);
	if (!o->study)
		return -1;
	if (sc_study_judge(o->study, &o->res))
		return sc_fail(err, "%s", o->res.error.text);
	return 0;
}

void sc_opened_close(struct sc_opened *o)
{
	sc_study_free(o->study);
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
			"%s: warning: it has no signature, as %s has; sign it again",
			out, o->img->path);
}

int sc_opened_is_whole(const struct sc_opened *o, const char *path,
		       struct sc_error *err)
{
	const struct sc_input *input = &o->inputs.items[0];

	if (input->offset)
		return sc_fail(
			err,
			"%s: an archive: extract the member (`ar x`), or name -o OUT",
			path);
	if (strcmp(input->file, path))
		return sc_fail(
			err,
			"%s: a folder or a thin archive: name the object in it, %s, or name -o OUT",
			path, input->file);
	if (o->img->packed)
		return sc_fail(err,
			       "%s: packed: unpack it first, or name -o OUT",
			       path);
	if (o->img->has_signature)
		return sc_fail(
			err,
			"%s: signed: the signature would be lost; name -o OUT, and sign that",
			path);
	return 0;
}
