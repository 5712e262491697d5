// SPDX-License-Identifier: GPL-2.0-only
/* The order of the stages, and what goes from one to the next. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kpatch/builder/build.h"
#include "kpatch/builder/build_link.h"
#include "kpatch/builder/build_plan.h"
#include "kpatch/builder/build_priv.h"
#include "kpatch/builder/build_sources.h"
#include "kpatch/builder/dump.h"
#include "kpatch/builder/kbuild_top.h"
#include "kpatch/builder/kbuild_twice.h"
#include "kpatch/builder/kept_forms.h"
#include "kpatch/builder/warnings.h"
#include "kpatch/builder/work_folder.h"

/* A diff is read more than once, and must have an end. */
static int check_patches(const struct pb_build *b)
{
	for (size_t i = 0; i < b->req->npatches; i++) {
		const char *path = b->req->patches[i];
		struct stat st;

		if (stat(path, &st))
			return sc_fail(b->err, "%.300s: %s", path,
				       strerror(errno));
		if (!S_ISREG(st.st_mode))
			return sc_fail(
				b->err,
				"%.300s: not a regular file; put the diff into one",
				path);
	}
	return 0;
}

static int warn_left_out(struct pb_build *b)
{
	for (size_t i = 0; i < b->changes.left_out.n; i++)
		if (pb_warnings_add(&b->result->warnings, &b->result->nwarnings,
				    b->err, "%s", b->changes.left_out.list[i]))
			return -1;
	return 0;
}

static int apply_patches(struct pb_build *b)
{
	const struct pb_changes_from from = {
		.source = b->shop.source,
		.kernel = b->shop.outside ? NULL : b->req->kernel,
		.fuzz = b->req->fuzz,
		.progress = b->req->progress,
	};
	struct kp_path top;

	for (size_t i = 0; i < b->req->npatches; i++)
		if (pb_changes_add(&b->changes, &from, b->req->patches[i],
				   b->err))
			return -1;
	return warn_left_out(
		       b) || kp_path(&top, b->err, "%s/shadow", b->shop.work) ||
			       pb_shadow_make(b->shop.source, top.s, &b->shadow,
					      b->err) ||
			       pb_changes_put(&b->changes, &b->shadow,
					      b->err) ||
			       pb_dump_changes(b->req->keep, &b->changes,
					       b->err) ||
			       pb_dump_lines(b->req->keep, &b->shadow, b->err)
		       ? -1
		       : 0;
}

/* Files of two modules may have the same name: "loop.ko/main.c". */
static int note_source(struct pb_build *b, const char *source)
{
	const char *module = b->outside.name;
	struct kp_path name;

	if (kp_path(&name, b->err, "%s%s%s", module ? module : "",
		    module ? ".ko/" : "", source))
		return -1;
	return pb_plan_add_source(b->result->plan, name.s)
		       ? sc_fail(b->err, "out of memory")
		       : 0;
}

/* One changed source, compiled. */
struct built_unit {
	struct pb_compiled compiled;
	bool is_compiled, same;
};

static int compile_source(struct pb_build *b, const struct pb_unit_job *job,
			  const char *source, struct built_unit *unit)
{
	if (note_source(b, source))
		return -1;
	pb_progress_tell(b->req->progress, "compiling %s", source);
	if (pb_unit_compile(job, source, &unit->compiled, &unit->same, b->err))
		return -1;
	unit->is_compiled = true;
	return 0;
}

/* All are compiled first, so that each may use what is new in another. */
static int build_all(struct pb_build *b, const struct pb_unit_job *job,
		     struct built_unit *units)
{
	for (size_t i = 0; i < b->sources.n; i++)
		if (compile_source(b, job, b->sources.list[i], &units[i]))
			return -1;
	for (size_t i = 0; i < b->sources.n; i++)
		if (!units[i].same &&
		    pb_unit_build(job, &units[i].compiled, b->err))
			return -1;
	return 0;
}

static int build_units(struct pb_build *b)
{
	struct built_unit *units = calloc(b->sources.n + 1, sizeof(*units));
	struct pb_cross cross = { 0 };
	const struct pb_unit_job job = { .shop = &b->shop,
					 .shadow = &b->shadow,
					 .kernel = &b->kernel,
					 .cross = &cross,
					 .dump = b->req->keep,
					 .result = b->result };
	int ret = units ? build_all(b, &job, units)
			: sc_fail(b->err, "out of memory");

	for (size_t i = 0; units && i < b->sources.n; i++)
		if (units[i].is_compiled)
			pb_compiled_free(&units[i].compiled);
	free(units);
	pb_cross_free(&cross);
	return ret;
}

/* What is compiled: the kernel's source, or that of an out-of-tree module. */
static int find_source(struct pb_build *b)
{
	const struct pb_request *req = b->req;

	if (!req->module_source) {
		b->shop.source = req->kernel->source;
		return 0;
	}
	if (pb_outside_open(&b->outside, req->module, req->module_source,
			    req->kernel->release, b->shop.work, b->err))
		return -1;
	b->shop.source = b->outside.copy.s;
	b->shop.outside = &b->outside;
	return 0;
}

/* An out-of-tree module is compiled through the headers as they are. */
static int set_up_workshop(struct pb_build *b)
{
	return b->shop.outside ? 0 : pb_workshop_set_up(&b->shop, b->err);
}

/* What the compiled objects are compared with. */
static int open_kernel(struct pb_build *b)
{
	if (pb_kernel_side_open(b->req->kernel, &b->kernel, b->err))
		return -1;
	return b->shop.outside ? pb_kernel_side_add(&b->kernel, b->outside.file,
						    b->outside.name, b->err)
			       : 0;
}

/* Module.symvers has the path of a module; the user knows its name. */
static int warn_needs(struct pb_build *b)
{
	struct pb_result *result = b->result;

	for (size_t i = 0; i < result->plan->nneeds; i++) {
		const char *path = result->plan->needs[i];
		const char *slash = strrchr(path, '/');

		if (pb_warnings_add(
			    &result->warnings, &result->nwarnings, b->err,
			    "the patch uses exports of %s, which must be loaded before it, and stays loaded with it",
			    slash ? slash + 1 : path))
			return -1;
	}
	return 0;
}

static int run_stages(struct pb_build *b)
{
	if (pb_build_check_tools(b) || check_patches(b) || find_source(b) ||
	    apply_patches(b) || pb_build_begin_plan(b) || set_up_workshop(b) ||
	    open_kernel(b) || pb_build_find_sources(b) ||
	    pb_kbuild_check_twice(&b->shop, &b->sources, b->err) ||
	    build_units(b))
		return -1;
	return warn_needs(b) || (b->result->plan->nfuncs && pb_build_link(b))
		       ? -1
		       : 0;
}

int pb_build(const struct pb_request *request, struct pb_result *result,
	     struct sc_error *err)
{
	struct pb_build b = { .req = request, .result = result, .err = err };
	struct pb_work_folder work;
	int ret;

	*result = (struct pb_result){ 0 };
	if (pb_work_open(request->keep, &work, err))
		return -1;
	b.shop =
		(struct pb_workshop){ .kernel = request->kernel,
				      .compiler = request->compiler,
				      .work = work.path.s,
				      .jobs = request->jobs,
				      .changed_types = request->changed_types };
	if (!request->module_source &&
	    !pb_kept_folder(request->kernel, &b.forms))
		b.shop.forms = b.forms.s;
	ret = run_stages(&b);
	pb_kernel_side_close(&b.kernel);
	pb_shadow_free(&b.shadow);
	pb_changes_free(&b.changes);
	pb_outside_close(&b.outside);
	pb_words_free(&b.sources);
	pb_work_close(&work);
	if (ret)
		pb_result_free(result);
	return ret;
}

void pb_result_free(struct pb_result *result)
{
	for (size_t i = 0; i < result->nwarnings; i++)
		free(result->warnings[i]);
	free(result->warnings);
	pb_plan_free(result->plan);
	free(result->path);
	*result = (struct pb_result){ 0 };
}
