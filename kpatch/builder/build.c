// SPDX-License-Identifier: GPL-2.0-only
/* The order of the stages, and what goes from one to the next. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kpatch/builder/build.h"
#include "kpatch/builder/build_config.h"
#include "kpatch/builder/changes.h"
#include "kpatch/builder/compile.h"
#include "kpatch/builder/dump.h"
#include "kpatch/builder/dump_object.h"
#include "kpatch/builder/header_users.h"
#include "kpatch/builder/kbuild_top.h"
#include "kpatch/builder/kept_forms.h"
#include "kpatch/builder/link.h"
#include "kpatch/builder/post_link.h"
#include "kpatch/builder/run_command.h"
#include "kpatch/builder/tools.h"
#include "kpatch/builder/unit_build.h"
#include "kpatch/builder/verify.h"
#include "kpatch/builder/work_folder.h"
#include "stackcheck/util/output.h"

/* One build in progress. */
struct build {
	const struct pb_request *req;
	struct pb_workshop shop;
	struct kp_path forms;
	struct pb_outside outside; /* if the request has one */
	struct pb_changes changes;
	struct pb_shadow shadow;
	struct pb_kernel_side kernel;
	struct pb_words sources; /* whose objects may change */
	struct pb_result *result;
	struct sc_error *err;
};

/* --- names */

/*
 * "kpatch_" and the name of the first diff, with "_" for what a module's name
 * cannot have. The kernel has no module that is called so.
 */
static char *name_module(const struct pb_request *req)
{
	const char *file = strrchr(req->patches[0], '/');
	char *name;

	if (req->name)
		return strdup(req->name);
	file = file ? file + 1 : req->patches[0];
	if (asprintf(&name, "kpatch_%.*s", (int)strcspn(file, "."), file) < 0)
		return NULL;
	for (char *c = name; *c; c++)
		if (!isalnum((unsigned char)*c))
			*c = '_';
	return name;
}

/* SHA-256 of the diffs, one behind the other. */
static char *hash_patches(const struct pb_request *req, struct sc_error *err)
{
	static const char *const sum[] = { "sha256sum", NULL };
	const char **cat = calloc(req->npatches + 3, sizeof(*cat));
	struct pb_command commands[] = { { .argv = cat }, { .argv = sum } };
	const struct pb_run run = { .commands = commands, .n = 2 };
	char *text = NULL;

	if (!cat) {
		sc_fail(err, "out of memory");
		return NULL;
	}
	cat[0] = "cat";
	cat[1] = "--";
	for (size_t i = 0; i < req->npatches; i++)
		cat[i + 2] = req->patches[i];
	if (pb_run_commands(&run, &text, err))
		text = NULL;
	free(cat);
	if (text)
		text[strcspn(text, " \n")] = '\0';
	return text;
}

static int begin_plan(struct build *b)
{
	struct pb_plan *plan = b->result->plan = pb_plan_new();

	if (!plan)
		return sc_fail(b->err, "out of memory");
	plan->format = b->req->format;
	plan->name = name_module(b->req);
	plan->build_id = strdup(b->req->kernel->build_id);
	plan->diff_hash = hash_patches(b->req, b->err);
	if (!plan->diff_hash)
		return -1;
	return plan->name && plan->build_id ? 0
					    : sc_fail(b->err, "out of memory");
}

/* --- the stages */

/* A diff is read more than once, and must have an end. */
static int check_patches(const struct build *b)
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

static int apply_patches(struct build *b)
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
	return kp_path(&top, b->err, "%s/shadow", b->shop.work) ||
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
static int note_source(struct build *b, const char *source)
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

static int build_source(struct build *b, const char *source)
{
	struct pb_unit_job job = { .shop = &b->shop,
				   .shadow = &b->shadow,
				   .kernel = &b->kernel,
				   .source = source,
				   .dump = b->req->keep,
				   .result = b->result };

	if (note_source(b, source))
		return -1;
	pb_progress_tell(b->req->progress, "compiling %s", source);
	return pb_unit_build(&job, b->err);
}

static int add_source(struct pb_words *sources, const char *source)
{
	for (size_t i = 0; i < sources->n; i++)
		if (!strcmp(sources->list[i], source))
			return 0;
	return pb_words_add(sources, source);
}

/* Sources that change, and behind them those that include what changes. */
static int find_sources(struct build *b)
{
	const struct pb_header_job job = { .shop = &b->shop,
					   .changes = &b->changes,
					   .shadow = &b->shadow,
					   .most = b->req->most_objects,
					   .progress = b->req->progress };
	struct pb_words users = { 0 };
	int ret;

	for (size_t i = 0; i < b->changes.n; i++) {
		const struct pb_changed_file *file = &b->changes.files[i];

		if (pb_is_header(file->path) && b->shop.outside)
			return sc_fail(
				b->err,
				"%.300s: a change of a header of a module that is not of the kernel's tree is not supported; write the new code into the files that use it",
				file->path);
		if (pb_is_header(file->path))
			continue;
		if (file->deleted)
			return sc_fail(
				b->err,
				"%.300s: a patch cannot take a source file away",
				file->path);
		if (add_source(&b->sources, file->path))
			return sc_fail(b->err, "out of memory");
	}
	ret = pb_headers_find_users(&job, &users, b->err);
	for (size_t i = 0; !ret && i < users.n; i++)
		if (add_source(&b->sources, users.list[i]))
			ret = sc_fail(b->err, "out of memory");
	pb_words_free(&users);
	return ret;
}

static int build_units(struct build *b)
{
	for (size_t i = 0; i < b->sources.n; i++)
		if (build_source(b, b->sources.list[i]))
			return -1;
	return 0;
}

static int copy_file(const char *from, const char *to, struct sc_error *err)
{
	size_t size;
	char *bytes = kp_read_file(from, &size, err);
	int ret = bytes ? sc_output_put(to, bytes, size, err) : -1;

	free(bytes);
	return ret;
}

static int link_module(struct build *b)
{
	const struct pb_link link = {
		.headers = b->req->kernel->headers,
		.work = b->shop.work,
		.symvers = b->req->symvers,
		.cc = b->req->compiler->cc,
		.ld = b->req->compiler->ld,
		.cross_compile = b->req->compiler->prefix,
		.jobs = b->req->jobs,
	};
	struct pb_plan *plan = b->result->plan;
	struct kp_path linked, out;

	pb_progress_tell(b->req->progress, "linking %s.ko", plan->name);
	if (pb_link_module(plan, &link, &linked, b->err) ||
	    pb_dump_module(b->req->keep, "link", linked.s, b->err) ||
	    kp_path(&out, b->err, "%s/%s.ko", b->req->output, plan->name) ||
	    pb_post_link(plan, linked.s, linked.s, b->err) ||
	    pb_dump_module(b->req->keep, "post-link", linked.s, b->err) ||
	    pb_verify_module(plan, linked.s, link.headers, b->err) ||
	    pb_dump_verified(b->req->keep, plan, b->err) ||
	    copy_file(linked.s, out.s, b->err))
		return -1;
	b->result->path = strdup(out.s);
	return b->result->path ? 0 : sc_fail(b->err, "out of memory");
}

static int check_livepatch(const struct build *b)
{
	const struct pb_kernel *kernel = b->req->kernel;
	char *value =
		pb_config_value(kernel->headers, "CONFIG_LIVEPATCH", NULL);

	if (!value)
		return sc_fail(
			b->err,
			"%.100s has no livepatch code of its own (CONFIG_LIVEPATCH); leave --format=livepatch out",
			kernel->release);
	free(value);
	return 0;
}

/* What is missing is told before the long work begins. */
static int check_tools(struct build *b)
{
	struct kp_path path;

	if (b->req->format == PB_PLAN_LIVEPATCH)
		return check_livepatch(b) || pb_find_step(&path, b->err);
	return pb_find_step(&path, b->err) || pb_find_header(&path, b->err);
}

/* What is compiled: the kernel's source, or that of an out-of-tree module. */
static int find_source(struct build *b)
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
static int set_up_workshop(struct build *b)
{
	return b->shop.outside ? 0 : pb_workshop_set_up(&b->shop, b->err);
}

/* What the compiled objects are compared with. */
static int open_kernel(struct build *b)
{
	if (pb_kernel_side_open(b->req->kernel, &b->kernel, b->err))
		return -1;
	return b->shop.outside ? pb_kernel_side_add(&b->kernel, b->outside.file,
						    b->outside.name, b->err)
			       : 0;
}

static int run_stages(struct build *b)
{
	if (check_tools(b) || check_patches(b) || find_source(b) ||
	    apply_patches(b) || begin_plan(b) || set_up_workshop(b) ||
	    open_kernel(b) || find_sources(b) || build_units(b))
		return -1;
	return b->result->plan->nfuncs ? link_module(b) : 0;
}

int pb_build(const struct pb_request *request, struct pb_result *result,
	     struct sc_error *err)
{
	struct build b = { .req = request, .result = result, .err = err };
	struct pb_work_folder work;
	int ret;

	*result = (struct pb_result){ 0 };
	if (pb_work_open(request->keep, &work, err))
		return -1;
	b.shop = (struct pb_workshop){ .kernel = request->kernel,
				       .compiler = request->compiler,
				       .work = work.path.s,
				       .jobs = request->jobs };
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
