// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/build_config.h"
#include "kpatch/builder/build_link.h"
#include "kpatch/builder/dump.h"
#include "kpatch/builder/dump_object.h"
#include "kpatch/builder/link.h"
#include "kpatch/builder/post_link.h"
#include "kpatch/builder/tools.h"
#include "kpatch/builder/verify.h"
#include "stackcheck/util/output.h"

static int check_livepatch(const struct pb_build *b)
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

/* A kernel with versions of symbols loads no module that has none of kpatch.ko's. */
static int check_core(const struct pb_build *b)
{
	const struct pb_kernel *kernel = b->req->kernel;
	const char *core = b->req->symvers;
	char *value;

	if (core)
		return access(core, R_OK) ? sc_fail(b->err, "%.300s: %s", core,
						    strerror(errno))
					  : 0;
	value = pb_config_value(kernel->headers, "CONFIG_MODVERSIONS", NULL);
	if (!value)
		return 0;
	free(value);
	return sc_fail(
		b->err,
		"no kpatch.ko for %.100s is found; build it, and name it with --core=FILE",
		kernel->release);
}

/* The module is written at the end. That it cannot be is told at the start. */
static int check_output(const struct pb_build *b)
{
	return access(b->req->output, W_OK | X_OK)
		       ? sc_fail(b->err,
				 "%.300s: %s; -o names a folder that is there",
				 b->req->output, strerror(errno))
		       : 0;
}

int pb_build_check_tools(const struct pb_build *b)
{
	struct kp_path path;

	if (check_output(b))
		return -1;
	if (b->req->format == PB_PLAN_LIVEPATCH)
		return check_livepatch(b) || pb_find_step(&path, b->err);
	return check_core(b) || pb_find_step(&path, b->err) ||
	       pb_find_header(&path, b->err);
}

static int copy_file(const char *from, const char *to, struct sc_error *err)
{
	size_t size;
	char *bytes = kp_read_file(from, &size, err);
	int ret = bytes ? sc_output_put(to, bytes, size, err) : -1;

	free(bytes);
	return ret;
}

int pb_build_link(struct pb_build *b)
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
