// SPDX-License-Identifier: GPL-2.0-only
/* Compile, match, and note what does not match. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/constructors.h"
#include "kpatch/builder/kbuild_folder.h"
#include "kpatch/builder/kbuild_top.h"
#include "kpatch/builder/match_source.h"
#include "kpatch/builder/object_read.h"
#include "kpatch/builder/source.h"

int pb_matching_open(struct pb_matching *m, const struct pb_kernel *kernel,
		     const struct pb_compiler *compiler, const char *keep,
		     const struct pb_progress *progress, struct sc_error *err)
{
	*m = (struct pb_matching){ .progress = progress };
	if (pb_work_open(keep, &m->work, err)) {
		m->work = (struct pb_work_folder){ .kept = true, .lock = -1 };
		return -1;
	}
	m->shop = (struct pb_workshop){ .kernel = kernel,
					.compiler = compiler,
					.work = m->work.path.s,
					.source = kernel->source };
	return pb_workshop_set_up(&m->shop, err) ||
			       pb_kernel_side_open(kernel, &m->side, err)
		       ? -1
		       : 0;
}

void pb_matching_close(struct pb_matching *m)
{
	pb_kernel_side_close(&m->side);
	pb_work_close(&m->work);
}

static int note_function(struct pb_match_report *report, const char *name,
			 const struct pb_match_func *f)
{
	struct pb_mismatch *miss = &report->list[report->n];

	report->counts[f->kind]++;
	if (f->kind == PB_MATCH_SAME)
		return 0;
	report->n++;
	miss->kind = f->kind;
	miss->name = strdup(name);
	miss->why = strdup(f->why);
	return miss->name && miss->why ? 0 : -1;
}

static int note_all(struct pb_match_report *report, const struct pb_object *obj,
		    const struct pb_match *match)
{
	report->list = calloc(match->nfuncs + 1, sizeof(*report->list));
	for (size_t i = 0; report->list && i < match->nfuncs; i++) {
		const struct pb_match_func *f = &match->funcs[i];

		if (note_function(report, obj->syms[f->sym].name, f))
			return -1;
	}
	return report->list ? 0 : -1;
}

/* Has the kernel none of its functions? */
static bool is_absent(const struct pb_match *match)
{
	for (size_t i = 0; i < match->nfuncs; i++)
		if (match->funcs[i].kind != PB_MATCH_ABSENT)
			return false;
	return match->nfuncs;
}

static int match_object(const struct pb_workshop *shop,
			const struct pb_target *target,
			const struct pb_compiled *c,
			struct pb_match_report *report, struct sc_error *err)
{
	struct pb_object *obj = pb_object_read(c->stock.s, err);
	struct pb_match *match;
	int ret;

	if (!obj)
		return -1;
	pb_constructors_drop(obj);
	match = pb_match_object(obj, target, err);
	ret = match ? 0 : -1;
	if (match && is_absent(match))
		ret = pb_kbuild_check_reached(shop, c->name, err);
	if (!ret && note_all(report, obj, match))
		ret = sc_fail(err, "out of memory");
	pb_match_free(match);
	pb_object_free(obj);
	return ret;
}

int pb_match_source(struct pb_matching *m, const char *source,
		    struct pb_match_report *report, struct sc_error *err)
{
	const struct pb_target *target;
	struct pb_compiled c;
	int ret = -1;

	*report = (struct pb_match_report){ 0 };
	if (pb_source_get(m->shop.kernel, source, m->progress, err) ||
	    pb_compile_stock(&m->shop, source, &c, err))
		return -1;
	target = pb_kernel_side_find(&m->side, m->shop.kernel, &c, err);
	if (target) {
		report->target = target->name ? target->name : "vmlinux";
		ret = match_object(&m->shop, target, &c, report, err);
	}
	pb_compiled_free(&c);
	if (ret)
		pb_match_report_free(report);
	return ret;
}

void pb_match_report_free(struct pb_match_report *report)
{
	for (size_t i = 0; i < report->n; i++) {
		free(report->list[i].name);
		free(report->list[i].why);
	}
	free(report->list);
	*report = (struct pb_match_report){ 0 };
}

size_t pb_match_report_count(const struct pb_match_report *report)
{
	size_t n = 0;

	for (size_t i = 0; i < PB_MATCH_KINDS; i++)
		n += report->counts[i];
	return n;
}
