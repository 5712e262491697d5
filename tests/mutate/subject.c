// SPDX-License-Identifier: GPL-2.0-only
/* An object, and what the analysis says of it before and after a mutation. */
#include "tests/mutate/mutate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/util/vec.h"

#define MAX_GROUP_INSNS 20000

static int read_file(struct mu_subject *s, struct sc_error *err)
{
	FILE *in = fopen(s->path, "rb");
	long size = -1;

	if (in && !fseek(in, 0, SEEK_END))
		size = ftell(in);
	if (size > 0) {
		rewind(in);
		s->size = (size_t)size;
		s->bytes = malloc(s->size);
	}
	if (!s->bytes || fread(s->bytes, 1, s->size, in) != s->size)
		sc_fail(err, "%s: cannot be read", s->path);
	if (in)
		fclose(in);
	return err->text[0] ? -1 : 0;
}

uint8_t *mu_subject_code(const struct mu_subject *s, uint32_t sec)
{
	/* the bytes are ours; only the image's readers must not write them */
	return (uint8_t *)(uintptr_t)s->img->secs[sec].data;
}

static struct sc_analysis *analyse_object(struct mu_subject *s,
					  struct sc_result *res,
					  struct sc_error *err)
{
	struct sc_check_options opt = { .mode = s->mode };
	struct sc_analysis *st = sc_analysis_new(s->img, &opt, s->facts, err);

	if (st && !sc_analysis_check(st, res))
		return st;
	sc_analysis_free(st);
	return NULL;
}

/* --- findings */

/* Sections may share a name: each of them may be meant. */
static bool is_in_group(const struct sc_object *obj, const struct sc_finding *f,
			uint32_t group)
{
	for (uint32_t i = 1; i < obj->img->nsecs; i++) {
		const struct sc_func *func;

		if (strcmp(obj->img->secs[i].name, f->section))
			continue;
		func = sc_func_at(obj, i, f->section_off);
		if (func && func->group == group)
			return true;
	}
	return false;
}

static void mark_findings(struct mu_subject *s)
{
	const struct sc_object *obj = s->analysis->obj;

	for (size_t i = 0; i < s->res.nfindings; i++)
		for (uint32_t k = 1; k < obj->img->nsecs; k++) {
			const struct sc_finding *f = &s->res.findings[i];
			const struct sc_func *func;

			if (strcmp(obj->img->secs[k].name, f->section))
				continue;
			func = sc_func_at(obj, k, f->section_off);
			if (func)
				s->unfit[func->group] = 1;
		}
}

static bool is_new(const struct mu_subject *s, const struct sc_finding *f)
{
	for (size_t i = 0; i < s->res.nfindings; i++) {
		const struct sc_finding *old = &s->res.findings[i];

		if (old->rule == f->rule &&
		    old->section_off == f->section_off &&
		    !strcmp(old->section, f->section))
			return false;
	}
	return true;
}

static void note(const struct mu_subject *s, const struct sc_finding *f,
		 uint32_t group, struct mu_notice *ret)
{
	bool here = is_in_group(s->analysis->obj, f, group);

	if (!is_new(s, f))
		return;
	if (!ret->here && (here || !ret->elsewhere))
		snprintf(ret->text, sizeof(ret->text), "%s+0x%llx: %s [%s]",
			 f->function, (unsigned long long)f->function_off,
			 f->message, f->rule);
	ret->here += here;
	ret->elsewhere += !here;
}

static void count_assumed(const struct mu_subject *s,
			  const struct sc_analysis *st, struct mu_notice *ret)
{
	for (uint32_t i = 0; i < st->nassumed; i++)
		if (!s->analysis->sym_noreturn[st->assumed[i].sym])
			ret->assumed++;
}

void mu_subject_check(struct mu_subject *s, uint32_t group,
		      struct mu_notice *ret)
{
	struct sc_error err = { "" };
	struct sc_result res;
	struct sc_analysis *st;

	*ret = (struct mu_notice){ 0 };
	if (sc_result_init(&res, s->path))
		return;
	st = analyse_object(s, &res, &err);
	for (size_t i = 0; st && i < res.nfindings; i++)
		note(s, &res.findings[i], group, ret);
	if (st) {
		count_assumed(s, st, ret);
	} else {
		ret->here = 1;
		snprintf(ret->text, sizeof(ret->text), "%.200s", err.text);
	}
	sc_analysis_free(st);
	sc_result_free(&res);
}

/* --- what may be mutated */

/* Code that the oracle's simple idea of control flow does not fit. */
static bool is_odd(const struct sc_object *obj, const struct sc_func *f)
{
	const uint16_t odd = SC_M_HINT | SC_M_INTRA;

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++)
		if (obj->code[f->sec].mark[i] & odd)
			return true;
	return f->ignored || f->kind == SC_FUNC_GAP;
}

static void mark_odd(struct mu_subject *s)
{
	const struct sc_object *obj = s->analysis->obj;
	uint32_t *size = calloc(obj->ngroups + 1, sizeof(*size));

	for (uint32_t i = 0; size && i < obj->nfuncs; i++) {
		const struct sc_func *f = &obj->funcs[i];

		size[f->group] += f->ninsns;
		if (is_odd(obj, f) || size[f->group] > MAX_GROUP_INSNS)
			s->unfit[f->group] = 1;
	}
	for (uint32_t i = 0; i < obj->nedges; i++) {
		const struct sc_func *f =
			sc_func_at(obj, obj->edges[i].sec, obj->edges[i].off);

		if (f && obj->edges[i].kind == SC_EDGE_GUEST)
			s->unfit[f->group] = 1;
	}
	free(size);
}

static int find_funcs(struct mu_subject *s)
{
	const struct sc_object *obj = s->analysis->obj;

	s->unfit = calloc(obj->ngroups + 1, 1);
	s->sound = calloc(obj->ngroups + 1, 1);
	if (!s->unfit || !s->sound)
		return -1;
	mark_findings(s);
	mark_odd(s);
	for (uint32_t i = 0; i < obj->nplain; i++) {
		const struct sc_func *f = &obj->funcs[i];

		if (s->unfit[f->group] || f->ninsns < 2 ||
		    (f->kind != SC_FUNC_CALLABLE && f->kind != SC_FUNC_COLD))
			continue;
		if (SC_VEC_PUSH(s->funcs, s->nfuncs, i))
			return -1;
	}
	return 0;
}

int mu_subject_open(struct mu_subject *s, const char *path, enum sc_mode mode,
		    struct sc_facts *facts, struct sc_error *err)
{
	*s = (struct mu_subject){ .path = path, .mode = mode, .facts = facts };
	if (sc_result_init(&s->res, path) || read_file(s, err))
		return -1;
	s->img = sc_image_load(path, s->bytes, s->size, NULL, err);
	if (!s->img)
		return -1;
	s->analysis = analyse_object(s, &s->res, err);
	return s->analysis ? find_funcs(s) : -1;
}

void mu_subject_close(struct mu_subject *s)
{
	sc_analysis_free(s->analysis);
	sc_image_free(s->img);
	sc_result_free(&s->res);
	free(s->bytes);
	free(s->unfit);
	free(s->sound);
	free(s->funcs);
}
