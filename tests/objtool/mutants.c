// SPDX-License-Identifier: GPL-2.0-only
/*
 * mutants --family=RULE --words=REGEX --theirs=COMMAND --ours=COMMAND
 *         --work=DIR [--seed=N] [--count=N] [--all] OBJECT...
 *
 * Make mistakes of a kind in objects, one at a time, until theirs has noticed
 * COUNT of them. Each is run in DIR, with the name of the
 * mutant behind it. It notices the mutant if it prints a line of the family
 * that it does not print of the object as it is: one with REGEX, or with
 * [RULE] if it is ours. Exit code 1 if ours missed any that theirs noticed.
 */
#include <getopt.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/facts_file.h"
#include "stackcheck/util/vec.h"
#include "tests/objtool/mutants.h"

#define NKINDS 4
#define TRIES 30 /* for each mutant that is wanted */

/* One of the two programs. */
struct tool {
	const char *command;
	regex_t words;
	char **before; /* by object: its lines there */
};

struct sites {
	struct mt_site *list;
	size_t n;
};

struct trial {
	const struct mt_family *family;
	const char *work;
	unsigned long want, tries;
	bool show_all;
	struct tool theirs, ours;
	struct mu_rng rng;
	struct sc_facts *facts;
	struct mu_subject **subjects;
	size_t nsubjects;
	struct sites sites[NKINDS];
	unsigned long both, alone, missed, neither;
};

static int give_up(const char *what)
{
	fprintf(stderr, "mutants: %s\n", what);
	exit(2);
}

/* --- the programs */

static void write_object(const struct trial *s, const struct mu_subject *subj)
{
	char path[4096];
	FILE *out;

	snprintf(path, sizeof(path), "%s/object.o", s->work);
	out = fopen(path, "wb");
	if (!out || fwrite(subj->bytes, 1, subj->size, out) != subj->size ||
	    fclose(out))
		give_up("an object cannot be written");
}

/* All that the tool prints of object.o; the caller frees it. */
static char *run_tool(const struct trial *s, const struct tool *tool)
{
	char command[8192], *text = NULL;
	size_t size = 0;
	FILE *in;

	snprintf(command, sizeof(command), "cd '%s' && %s object.o 2>&1",
		 s->work, tool->command);
	in = popen(command, "r");
	if (!in || (getdelim(&text, &size, '\0', in) < 0 && !feof(in)))
		give_up("a command cannot be run");
	pclose(in);
	return text && size ? text : strdup("");
}

/* Is the line one of @text? */
static bool has_line(const char *text, const char *line)
{
	size_t len = strlen(line);

	for (const char *at = text; (at = strstr(at, line)); at += len)
		if ((at == text || at[-1] == '\n') &&
		    (!at[len] || at[len] == '\n'))
			return true;
	return false;
}

/* The first line of the family that was not there before; the caller frees it. */
static char *find_notice(const struct trial *s, struct tool *tool,
			 uint32_t subject)
{
	char *text = run_tool(s, tool), *rest = text, *line, *found = NULL;

	while (!found && (line = strsep(&rest, "\n")))
		if (!regexec(&tool->words, line, 0, NULL, 0) &&
		    !has_line(tool->before[subject], line))
			found = strdup(line);
	free(text);
	return found;
}

/* --- one mutant */

static void swap_bytes(struct mu_subject *subj, struct mt_mutant *m)
{
	for (unsigned int i = 0; i < m->nedits; i++) {
		struct mt_edit *e = &m->edits[i];
		uint8_t old[sizeof(e->bytes)];

		memcpy(old, subj->bytes + e->at, e->len);
		memcpy(subj->bytes + e->at, e->bytes, e->len);
		memcpy(e->bytes, old, e->len);
	}
}

static void tell(const struct trial *s, const struct mt_site *site,
		 const char *what, const char *notice)
{
	const struct mu_subject *subj = s->subjects[site->subject];
	const struct sc_func *f =
		sc_func_at(subj->analysis->obj, site->sec, site->off);

	printf("%s %s: %s+0x%x (%s+0x%x) [%s]\n    %s\n", what, subj->path,
	       subj->img->secs[site->sec].name, site->off, f ? f->name : "?",
	       site->off - (f ? f->start : 0),
	       s->family->kinds[site->kind].name, notice);
}

static void count(struct trial *s, const struct mt_site *site,
		  const char *theirs, const char *ours)
{
	s->both += theirs && ours;
	s->alone += !theirs && ours;
	s->missed += theirs && !ours;
	s->neither += !theirs && !ours;
	if (theirs && !ours)
		tell(s, site, "MISSED", theirs);
	else if (ours && !theirs && s->show_all)
		tell(s, site, "ALONE", ours);
	else if (!theirs && !ours && s->show_all)
		tell(s, site, "NEITHER", "");
}

static void try_site(struct trial *s, const struct mt_site *site)
{
	const struct mt_kind *kind = &s->family->kinds[site->kind];
	struct mu_subject *subj = s->subjects[site->subject];
	struct mt_mutant m = { .nedits = 0 };
	char *theirs, *ours;
	struct mt_place p;

	mt_place_at(subj, site->sec, site->off, kind->of_relocs, &p);
	p.pick = site->pick;
	if (!kind->make(&p, &m))
		return;
	swap_bytes(subj, &m);
	write_object(s, subj);
	swap_bytes(subj, &m);
	theirs = find_notice(s, &s->theirs, site->subject);
	ours = find_notice(s, &s->ours, site->subject);
	count(s, site, theirs, ours);
	free(theirs);
	free(ours);
}

/* --- all places of all objects */

static void add_site(struct trial *s, uint32_t subject, uint32_t kind,
		     uint32_t sec, uint32_t off)
{
	const struct mt_kind *k = &s->family->kinds[kind];
	struct mt_site site = { .subject = subject,
				.kind = kind,
				.sec = sec,
				.off = off,
				.pick = (uint32_t)mu_random(&s->rng) };
	struct mt_mutant m = { .nedits = 0 };
	struct mt_place p;

	if (!mt_place_at(s->subjects[subject], sec, off, k->of_relocs, &p))
		return;
	p.pick = site.pick;
	if (k->make(&p, &m) &&
	    SC_VEC_PUSH(s->sites[kind].list, s->sites[kind].n, site))
		give_up("out of memory");
}

static void add_section(struct trial *s, uint32_t subject, uint32_t kind,
			uint32_t sec)
{
	const struct mu_subject *subj = s->subjects[subject];
	const struct sc_code *code = &subj->analysis->obj->code[sec];
	const struct sc_section *in = &subj->img->secs[sec];

	if (!s->family->kinds[kind].of_relocs)
		for (uint32_t i = 0; i < code->ninsns; i++)
			add_site(s, subject, kind, sec, sc_code_off(code, i));
	else
		for (size_t i = 0; i < in->nrelocs; i++)
			add_site(s, subject, kind, sec,
				 (uint32_t)in->relocs[i].off);
}

static void add_sites(struct trial *s, uint32_t subject)
{
	const struct mu_subject *subj = s->subjects[subject];

	for (uint32_t kind = 0; kind < NKINDS && s->family->kinds[kind].name;
	     kind++)
		for (uint32_t sec = 1; sec < subj->img->nsecs; sec++)
			add_section(s, subject, kind, sec);
}

static void open_object(struct trial *s, const char *path)
{
	struct sc_error err = { "" };
	struct mu_subject *subj = calloc(1, sizeof(*subj));
	uint32_t at = (uint32_t)s->nsubjects;

	if (!subj || mu_subject_open(subj, path, SC_MODE_TABLE, s->facts, &err))
		give_up(err.text);
	if (SC_VEC_PUSH(s->subjects, s->nsubjects, subj))
		give_up("out of memory");
	write_object(s, subj);
	s->theirs.before[at] = run_tool(s, &s->theirs);
	write_object(s, subj);
	s->ours.before[at] = run_tool(s, &s->ours);
	add_sites(s, at);
}

/* --- the run */

static struct mt_site take_site(struct trial *s, struct sites *from)
{
	size_t i = mu_below(&s->rng, (uint32_t)from->n);
	struct mt_site site = from->list[i];

	from->list[i] = from->list[--from->n];
	return site;
}

/* Each kind in turn, as long as it has places. */
static void run(struct trial *s)
{
	size_t left = 1;

	while (left) {
		left = 0;
		for (uint32_t kind = 0; kind < NKINDS; kind++) {
			struct sites *from = &s->sites[kind];
			struct mt_site site;

			if (!from->n || !s->tries ||
			    s->both + s->missed >= s->want)
				continue;
			site = take_site(s, from);
			s->tries--;
			try_site(s, &site);
			left += from->n;
		}
	}
}

static void report(const struct trial *s)
{
	printf("%s: %lu noticed by both, %lu by objtool alone, %lu by the step alone, %lu by neither\n",
	       s->family->name, s->both, s->missed, s->alone, s->neither);
}

/* --- the command line */

static void take_words(struct tool *tool, const char *words)
{
	if (regcomp(&tool->words, words, REG_EXTENDED | REG_NOSUB))
		give_up("bad words");
}

static void take_family(struct trial *s, const char *name)
{
	char rule[64];

	s->family = mt_family_find(name);
	if (!s->family)
		give_up("no such family");
	snprintf(rule, sizeof(rule), "\\[%s\\]", name);
	take_words(&s->ours, rule);
}

static void parse(struct trial *s, int argc, char **argv)
{
	static const struct option options[] = {
		{ "family", required_argument, NULL, 'f' },
		{ "words", required_argument, NULL, 'w' },
		{ "theirs", required_argument, NULL, 't' },
		{ "ours", required_argument, NULL, 'o' },
		{ "work", required_argument, NULL, 'd' },
		{ "seed", required_argument, NULL, 's' },
		{ "count", required_argument, NULL, 'n' },
		{ "all", no_argument, NULL, 'a' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'f':
			take_family(s, optarg);
			break;
		case 'w':
			take_words(&s->theirs, optarg);
			break;
		case 't':
			s->theirs.command = optarg;
			break;
		case 'o':
			s->ours.command = optarg;
			break;
		case 'd':
			s->work = optarg;
			break;
		case 's':
			s->rng.s = strtoull(optarg, NULL, 0);
			break;
		case 'n':
			s->want = strtoul(optarg, NULL, 0);
			break;
		case 'a':
			s->show_all = true;
			break;
		default:
			exit(2);
		}
	}
	if (!s->family || !s->theirs.command || !s->ours.command || !s->work)
		give_up("an option is missing");
}

static void free_session(struct trial *s)
{
	for (size_t i = 0; i < s->nsubjects; i++) {
		mu_subject_close(s->subjects[i]);
		free(s->subjects[i]);
		free(s->theirs.before[i]);
		free(s->ours.before[i]);
	}
	for (uint32_t kind = 0; kind < NKINDS; kind++)
		free(s->sites[kind].list);
	free(s->subjects);
	free(s->theirs.before);
	free(s->ours.before);
	regfree(&s->theirs.words);
	regfree(&s->ours.words);
	sc_facts_free(s->facts);
}

int main(int argc, char **argv)
{
	struct trial s = { .want = 200, .rng = { .s = 1 } };
	struct sc_error err = { "" };

	parse(&s, argc, argv);
	s.tries = s.want * TRIES;
	s.theirs.before = calloc((size_t)argc, sizeof(char *));
	s.ours.before = calloc((size_t)argc, sizeof(char *));
	s.facts = sc_facts_new();
	if (!s.theirs.before || !s.ours.before || !s.facts ||
	    sc_facts_read_names(s.facts, "data/noreturn.txt", &err))
		give_up("out of memory, or no list of names");
	for (; optind < argc; optind++)
		open_object(&s, argv[optind]);
	run(&s);
	report(&s);
	free_session(&s);
	/* a run that nobody noticed has shown nothing */
	return s.missed || !s.both;
}
