// SPDX-License-Identifier: GPL-2.0-only
/* Facts in files: the lists that people write, and what is kept by us. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "stackcheck/analysis/assumptions.h"
#include "stackcheck/analysis/facts.h"
#include "stackcheck/analysis/facts_file.h"
#include "stackcheck/analysis/facts_priv.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/output.h"

/* --- lists of names */

/* One line of a list, in @line, which is changed. */
static int parse_line(struct sc_facts *facts, char *line)
{
	char *name, *rest = NULL;

	line[strcspn(line, "#\n")] = '\0';
	name = strtok_r(line, " \t\r", &rest);
	if (!name)
		return 0;
	return sc_facts_add(facts, name, SC_FACT_LISTED);
}

int sc_facts_parse_names(struct sc_facts *facts, const char *text)
{
	char line[512];

	while (*text) {
		size_t len = strcspn(text, "\n");
		size_t keep = len < sizeof(line) ? len : sizeof(line) - 1;

		memcpy(line, text, keep);
		line[keep] = '\0';
		if (parse_line(facts, line))
			return -1;
		text += len + (text[len] == '\n');
	}
	return 0;
}

/* Devices and pipes may never end. */
static FILE *open_regular(const char *path, struct sc_error *err)
{
	struct stat st;
	FILE *f;

	if (stat(path, &st)) {
		sc_fail(err, "%s: %s", path, strerror(errno));
		return NULL;
	}
	if (!S_ISREG(st.st_mode)) {
		sc_fail(err, "%s: not a regular file", path);
		return NULL;
	}
	f = fopen(path, "re");
	if (!f)
		sc_fail(err, "%s: %s", path, strerror(errno));
	return f;
}

/*
 * Call @take on each line until one returns other than 0, which is returned
 * then, with its number in *@line_ret.
 */
static int read_lines(const char *path, struct sc_facts *facts,
		      int (*take)(struct sc_facts *facts, char *line),
		      size_t *line_ret, struct sc_error *err)
{
	FILE *f = open_regular(path, err);
	char *line = NULL;
	size_t cap = 0;
	int bad = 0;

	*line_ret = 0;
	if (!f)
		return -1;
	errno = 0;
	while (!bad && getline(&line, &cap, f) > 0) {
		++*line_ret;
		bad = take(facts, line);
	}
	/* getline() fails alike at the end and when memory runs out */
	if (!bad && !feof(f))
		bad = sc_fail(err, "%s: %s", path, strerror(errno));
	else if (bad < 0)
		sc_fail(err, "out of memory");
	free(line);
	fclose(f);
	return bad;
}

int sc_facts_read_names(struct sc_facts *facts, const char *path,
			struct sc_error *err)
{
	size_t line;

	return read_lines(path, facts, parse_line, &line, err);
}

/* --- the file kept from run to run */

/*
 * A field is a name or a path. Only printable ASCII but the backslash is
 * written as it is, all else as \xNN.
 */
static void put_field(FILE *f, const char *text)
{
	char unit[2] = "";

	for (; *text; text++) {
		unit[0] = *text;
		if (*text == '\\' || !sc_escape_safe(unit))
			fprintf(f, "\\x%02x", (unsigned char)*text);
		else
			putc(*text, f);
	}
}

/* A backslash that begins no \xNN stands for itself, as it once did. */
static void decode_field(char *text)
{
	char *to = text;

	while (*text) {
		if (text[0] == '\\' && text[1] == 'x' &&
		    isxdigit((unsigned char)text[2]) &&
		    isxdigit((unsigned char)text[3])) {
			char digits[3] = { text[2], text[3] };

			*to++ = (char)strtoul(digits, NULL, 16);
			text += 4;
		} else {
			*to++ = *text++;
		}
	}
	*to = '\0';
}

/*
 * Lines of tab-separated fields:
 *   object SUM
 *   noreturn NAME
 *   returns NAME
 *   used NAME
 *   assumed NAME PATH SECTION OFF FUNCTION FUNCTION_OFF
 *   guessed NAME PATH SECTION OFF FUNCTION FUNCTION_OFF
 *   end     the last line of one object's facts: it is whole
 * Returns 1 if it is none of these, -1 when memory ran out.
 */
static int load_line(struct sc_facts *facts, char *line)
{
	char *field[7] = { NULL }, *rest = line, *f;
	struct sc_assumption a = { .earlier = true };
	int n = 0;

	/* behind the end is nothing, and a line that was cut is none */
	if (facts->whole || !strchr(line, '\n'))
		return 1;
	line[strcspn(line, "\n")] = '\0';
	if (!strcmp(line, "end")) {
		facts->whole = true;
		return 0;
	}
	while (n < 7 && (f = strsep(&rest, "\t"))) {
		decode_field(f);
		field[n++] = f;
	}
	if (rest)
		return 1;
	if (n == 2 && !strcmp(field[0], "noreturn"))
		return sc_facts_add_earlier(facts, field[1], SC_FACT_NORETURN);
	if (n == 2 && !strcmp(field[0], "returns"))
		return sc_facts_add_earlier(facts, field[1], SC_FACT_RETURNS);
	if (n == 2 && !strcmp(field[0], "used"))
		return sc_facts_add_earlier(facts, field[1], SC_FACT_USED);
	if (n == 2 && !strcmp(field[0], "object")) {
		sc_facts_set_object(facts, strtoull(field[1], NULL, 16));
		return 0;
	}
	a.guessed = !strcmp(field[0], "guessed");
	if (n != 7 || (!a.guessed && strcmp(field[0], "assumed") != 0))
		return 1;
	a.name = field[1];
	a.path = field[2];
	a.section = field[3];
	a.off = strtoull(field[4], NULL, 16);
	a.function = field[5];
	a.function_off = strtoull(field[6], NULL, 16);
	return sc_facts_assume(facts, &a);
}

int sc_facts_load(struct sc_facts *facts, const char *path,
		  struct sc_error *err)
{
	struct stat st;
	size_t line;
	int bad;

	if (stat(path, &st) && errno == ENOENT)
		return 0;
	bad = read_lines(path, facts, load_line, &line, err);
	if (bad > 0)
		return sc_fail(
			err,
			"%s: line %zu is no fact; remove the file to start over",
			path, line);
	return bad;
}

static void write_facts(const struct sc_facts *facts, FILE *f)
{
	for (size_t i = 0; i < facts->size; i++) {
		const struct sc_fact_entry *fact = &facts->table[i];
		static const struct {
			unsigned int what;
			const char *word;
		} kinds[] = { { SC_FACT_NORETURN, "noreturn" },
			      { SC_FACT_RETURNS, "returns" },
			      { SC_FACT_USED, "used" } };
		unsigned int what = fact->name ? sc_facts_all_of(fact) : 0;

		for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
			if (!(what & kinds[k].what))
				continue;
			fprintf(f, "%s\t", kinds[k].word);
			put_field(f, fact->name);
			putc('\n', f);
		}
	}
}

static void write_assumptions(const struct sc_facts *facts, FILE *f)
{
	for (size_t i = 0; i < facts->nassumed; i++) {
		const struct sc_assumption *a = &facts->assumed[i];

		if (a->derived)
			continue;
		fputs(a->guessed ? "guessed\t" : "assumed\t", f);
		put_field(f, a->name);
		putc('\t', f);
		put_field(f, a->path);
		putc('\t', f);
		put_field(f, a->section);
		fprintf(f, "\t%llx\t", a->off);
		put_field(f, a->function[0] ? a->function : "-");
		fprintf(f, "\t%llx\n", a->function_off);
	}
}

int sc_facts_save(struct sc_facts *facts, const char *path,
		  struct sc_error *err)
{
	struct sc_output out;
	struct stat st;

	/* it could not be read again */
	if (!stat(path, &st) && !S_ISREG(st.st_mode))
		return sc_fail(err, "%s: not a regular file", path);
	if (sc_output_open(&out, path, err))
		return -1;
	/* the facts of one object are made with it */
	out.transient = facts->object != 0;
	if (facts->object)
		fprintf(out.file, "object\t%016llx\n",
			(unsigned long long)facts->object);
	write_facts(facts, out.file);
	write_assumptions(facts, out.file);
	if (facts->object)
		fputs("end\n", out.file);
	return sc_output_commit(&out, err);
}
