// SPDX-License-Identifier: GPL-2.0-only
/*
 * mutate --mode=frame|table [--seed=N] [--count=N] [--at-least=PERCENT]
 *        [--suspects] [--keep=DIR] [--list=FILE] [OBJECT...]
 *
 * Break functions one instruction at a time; count what goes unnoticed.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/decode.h"
#include "stackcheck/analysis/facts_file.h"
#include "stackcheck/util/vec.h"
#include "tests/mutate/mutate.h"

#define MAX_FILE (24u << 20) /* bytes of an object */
#define BURST 32 /* mutants of an object in one go */
#define PATHS 40 /* of each alignment */
#define SOUND_PATHS 120 /* for the function as it was */
#define DOUBT_PATHS 2000 /* for the same when a mutant went unnoticed */

struct counts {
	unsigned long mutants, unjudged;
	unsigned long broken, unnoticed, elsewhere, assumed;
	unsigned long equivalent, suspect;
	unsigned long by[MU_MEANS]; /* the unnoticed ones */
	unsigned long unsound; /* functions the oracle finds broken as is */
};

struct session {
	enum sc_mode mode;
	uint64_t seed;
	double at_least; /* per cent noticed, or the run has failed */
	unsigned long want;
	bool show_suspects;
	const char *keep; /* folder for the objects of unnoticed mutants */
	char **paths;
	size_t npaths;
	struct sc_facts *facts;
	struct mu_decoder *dec;
	struct sc_decoder *text;
	struct mu_rng rng;
	struct counts n;
};

/* --- telling */

static void tell_text(struct session *s, const struct mu_mutation *m,
		      const uint8_t *bytes)
{
	char text[160];
	uint32_t at = 0;

	while (at < m->len) {
		size_t n = sc_x86_format(s->text, bytes + at, m->len - at, at,
					 text, sizeof(text));

		if (bytes[at] == 0x90 && at && bytes == m->new)
			break;
		printf("%s%s", at ? "; " : "", text);
		at += n ? (uint32_t)n : 1;
	}
}

static void tell_hex(const struct mu_mutation *m, const uint8_t *bytes)
{
	for (uint32_t i = 0; i < m->len; i++)
		printf("%s%02x", i ? " " : "", bytes[i]);
}

static void tell_place(const struct mu_subject *subj, uint32_t sec,
		       uint32_t off)
{
	const struct sc_func *f = sc_func_at(subj->analysis->obj, sec, off);

	printf("%s+0x%x", f ? f->name : "?", off - (f ? f->start : 0));
}

/* The instruction that overwrote a slot, as the mutant has it. */
static void tell_insn(struct session *s, const struct mu_subject *subj,
		      uint32_t sec, uint32_t off)
{
	const struct sc_section *in = &subj->img->secs[sec];
	char text[160];

	sc_x86_format(s->text, in->data + off, in->size - off, off, text,
		      sizeof(text));
	printf(", a slot was overwritten at ");
	tell_place(subj, sec, off);
	printf(" by %s", text);
}

static void tell(struct session *s, const struct mu_subject *subj,
		 const struct mu_mutation *m, const struct mu_verdict *v,
		 const char *what)
{
	printf("%s %s: ", what, subj->path);
	tell_place(subj, m->sec, m->off);
	printf(" [%s] ", m->op);
	tell_text(s, m, m->old);
	printf("  ->  ");
	tell_text(s, m, m->new);
	printf("  (");
	tell_hex(m, m->old);
	printf(" -> ");
	tell_hex(m, m->new);
	printf(")\n");
	if (v->kind != MU_BROKEN)
		return;
	printf("    oracle: %s, at ", v->what);
	tell_place(subj, v->sec, v->off);
	if (v->by_sec)
		tell_insn(s, subj, v->by_sec, v->by_off);
	printf(", last turns at");
	for (uint32_t i = v->nturns > 12 ? v->nturns - 12 : 0; i < v->nturns;
	     i++) {
		printf(" ");
		tell_place(subj, m->sec, v->turn[i % 12]);
	}
	printf("\n");
}

/* --- one mutant */

static void patch(const struct mu_subject *subj, const struct mu_mutation *m,
		  const uint8_t *bytes)
{
	memcpy(mu_subject_code(subj, m->sec) + m->off, bytes, m->len);
}

/* The mutant as a file, to be looked at. */
static void keep(const struct session *s, const struct mu_subject *subj)
{
	char path[4096];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%lu.o", s->keep, s->n.unnoticed);
	out = fopen(path, "wb");
	if (!out || fwrite(subj->bytes, 1, subj->size, out) != subj->size)
		perror(path);
	if (out)
		fclose(out);
	printf("    kept as %s\n", path);
}

static void count(struct session *s, const struct mu_subject *subj,
		  const struct mu_mutation *m, const struct mu_verdict *v,
		  const struct mu_notice *notice)
{
	bool noticed = notice->here || notice->elsewhere;

	s->n.mutants++;
	s->n.unjudged += v->kind == MU_UNJUDGED;
	s->n.broken += v->kind == MU_BROKEN;
	s->n.equivalent += v->kind == MU_INTACT;
	if (v->kind == MU_BROKEN && !noticed && notice->assumed) {
		s->n.assumed++;
	} else if (v->kind == MU_BROKEN && !noticed) {
		s->n.unnoticed++;
		s->n.by[v->means]++;
		tell(s, subj, m, v, "UNNOTICED");
		if (s->keep)
			keep(s, subj);
	} else if (v->kind == MU_BROKEN && !notice->here) {
		s->n.elsewhere++;
	} else if (v->kind == MU_INTACT && noticed) {
		s->n.suspect++;
		if (!s->show_suspects)
			return;
		tell(s, subj, m, v, "SUSPECT");
		printf("    found: %s\n", notice->text);
	}
}

/* Is the function sound by the oracle as it is? Asked once a group. */
static bool is_sound(struct session *s, struct mu_subject *subj, uint32_t func)
{
	const struct sc_func *f = &subj->analysis->obj->funcs[func];
	uint8_t *known = &subj->sound[f->group];
	struct mu_verdict v;

	if (!*known) {
		mu_oracle(subj, s->dec, f->group, 0, 0, SOUND_PATHS, s->seed,
			  &v);
		*known = v.kind == MU_INTACT ? 1 : 2;
		s->n.unsound += *known == 2;
		if (v.kind == MU_BROKEN) {
			printf("UNSOUND %s: ", subj->path);
			tell_place(subj, v.sec, v.off);
			printf(" in the group of %s: %s\n", f->name, v.what);
		}
	}
	return *known == 1;
}

/*
 * Before a mutant is said to have gone unnoticed: can the function as it was
 * be made to break, by a path that no data would take?
 */
static bool is_doubtful(struct session *s, struct mu_subject *subj,
			const struct mu_mutation *m, uint32_t group)
{
	struct mu_verdict v;

	patch(subj, m, m->old);
	mu_oracle(subj, s->dec, group, m->sec, m->off, DOUBT_PATHS, s->seed,
		  &v);
	patch(subj, m, m->new);
	if (v.kind != MU_BROKEN)
		return false;
	subj->sound[group] = 2;
	s->n.unsound++;
	return true;
}

static bool try_one(struct session *s, struct mu_subject *subj)
{
	uint32_t func = subj->funcs[mu_below(&s->rng, subj->nfuncs)];
	uint32_t group = subj->analysis->obj->funcs[func].group;
	struct mu_notice notice;
	struct mu_mutation m;
	struct mu_verdict v;

	if (!is_sound(s, subj, func) || !mu_mutate(subj, func, &s->rng, &m))
		return false;
	patch(subj, &m, m.new);
	mu_oracle(subj, s->dec, group, m.sec, m.off, PATHS, mu_random(&s->rng),
		  &v);
	mu_subject_check(subj, group, &notice);
	if (v.kind == MU_BROKEN && !notice.here && !notice.elsewhere &&
	    is_doubtful(s, subj, &m, group))
		v.kind = MU_UNJUDGED;
	count(s, subj, &m, &v, &notice);
	patch(subj, &m, m.old);
	return true;
}

/* --- objects */

static void mutate_object(struct session *s, const char *path)
{
	struct sc_error err = { "" };
	struct mu_subject subj;
	uint32_t want, tries;

	if (!mu_subject_open(&subj, path, s->mode, s->facts, &err) &&
	    subj.nfuncs) {
		want = 1 + subj.nfuncs / 4;
		if (want > BURST)
			want = BURST;
		for (tries = want * 20; want && tries; tries--)
			if (s->n.mutants < s->want && try_one(s, &subj))
				want--;
	} else if (err.text[0]) {
		fprintf(stderr, "%s\n", err.text);
	}
	mu_subject_close(&subj);
}

static bool is_fit(const char *path)
{
	struct stat st;

	return !stat(path, &st) && st.st_size <= MAX_FILE;
}

static void shuffle(struct session *s)
{
	for (size_t i = s->npaths; i > 1; i--) {
		size_t k = mu_below(&s->rng, (uint32_t)i);
		char *path = s->paths[k];

		s->paths[k] = s->paths[i - 1];
		s->paths[i - 1] = path;
	}
}

static void run(struct session *s)
{
	unsigned long before;

	do {
		before = s->n.mutants;
		shuffle(s);
		for (size_t i = 0; i < s->npaths && s->n.mutants < s->want; i++)
			if (is_fit(s->paths[i]))
				mutate_object(s, s->paths[i]);
	} while (s->n.mutants < s->want && s->n.mutants > before);
}

static double noticed_percent(const struct counts *n)
{
	return n->broken ? 100.0 * (double)(n->broken - n->unnoticed) /
				   (double)n->broken
			 : 100.0;
}

static void report(const struct session *s)
{
	const struct counts *n = &s->n;

	printf("%s: %lu mutants, %lu broken, %lu unnoticed (%.2f %% noticed)\n",
	       sc_mode_name(s->mode), n->mutants, n->broken, n->unnoticed,
	       noticed_percent(n));
	printf("%s: of the unnoticed, %lu by a store, %lu by a string operation, %lu through a pointer, %lu by no store\n",
	       sc_mode_name(s->mode), n->by[MU_BY_STORE], n->by[MU_BY_STRING],
	       n->by[MU_BY_POINTER], n->by[MU_BY_NO_STORE]);
	printf("%s: of the noticed, %lu in another function only, %lu by an assumption about a callee\n",
	       sc_mode_name(s->mode), n->elsewhere, n->assumed);
	printf("%s: %lu equivalent (%lu of them noticed), %lu not judged; %lu groups left out\n",
	       sc_mode_name(s->mode), n->equivalent, n->suspect, n->unjudged,
	       n->unsound);
}

/* --- the command line */

static void read_list(struct session *s, const char *file)
{
	FILE *in = fopen(file, "r");
	char line[4096];

	while (in && fgets(line, sizeof(line), in)) {
		char *copy;

		line[strcspn(line, "\n")] = '\0';
		copy = strdup(line);
		if (!copy || SC_VEC_PUSH(s->paths, s->npaths, copy))
			break;
	}
	if (in)
		fclose(in);
	else
		perror(file);
}

static int parse(struct session *s, int argc, char **argv)
{
	static const struct option options[] = {
		{ "mode", required_argument, NULL, 'm' },
		{ "seed", required_argument, NULL, 's' },
		{ "count", required_argument, NULL, 'n' },
		{ "list", required_argument, NULL, 'l' },
		{ "at-least", required_argument, NULL, 'a' },
		{ "keep", required_argument, NULL, 'k' },
		{ "suspects", no_argument, NULL, 'x' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'm')
			s->mode = strcmp(optarg, "frame") ? SC_MODE_TABLE
							  : SC_MODE_FRAME;
		else if (c == 's')
			s->seed = strtoull(optarg, NULL, 0);
		else if (c == 'n')
			s->want = strtoul(optarg, NULL, 0);
		else if (c == 'l')
			read_list(s, optarg);
		else if (c == 'a')
			s->at_least = strtod(optarg, NULL);
		else if (c == 'k')
			s->keep = optarg;
		else if (c == 'x')
			s->show_suspects = true;
		else
			return -1;
	}
	for (; optind < argc; optind++)
		if (SC_VEC_PUSH(s->paths, s->npaths, strdup(argv[optind])))
			return -1;
	return 0;
}

int main(int argc, char **argv)
{
	struct session s = { .mode = SC_MODE_TABLE,
			     .seed = 1,
			     .want = 1000,
			     .at_least = 100.0 };
	struct sc_error err = { "" };

	if (parse(&s, argc, argv))
		return 2;
	s.rng.s = s.seed;
	s.facts = sc_facts_new();
	s.dec = mu_decoder_new();
	s.text = sc_decoder_new();
	if (sc_facts_read_names(s.facts, "data/noreturn.txt", &err))
		fprintf(stderr, "%s\n", err.text);
	run(&s);
	report(&s);
	for (size_t i = 0; i < s.npaths; i++)
		free(s.paths[i]);
	free(s.paths);
	sc_decoder_free(s.text);
	mu_decoder_free(s.dec);
	sc_facts_free(s.facts);
	/* a run that broke nothing has shown nothing */
	return !s.n.broken || noticed_percent(&s.n) < s.at_least;
}
