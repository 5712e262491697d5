// SPDX-License-Identifier: GPL-2.0-only
/* A finished patch module is read again, and refused if a part is not right. */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/object_read.h"
#include "kpatch/builder/plan_check.h"
#include "kpatch/builder/verify.h"
#include "kpatch/builder/verify_code.h"
#include "kpatch/builder/verify_symbols.h"
#include "kpatch/file.h"
#include "kpatch/patch_file.h"

struct verifying {
	const struct pb_plan *plan;
	const char *path, *headers;
	struct pb_object *ko;
	char *config; /* include/config/auto.conf of the headers */
	struct sc_error *err;
};

static char *read_of_headers(const struct verifying *v, const char *name)
{
	struct kp_path path;
	size_t len;

	if (kp_path(&path, v->err, "%s/%s", v->headers, name))
		return NULL;
	return kp_read_file(path.s, &len, v->err);
}

/* Whether auto.conf has the line "NAME=y". */
static bool has_option(const struct verifying *v, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = v->config; at; at = strchr(at, '\n')) {
		at += *at == '\n';
		if (!strncmp(at, name, len) && !strncmp(at + len, "=y", 2))
			return true;
	}
	return false;
}

/* --- the tables of the patch */

static const struct kp_function *find_function(const struct kp_file *file,
					       const struct pb_plan_func *func)
{
	const char *object = func->object ? func->object : "vmlinux";

	for (size_t i = 0; i < file->nobjects; i++) {
		const struct kp_object *obj = &file->objects[i];

		for (size_t k = 0; k < obj->nfunctions; k++)
			if (pb_is_same_target(obj->name, object) &&
			    !strcmp(obj->functions[k].name, func->name) &&
			    obj->functions[k].pos ==
				    (func->sympos ? func->sympos : 1))
				return &obj->functions[k];
	}
	return NULL;
}

static int verify_functions(const struct verifying *v,
			    const struct kp_file *file)
{
	for (size_t i = 0; i < v->plan->nfuncs; i++) {
		const struct pb_plan_func *func = &v->plan->funcs[i];

		if (!find_function(file, func))
			return sc_fail(
				v->err,
				"%.200s: its tables lack the function %.128s of the plan; it cannot be loaded",
				v->path, func->name);
	}
	return 0;
}

/*
 * The header that the module's vermagic comes from; kernel.release beside it has
 * another name where a distribution gives its own.
 */
static int verify_release(const struct verifying *v, const struct kp_file *file)
{
	char *text = read_of_headers(v, "include/generated/utsrelease.h");
	char line[512];
	int bad;

	if (!text)
		return -1;
	snprintf(line, sizeof(line), "#define UTS_RELEASE \"%.400s\"",
		 file->release);
	bad = !strstr(text, line);
	if (bad)
		sc_fail(v->err,
			"%.200s: it was built for kernel %.80s, but %.128s is of another one; do not load it",
			v->path, file->release, v->headers);
	free(text);
	return bad ? -1 : 0;
}

static bool is_of_format(const struct verifying *v, const struct kp_file *file)
{
	return v->plan->format == PB_PLAN_LIVEPATCH ? file->is_livepatch
						    : file->is_patch;
}

static int verify_tables(const struct verifying *v)
{
	struct kp_file file;
	int bad;

	if (kp_file_open(&file, v->path, v->err))
		return -1;
	if (!is_of_format(v, &file) || !file.all_told)
		bad = sc_fail(
			v->err,
			"%.200s: it has no whole table of what it changes; it cannot be loaded",
			v->path);
	else
		bad = verify_functions(v, &file) || verify_release(v, &file);
	kp_file_close(&file);
	return bad ? -1 : 0;
}

/* --- all of it */

static int verify_symbols(const struct verifying *v)
{
	struct pb_exports *exports;
	struct kp_path path;
	int bad;

	if (kp_path(&path, v->err, "%s/Module.symvers", v->headers))
		return -1;
	exports = pb_exports_read(path.s, v->err);
	if (!exports)
		return -1;
	bad = pb_verify_symbols(v->ko, v->plan->format, exports,
				has_option(v, "CONFIG_MODVERSIONS"), v->err);
	pb_exports_free(exports);
	if (!bad && pb_plan_needs_livepatch(v->plan) &&
	    !has_option(v, "CONFIG_LIVEPATCH"))
		bad = sc_fail(
			v->err,
			"%.200s: it needs the kernel's livepatch code, and the kernel of %.200s lacks CONFIG_LIVEPATCH",
			v->path, v->headers);
	return bad;
}

static int verify_all(const struct verifying *v)
{
	bool orc = has_option(v, "CONFIG_UNWINDER_ORC");

	if (verify_symbols(v) || pb_verify_sites(v->ko, v->err) ||
	    pb_verify_constants(v->ko, v->err))
		return -1;
	for (size_t i = 0; i < v->plan->nfuncs; i++)
		if (pb_verify_function(v->ko, v->plan->funcs[i].symbol, orc,
				       v->err))
			return -1;
	return verify_tables(v);
}

int pb_verify_module(const struct pb_plan *plan, const char *ko,
		     const char *headers, struct sc_error *err)
{
	struct verifying v = {
		.plan = plan, .path = ko, .headers = headers, .err = err
	};
	int bad = -1;

	v.config = read_of_headers(&v, "include/config/auto.conf");
	v.ko = v.config ? pb_object_read(ko, err) : NULL;
	if (v.ko)
		bad = verify_all(&v);
	pb_object_free(v.ko);
	free(v.config);
	return bad;
}
