// SPDX-License-Identifier: GPL-2.0-only
/*
 * stackcheck-kbuild: what kbuild runs on each object instead of objtool.
 * `make objtool=/path/to/stackcheck-kbuild`; see its manual page.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kbuild/alone.h"
#include "kbuild/facts.h"
#include "kbuild/index.h"
#include "kbuild/job.h"
#include "kbuild/kbuild.h"
#include "stackcheck/analysis/assumptions.h"
#include "stackcheck/checker/rules/noreturn_assumed.h"
#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/elf_writer/elf_write.h"
#include "stackcheck/orc/generate.h"
#include "stackcheck/trust/embed.h"
#include "stackcheck/trust/table.h"
#include "stackcheck/trust/write.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/library.h"
#include "stackcheck/util/memory.h"
#include "stackcheck/util/process.h"
#include "kbuild/keep.h"

static int print_error(const struct sc_error *err)
{
	sc_escape_line(stderr, "stackcheck-kbuild: %s", err->text);
	return EXIT_FAILURE;
}

static int print_usage(void)
{
	fputs("usage: stackcheck-kbuild [OBJTOOL-OPTION...] OBJECT\n"
	      "Run by kbuild: make objtool=/path/to/stackcheck-kbuild\n"
	      "  STACKCHECK_WERROR=1    findings fail the build\n"
	      "  STACKCHECK_OBJTOOL     the kernel's objtool, run first; none: the step\n"
	      "                         does what the options ask for, or refuses\n",
	      stderr);
	return 2;
}

static struct sc_image *load_object(const struct kb_job *job,
				    struct sc_error *err)
{
	/* objtool has put its result there */
	char *path = (char *)(job->alone ? job->object : job->out);
	struct sc_input input = { .path = path, .file = path };
	struct sc_image_options opt = { .version = job->version };

	return sc_input_load(&input, &opt, err);
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

/* One object on its way: make's wishes, and what is known of others. */
struct step {
	const struct kb_job *job;
	struct kb_others others;
	struct kb_index index;
	struct sc_opened o;
	struct kb_alone alone;
	struct sc_trust_table table;
	struct sc_orc_maker orc; /* what the analysis told, if ORC is asked for */
	bool stale; /* other objects have to be made anew */
};

/* Code that took for granted what others' facts contradict. */
static void report_places(struct step *s)
{
	size_t n = 0;
	const struct sc_assumption *a =
		sc_facts_assumptions(s->others.places, &n);

	for (size_t i = 0; i < n; i++) {
		struct sc_place place = { .section = a[i].section,
					  .function = a[i].function,
					  .section_off = a[i].off,
					  .function_off = a[i].function_off,
					  .group = UINT32_MAX };
		struct sc_assumed_use use = { .callee = a[i].name,
					      .made = true };

		sc_report_assumed(&s->o.res, &place, &use);
	}
}

static void free_analysis(struct step *s)
{
	sc_trust_table_free(&s->table);
	s->table = (struct sc_trust_table){ 0 };
	sc_orc_maker_free(&s->orc);
	sc_analysis_free(s->o.analysis);
	s->o.analysis = NULL;
	sc_facts_free(s->o.facts);
	s->o.facts = NULL;
	sc_result_reset(&s->o.res);
}

static int analyse_object(struct step *s, struct sc_error *err)
{
	struct sc_check_options opt = { .mode = s->job->mode,
					.mitigations = s->job->mitigations };
	struct sc_opened *o = &s->o;

	free_analysis(s);
	if (s->job->alone && kb_is_asked(&s->job->request, KB_ORC)) {
		opt.sink = &sc_orc_sink;
		opt.sink_ctx = &s->orc;
	}
	o->facts = sc_facts_known(&opt, err);
	if (!o->facts ||
	    kb_facts_recall(s->job, o->img, &s->others, o->facts, err))
		return -1;
	o->analysis = sc_analysis_new(o->img, &opt, o->facts, err);
	if (!o->analysis)
		return -1;
	if (sc_analysis_check(o->analysis, &o->res))
		return sc_fail(err, "%s", o->res.error.text);
	report_places(s);
	/* vmlinux gets its table when it is linked; a module carries it */
	return s->job->module ? sc_trust_make(o->analysis, &o->res, NULL,
					      &s->table, err)
			      : 0;
}

/* All that is added to the object, in one go. */
static int write_object(struct step *s, struct sc_error *err)
{
	struct sc_edit edit;
	int bad =
		sc_edit_begin(&edit, s->o.img, err) ||
		(s->job->alone &&
		 kb_alone_add(&s->alone, s->job, s->o.analysis, &edit, err)) ||
		(s->table.size && sc_trust_add_section(&edit, &s->table, err));

	if (!bad && s->job->alone)
		bad = kb_alone_backup(s->job, s->o.img, err);
	if (!bad && (s->job->alone || s->table.size))
		bad = sc_edit_write(&edit, s->job->out, err);
	sc_edit_free(&edit);
	return bad ? -1 : 0;
}

/* With the index locked: 1 if the object has to be analysed again. */
static int verify_and_keep(struct step *s, struct sc_error *err)
{
	struct sc_opened *o = &s->o;
	int again = kb_facts_verify(&s->index, s->job, o->analysis, &s->others,
				    err);

	if (again)
		return again;
	if (kb_facts_keep(&s->index, s->job, o->analysis, &o->res, &s->stale,
			  err))
		return -1;
	/* whoever looks at this object next must see the table with the facts */
	return write_object(s, err);
}

static int check_until_stable(struct step *s, struct sc_error *err)
{
	int again = 1;

	if (sc_result_init(&s->o.res, s->job->object))
		return sc_fail(err, "out of memory");
	s->o.res.detail = SC_DETAIL_LINE;
	s->o.img = load_object(s->job, err);
	if (!s->o.img || kb_others_init(&s->others, err) ||
	    (s->job->alone &&
	     kb_alone_prepare(&s->alone, s->job, s->o.img, err)))
		return -1;
	s->o.img->transient = true;
	while (again > 0) {
		if (analyse_object(s, err) ||
		    kb_facts_lock(&s->index, s->job, err))
			return -1;
		again = verify_and_keep(s, err);
		kb_index_unlock(&s->index);
	}
	sc_trust_warn(&s->table, s->job->object);
	return again;
}

static int check_object(const struct kb_job *job)
{
	struct step s = { .job = job };
	struct sc_error err = { "" };
	int code = EXIT_SUCCESS;

	if (check_until_stable(&s, &err)) {
		code = print_error(&err);
	} else {
		print_findings(&s.o.res, job->werror);
		if (s.stale || (job->werror && s.o.res.nfindings))
			code = EXIT_FAILURE;
	}
	kb_alone_free(&s.alone);
	kb_others_free(&s.others);
	sc_trust_table_free(&s.table);
	sc_orc_maker_free(&s.orc);
	sc_opened_close(&s.o);
	return code;
}

int main(int argc, char **argv)
{
	struct kb_job job;
	struct sc_error err = { "" };
	int code = 0;

	if (sc_process_begin())
		return EXIT_FAILURE;
	code = kb_job_parse(&job, argc, argv, &err);
	if (code)
		return code > 0 ? print_usage() : print_error(&err);
	if (job.objtool)
		code = kb_objtool_run(&job, &err);
	if (code < 0)
		return print_error(&err);
	if (!code)
		code = check_object(&job);
	if (!code && sc_memory_failed())
		return print_error(&(struct sc_error){ "out of memory" });
	if (!code && sc_library_fail(&err))
		return print_error(&err);
	return code;
}
