// SPDX-License-Identifier: GPL-2.0-only
/*
 * A folder for kbuild is made, and kbuild is run. kbuild copies the new objects,
 * so that it runs the step on them where it does so for each object.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/glue.h"
#include "kpatch/builder/kbuild_path.h"
#include "kpatch/builder/link.h"
#include "kpatch/builder/log_line.h"
#include "kpatch/builder/plan_check.h"
#include "kpatch/builder/run_command.h"
#include "kpatch/builder/symvers.h"
#include "kpatch/builder/tools.h"
#include "stackcheck/util/output.h"

/* Names of files beside the module; no name of a module has a '-'. */
#define GLUE "kpatch-glue"
#define OBJECT "kpatch-object-"
#define SYMVERS "kpatch-symvers"

#define MAKE_ARGS 16
#define MAKE_ARG 4200

struct linking {
	const struct pb_plan *plan;
	const struct pb_link *link;
	struct kp_path folder, headers; /* absolute */
	struct kp_path header, step;
	struct sc_error *err;
};

static int resolve_folder(const char *path, struct kp_path *to,
			  struct sc_error *err)
{
	char *whole = realpath(path, NULL);
	int bad;

	if (!whole)
		return sc_fail(err, "%.256s: %s", path, strerror(errno));
	bad = kp_path(to, err, "%s", whole) || pb_kbuild_check_path(to->s, err);
	free(whole);
	return bad ? -1 : 0;
}

static int find_header(struct linking *l)
{
	const char *header = l->link->header;

	return header ? kp_path(&l->header, l->err, "%s", header)
		      : pb_find_header(&l->header, l->err);
}

static int find_parts(struct linking *l)
{
	const struct pb_link *link = l->link;
	struct kp_path path;

	if (kp_path(&path, l->err, "%s/link", link->work) ||
	    kp_make_folder(path.s, l->err) ||
	    resolve_folder(path.s, &l->folder, l->err) ||
	    resolve_folder(link->headers, &l->headers, l->err))
		return -1;
	if (l->plan->format == PB_PLAN_KPATCH && find_header(l))
		return -1;
	return link->step ? resolve_folder(link->step, &l->step, l->err)
			  : pb_find_step(&l->step, l->err);
}

/* --- the folder */

static int copy_file(const char *from, const struct linking *l,
		     const char *name)
{
	struct kp_path to;
	size_t len;
	char *bytes = kp_read_file(from, &len, l->err);
	int bad = !bytes || kp_path(&to, l->err, "%s/%s", l->folder.s, name) ||
		  sc_output_put(to.s, bytes, len, l->err);

	free(bytes);
	return bad ? -1 : 0;
}

static void write_kbuild(const struct linking *l, FILE *to)
{
	const char *name = l->plan->name;

	fprintf(to,
		"# SPDX-License-Identifier: GPL-2.0-only\n"
		"obj-m := %s.o\n%s-y := " GLUE ".o",
		name, name);
	for (size_t i = 0; i < l->plan->nobjects; i++)
		fprintf(to, " " OBJECT "%zu.o", i);
	fputs("\nkpatch_objects := $(filter " OBJECT "%, $(", to);
	fprintf(to,
		"%s-y))\n\n"
		"quiet_cmd_kpatch_object = COPY [M]  $@\n"
		"      cmd_kpatch_object = cp $< $@ $(cmd_objtool)\n"
		"$(addprefix $(obj)/,$(kpatch_objects)): $(obj)/%%.o: $(obj)/%%.new FORCE\n"
		"\t$(call if_changed,kpatch_object)\n"
		"targets += $(kpatch_objects)\n",
		name);
}

static int make_kbuild(const struct linking *l)
{
	struct sc_output out;
	struct kp_path path;

	if (kp_path(&path, l->err, "%s/Kbuild", l->folder.s) ||
	    sc_output_open(&out, path.s, l->err))
		return -1;
	write_kbuild(l, out.file);
	return sc_output_commit(&out, l->err);
}

static int copy_objects(const struct linking *l)
{
	char name[64];

	for (size_t i = 0; i < l->plan->nobjects; i++) {
		snprintf(name, sizeof(name), OBJECT "%zu.new", i);
		if (copy_file(l->plan->objects[i], l, name))
			return -1;
	}
	return 0;
}

static int fill_folder(const struct linking *l)
{
	struct kp_path path;

	if (kp_path(&path, l->err, "%s/" GLUE ".c", l->folder.s) ||
	    pb_glue_write(l->plan, path.s, l->err) || make_kbuild(l) ||
	    copy_objects(l))
		return -1;
	if (l->plan->format == PB_PLAN_KPATCH &&
	    copy_file(l->header.s, l, "kpatch.h"))
		return -1;
	if (!l->link->symvers)
		return 0;
	return kp_path(&path, l->err, "%s/" SYMVERS, l->folder.s) ||
			       pb_symvers_write(l->link->symvers, path.s,
						l->err)
		       ? -1
		       : 0;
}

/* --- make */

/* What make is called with; texts that argv points to. */
struct make_call {
	char texts[MAKE_ARGS][MAKE_ARG];
	const char *argv[MAKE_ARGS + 1];
	size_t n;
};

static void add_arg(struct make_call *call, const char *before,
		    const char *value)
{
	char *text = call->texts[call->n];

	if (!value)
		return;
	snprintf(text, MAKE_ARG, "%s%s", before, value);
	call->argv[call->n++] = text;
}

/*
 * Types of the kernel for BTF are not needed, and the program that makes them may
 * not be there. No line of debugging information means no path in the module.
 * What is exported in a namespace is plain until the link is over, and then the
 * loader's to resolve: it needs no import.
 */
static void fill_call(const struct linking *l, struct make_call *call,
		      const char *symvers)
{
	char jobs[16];

	add_arg(call, "make", "");
	add_arg(call, "-C", l->headers.s);
	add_arg(call, "M=", l->folder.s);
	add_arg(call, "objtool=", l->step.s);
	add_arg(call, "KBUILD_MODPOST_WARN=", "1");
	add_arg(call, "KBUILD_EXTRA_SYMBOLS=", symvers);
	add_arg(call, "CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS=", "y");
	add_arg(call, "CONFIG_DEBUG_INFO_BTF_MODULES=", "");
	add_arg(call, "KCFLAGS=", "-g0");
	add_arg(call, "CC=", l->link->cc);
	add_arg(call, "LD=", l->link->ld);
	add_arg(call, "CROSS_COMPILE=", l->link->cross_compile);
	snprintf(jobs, sizeof(jobs), "%u", l->link->jobs ? l->link->jobs : 1);
	add_arg(call, "-j", jobs);
	add_arg(call, "modules", "");
}

/* The first error in the log, or else what became of make. */
static void fail_link(const struct linking *l, const char *log, const char *why)
{
	char line[220];

	if (!pb_log_error_line(log, line, sizeof(line)))
		snprintf(line, sizeof(line), "%.200s", why);
	sc_fail(l->err,
		"%.64s: it could not be linked: %s; %.160s has all messages (--keep leaves it there)",
		l->plan->name, line, log);
}

/* The checks gave up on code of the patch: it could be kept out for ever. */
static int check_stacks(const struct linking *l)
{
	struct kp_path log;
	char line[300];

	if (kp_path(&log, l->err, "%s/log", l->folder.s))
		return -1;
	if (!pb_log_finding_line(log.s, line, sizeof(line)))
		return 0;
	return sc_fail(
		l->err,
		"%.64s: the stack of its code is not sure: %s; leave what is odd there to a function of the kernel that the patch calls",
		l->plan->name, line);
}

static int run_make(const struct linking *l)
{
	/* This program may itself be run by make, with options for others. */
	static const char *const env[] = { "MAKEFLAGS=", "MFLAGS=",
					   "MAKELEVEL=", "KBUILD_OUTPUT=",
					   "KCFLAGS=",	 NULL };
	struct kp_path log, symvers;
	struct pb_command make = { .env = env };
	struct pb_run run = { .commands = &make, .n = 1, .output = log.s };
	struct make_call *call = calloc(1, sizeof(*call));
	struct sc_error why = { "" };
	int bad;

	if (!call)
		return sc_fail(l->err, "out of memory");
	bad = kp_path(&log, l->err, "%s/log", l->folder.s) ||
	      kp_path(&symvers, l->err, "%s/" SYMVERS, l->folder.s);
	if (!bad) {
		fill_call(l, call, l->link->symvers ? symvers.s : NULL);
		make.argv = call->argv;
		bad = pb_run_commands(&run, NULL, &why);
		if (bad)
			fail_link(l, log.s, why.text);
	}
	free(call);
	return bad ? -1 : 0;
}

int pb_link_module(const struct pb_plan *plan, const struct pb_link *link,
		   struct kp_path *ko_ret, struct sc_error *err)
{
	struct linking l = { .plan = plan, .link = link, .err = err };

	if (pb_plan_check(plan, err) || find_parts(&l) || fill_folder(&l) ||
	    run_make(&l) || check_stacks(&l) ||
	    kp_path(ko_ret, err, "%s/%s.ko", l.folder.s, plan->name))
		return -1;
	if (!kp_exists(ko_ret->s))
		return sc_fail(
			err,
			"%.256s: kbuild ended well, but made no such file; see the file log beside it",
			ko_ret->s);
	return 0;
}
