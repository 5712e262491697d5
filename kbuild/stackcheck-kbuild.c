// SPDX-License-Identifier: GPL-2.0-only
/*
 * stackcheck-kbuild: what kbuild runs on each object instead of objtool.
 * `make objtool=/path/to/stackcheck-kbuild`; see its manual page.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kbuild/kbuild.h"
#include "stackcheck/escape.h"
#include "stackcheck/memory.h"
#include "stackcheck/process.h"
#include "stackcheck/trust_make.h"

static int fail(const struct sc_error *err)
{
	sc_escape_line(stderr, "stackcheck-kbuild: %s", err->text);
	return EXIT_FAILURE;
}

static int usage(void)
{
	fputs("usage: stackcheck-kbuild [OBJTOOL-OPTION...] OBJECT\n"
	      "Run by kbuild: make objtool=/path/to/stackcheck-kbuild\n"
	      "  STACKCHECK_WERROR=1    findings fail the build\n"
	      "  STACKCHECK_OBJTOOL     the kernel's objtool, run first\n",
	      stderr);
	return 2;
}

static struct sc_image *load(char *path, struct sc_error *err)
{
	struct sc_input input = { .path = path, .file = path };

	return sc_input_load(&input, NULL, err);
}

/* As compilers and objtool print theirs, for editors and CI to find. */
static void print_findings(const struct sc_result *res, bool werror)
{
	for (size_t i = 0; i < res->nfindings; i++) {
		const struct sc_finding *f = &res->findings[i];

		if (f->file)
			sc_escape_print(stderr, "%s:%d: ", f->file, f->line);
		sc_escape_line(stderr, "%s: %s: stackcheck: %s+0x%llx: %s [%s]",
			       res->path, werror ? "error" : "warning",
			       f->function[0] ? f->function : f->section,
			       (unsigned long long)f->function_off, f->message,
			       f->rule);
	}
}

/* vmlinux gets its table when it is linked; a module carries it. */
static int embed(const struct kb_job *job, struct sc_opened *o,
		 struct sc_error *err)
{
	struct sc_trust_table table;
	int bad;

	if (!job->module)
		return 0;
	bad = sc_trust_make(o->study, &o->res, NULL, &table, err);
	if (!bad)
		sc_trust_warn(&table, job->object);
	if (!bad && table.size)
		bad = sc_trust_embed(o->img, &table, job->object, err);
	sc_trust_table_free(&table);
	return bad;
}

static int check(const struct kb_job *job, struct kb_index *index,
		 struct sc_opened *o, struct sc_error *err)
{
	struct sc_check_options opt = { .mode = job->mode };

	if (sc_result_init(&o->res, job->object))
		return sc_fail(err, "out of memory");
	o->facts = sc_facts_known(&opt, err);
	o->img = o->facts ? load(job->object, err) : NULL;
	if (!o->img)
		return -1;
	if (kb_facts_recall(index, o->img, o->facts))
		return sc_fail(err, "out of memory");
	o->study = sc_study_new(o->img, &opt, o->facts, err);
	if (!o->study)
		return -1;
	if (sc_study_judge(o->study, &o->res))
		return sc_fail(err, "%s", o->res.error.text);
	if (kb_facts_keep(index, job, o->study, &o->res, err))
		return -1;
	return embed(job, o, err);
}

static int check_object(const struct kb_job *job)
{
	struct kb_index index;
	struct sc_opened o = { 0 };
	struct sc_error err = { "" };
	int code;

	kb_index_open(&index, job->tree);
	if (!index.words)
		sc_escape_line(stderr,
			       "%s: warning: stackcheck: %s cannot be written, "
			       "so nothing is known of other objects",
			       job->object, job->tree);
	if (check(job, &index, &o, &err)) {
		code = fail(&err);
	} else {
		print_findings(&o.res, job->werror);
		code = job->werror && o.res.nfindings ? EXIT_FAILURE
						      : EXIT_SUCCESS;
	}
	sc_opened_close(&o);
	kb_index_close(&index);
	return code;
}

int main(int argc, char **argv)
{
	struct kb_job job;
	struct sc_error err = { "" };
	int code = 0;

	if (sc_process_begin())
		return EXIT_FAILURE;
	if (kb_job_parse(&job, argc, argv))
		return usage();
	if (job.objtool)
		code = kb_objtool_run(&job, &err);
	if (code < 0)
		return fail(&err);
	if (!code)
		code = check_object(&job);
	if (!code && sc_memory_failed())
		return fail(&(struct sc_error){ "out of memory" });
	return code;
}
