// SPDX-License-Identifier: GPL-2.0-only
/* Building an object's result, finding by finding. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/checker/result.h"
#include "stackcheck/util/sort.h"
#include "stackcheck/util/string_set.h"

static void out_of_memory(struct sc_result *res)
{
	snprintf(res->error.text, sizeof(res->error.text),
		 "%s: out of memory: the findings are not complete",
		 res->path ? res->path : "?");
}

int sc_result_init(struct sc_result *res, const char *path)
{
	memset(res, 0, sizeof(*res));
	res->path = strdup(path);
	res->strings = sc_strings_new();
	if (res->path && res->strings)
		return 0;
	sc_result_free(res);
	return -1;
}

static void free_contents(struct sc_result *res)
{
	sc_arena_free(&res->texts);
	free(res->findings);
	for (size_t i = 0; i < res->nassumed_noreturn; i++)
		free(res->assumed_noreturn[i]);
	free(res->assumed_noreturn);
}

void sc_result_free(struct sc_result *res)
{
	free_contents(res);
	sc_strings_free(res->strings);
	free(res->path);
	memset(res, 0, sizeof(*res));
}

void sc_result_reset(struct sc_result *res)
{
	char *path = res->path;
	void *strings = res->strings;
	enum sc_detail detail = res->detail;

	free_contents(res);
	memset(res, 0, sizeof(*res));
	res->detail = detail;
	res->path = path;
	res->strings = strings;
}

const char *sc_result_intern(struct sc_result *res, const char *s)
{
	const char *own = sc_strings_intern(res->strings, s);

	if (own)
		return own;
	out_of_memory(res);
	return "";
}

/*
 * Make room for one more element after @count of @size bytes. Arrays grow at
 * powers of two, so that no capacity has to be kept beside the count.
 */
static void *grow_array(struct sc_result *res, void *array, size_t count,
			size_t size)
{
	void *grown;

	if (count & (count - 1))
		return array;
	grown = realloc(array, (count ? count * 2 : 1) * size);
	if (!grown)
		out_of_memory(res);
	return grown;
}

/* Append @text (owned from here on) to the array of strings. */
static void append_string(struct sc_result *res, char ***array, size_t *count,
			  char *text)
{
	char **grown = text ? grow_array(res, *array, *count, sizeof(char *))
			    : NULL;

	if (!grown) {
		out_of_memory(res);
		free(text);
		return;
	}
	*array = grown;
	grown[(*count)++] = text;
}

void sc_result_put_finding(struct sc_result *res, const char *rule,
			   enum sc_severity severity,
			   const struct sc_place *place, const char *message)
{
	char *own = sc_arena_copy(&res->texts, message, strlen(message));
	const char *function = place->function ? place->function : "";
	struct sc_finding *findings, *f;

	findings = own ? grow_array(res, res->findings, res->nfindings,
				    sizeof(*findings))
		       : NULL;
	if (!findings) {
		out_of_memory(res);
		return;
	}
	res->findings = findings;
	f = &findings[res->nfindings++];
	*f = (struct sc_finding){
		.rule = rule,
		.severity = severity,
		.section = sc_result_intern(res, place->section),
		.function = sc_result_intern(res, function),
		.function_off = place->function_off,
		.section_off = place->section_off,
		.line = place->line,
		.group = place->group,
		.message = own,
	};
	if (place->file)
		f->file = sc_result_intern(res, place->file);
}

void sc_result_add_finding(struct sc_result *res, const char *rule,
			   enum sc_severity severity,
			   const struct sc_place *place, const char *fmt, ...)
{
	char *message;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&message, fmt, ap) < 0)
		message = NULL;
	va_end(ap);
	if (!message) {
		out_of_memory(res);
		return;
	}
	sc_result_put_finding(res, rule, severity, place, message);
	free(message);
}

/* The array doubles; the old one stays where it is until all are freed. */
static int reserve_note(struct sc_result *res, struct sc_finding *f)
{
	size_t n = f->nnotes;
	char **grown;

	if (n & (n - 1))
		return 0;
	grown = sc_arena_alloc(&res->texts, (n ? 2 * n : 1) * sizeof(*grown));
	if (!grown)
		return -1;
	if (n)
		memcpy(grown, f->notes, n * sizeof(*grown));
	f->notes = grown;
	return 0;
}

void sc_result_add_note(struct sc_result *res, const char *text,
			const char *more)
{
	size_t len = strlen(text), size = len + strlen(more) + 1;
	struct sc_finding *last;
	char *note;

	if (!res->nfindings)
		return;
	last = &res->findings[res->nfindings - 1];
	note = sc_arena_alloc(&res->texts, size);
	if (!note || reserve_note(res, last)) {
		out_of_memory(res);
		return;
	}
	memcpy(note, text, len);
	memcpy(note + len, more, size - len);
	last->notes[last->nnotes++] = note;
}

void sc_result_add_assumed_noreturn(struct sc_result *res, const char *name)
{
	append_string(res, &res->assumed_noreturn, &res->nassumed_noreturn,
		      strdup(name));
}

/* Move one finding; its borrowed strings are replaced by @to's own. */
static void move_finding(struct sc_result *to, struct sc_finding *f)
{
	struct sc_finding *findings;

	findings =
		grow_array(to, to->findings, to->nfindings, sizeof(*findings));
	if (!findings)
		return;
	to->findings = findings;
	f->section = sc_result_intern(to, f->section);
	f->function = sc_result_intern(to, f->function);
	if (f->file)
		f->file = sc_result_intern(to, f->file);
	findings[to->nfindings++] = *f;
}

static void swap_findings(struct sc_result *a, struct sc_result *b)
{
	struct sc_result old = *a;

	a->findings = b->findings;
	a->nfindings = b->nfindings;
	a->strings = b->strings;
	b->findings = old.findings;
	b->nfindings = old.nfindings;
	b->strings = old.strings;
}

void sc_result_merge(struct sc_result *to, struct sc_result *from)
{
	if (!to->nfindings)
		swap_findings(to, from);
	for (size_t i = 0; i < from->nfindings; i++)
		move_finding(to, &from->findings[i]);
	from->nfindings = 0;
	sc_arena_merge(&to->texts, &from->texts);
	for (size_t i = 0; i < from->nassumed_noreturn; i++)
		append_string(to, &to->assumed_noreturn, &to->nassumed_noreturn,
			      from->assumed_noreturn[i]);
	from->nassumed_noreturn = 0;
	to->functions += from->functions;
	to->instructions += from->instructions;
	if (!to->mode)
		to->mode = from->mode;
	if (!to->error.text[0])
		to->error = from->error;
	sc_result_reset(from);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare_findings(const void *va, const void *vb)
{
	const struct sc_finding *a = va, *b = vb;
	int cmp = strcmp(a->section, b->section);

	if (!cmp)
		cmp = compare_numbers(a->section_off, b->section_off);
	if (!cmp)
		cmp = strcmp(a->function, b->function);
	if (!cmp)
		cmp = strcmp(a->rule, b->rule);
	return cmp ? cmp : strcmp(a->message, b->message);
}

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void sc_result_sort(struct sc_result *res)
{
	sc_sort(res->findings, res->nfindings, sizeof(*res->findings),
		compare_findings);
	if (res->nassumed_noreturn)
		qsort(res->assumed_noreturn, res->nassumed_noreturn,
		      sizeof(*res->assumed_noreturn), compare_strings);
}

void sc_result_filter(struct sc_result *res, size_t from,
		      int (*keep)(void *ctx, struct sc_finding *finding),
		      void *ctx)
{
	size_t kept = from, before = res->nfindings;

	for (size_t i = from; i < before; i++)
		if (keep(ctx, &res->findings[i]))
			res->findings[kept++] = res->findings[i];
	res->nfindings = kept;
}
