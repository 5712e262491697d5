// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/facts.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stackcheck/vec.h"

struct fact {
	char *name; /* NULL: free */
	unsigned int what;
};

struct sc_facts {
	pthread_mutex_t lock; /* guards everything below */
	struct fact *table; /* open addressing */
	size_t size, used; /* size is a power of two */
	struct sc_assumption *assumed;
	size_t nassumed;
};

struct sc_facts *sc_facts_new(void)
{
	struct sc_facts *facts = calloc(1, sizeof(*facts));

	if (!facts)
		return NULL;
	pthread_mutex_init(&facts->lock, NULL);
	facts->size = 1024;
	facts->table = calloc(facts->size, sizeof(*facts->table));
	if (!facts->table) {
		free(facts);
		return NULL;
	}
	return facts;
}

static void free_assumption(struct sc_assumption *a)
{
	free(a->name);
	free(a->path);
	free(a->section);
	free(a->function);
}

void sc_facts_free(struct sc_facts *facts)
{
	if (!facts)
		return;
	for (size_t i = 0; i < facts->size; i++)
		free(facts->table[i].name);
	for (size_t i = 0; i < facts->nassumed; i++)
		free_assumption(&facts->assumed[i]);
	free(facts->assumed);
	free(facts->table);
	pthread_mutex_destroy(&facts->lock);
	free(facts);
}

/* FNV-1a */
static uint64_t hash_name(const char *name)
{
	uint64_t h = 0xcbf29ce484222325ull;

	while (*name)
		h = (h ^ (unsigned char)*name++) * 0x100000001b3ull;
	return h;
}

static struct fact *find(const struct sc_facts *facts, const char *name)
{
	size_t mask = facts->size - 1;

	for (size_t i = hash_name(name) & mask;; i = (i + 1) & mask)
		if (!facts->table[i].name ||
		    !strcmp(facts->table[i].name, name))
			return &facts->table[i];
}

static int grow(struct sc_facts *facts)
{
	struct fact *old = facts->table;
	size_t n = facts->size;

	facts->table = calloc(2 * n, sizeof(*old));
	if (!facts->table) {
		facts->table = old;
		return -1;
	}
	facts->size = 2 * n;
	for (size_t i = 0; i < n; i++)
		if (old[i].name)
			*find(facts, old[i].name) = old[i];
	free(old);
	return 0;
}

static int add_locked(struct sc_facts *facts, const char *name,
		      unsigned int what)
{
	struct fact *f;

	if (facts->used * 2 >= facts->size && grow(facts))
		return -1;
	f = find(facts, name);
	if (!f->name) {
		f->name = strdup(name);
		if (!f->name)
			return -1;
		facts->used++;
	}
	f->what |= what;
	return 0;
}

int sc_facts_add(struct sc_facts *facts, const char *name, unsigned int what)
{
	int err;

	pthread_mutex_lock(&facts->lock);
	err = add_locked(facts, name, what);
	pthread_mutex_unlock(&facts->lock);
	return err;
}

unsigned int sc_facts_get(struct sc_facts *facts, const char *name)
{
	unsigned int what;

	pthread_mutex_lock(&facts->lock);
	what = find(facts, name)->what;
	pthread_mutex_unlock(&facts->lock);
	return what;
}

int sc_facts_assume(struct sc_facts *facts, const struct sc_assumption *a)
{
	struct sc_assumption copy = *a;
	int err = -1;

	copy.name = strdup(a->name);
	copy.path = strdup(a->path);
	copy.section = strdup(a->section);
	copy.function = strdup(a->function);
	pthread_mutex_lock(&facts->lock);
	if (copy.name && copy.path && copy.section && copy.function)
		err = SC_VEC_PUSH(facts->assumed, facts->nassumed, copy);
	if (!err)
		err = add_locked(facts, a->name, SC_FACT_ASSUMED);
	else
		free_assumption(&copy);
	pthread_mutex_unlock(&facts->lock);
	return err;
}

const struct sc_assumption *sc_facts_assumptions(const struct sc_facts *facts,
						 size_t *n_ret)
{
	*n_ret = facts->nassumed;
	return facts->assumed;
}

static int parse_line(struct sc_facts *facts, char *line)
{
	char *name, *rest = NULL;

	line[strcspn(line, "#\n")] = '\0';
	name = strtok_r(line, " \t\r", &rest);
	if (!name)
		return 0;
	return sc_facts_add(facts, name, SC_FACT_NORETURN | SC_FACT_LISTED);
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

/* Devices and pipes may never end, and must not be replaced by a file. */
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
	f = fopen(path, "r");
	if (!f)
		sc_fail(err, "%s: %s", path, strerror(errno));
	return f;
}

int sc_facts_read_names(struct sc_facts *facts, const char *path,
			struct sc_error *err)
{
	FILE *f = open_regular(path, err);
	char line[512];
	int bad = 0;

	if (!f)
		return -1;
	while (!bad && fgets(line, sizeof(line), f))
		bad = parse_line(facts, line);
	if (ferror(f))
		bad = sc_fail(err, "%s: %s", path, strerror(errno));
	fclose(f);
	return bad;
}

/*
 * Lines of tab-separated fields:
 *   noreturn NAME
 *   returns NAME
 *   assumed NAME PATH SECTION OFF FUNCTION FUNCTION_OFF
 */
static int load_line(struct sc_facts *facts, char *line)
{
	char *field[7] = { NULL }, *rest = NULL;
	struct sc_assumption a = { .earlier = true };
	int n = 0;

	line[strcspn(line, "\n")] = '\0';
	for (char *f = strtok_r(line, "\t", &rest); f && n < 7;
	     f = strtok_r(NULL, "\t", &rest))
		field[n++] = f;
	if (n == 2 && !strcmp(field[0], "noreturn"))
		return sc_facts_add(facts, field[1], SC_FACT_NORETURN);
	if (n == 2 && !strcmp(field[0], "returns"))
		return sc_facts_add(facts, field[1], SC_FACT_RETURNS);
	if (n != 7 || strcmp(field[0], "assumed"))
		return -1;
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
	FILE *f;
	char *line = NULL;
	size_t cap = 0, nr = 0;
	int bad = 0;

	if (access(path, F_OK) && errno == ENOENT)
		return 0;
	f = open_regular(path, err);
	if (!f)
		return -1;
	while (!bad && getline(&line, &cap, f) > 0) {
		nr++;
		if (load_line(facts, line))
			bad = sc_fail(err,
				      "%s: line %zu is no fact; remove the "
				      "file to start over",
				      path, nr);
	}
	free(line);
	fclose(f);
	return bad;
}

static void write_facts(const struct sc_facts *facts, FILE *f)
{
	for (size_t i = 0; i < facts->size; i++) {
		const struct fact *fact = &facts->table[i];

		if (!fact->name || (fact->what & SC_FACT_LISTED))
			continue;
		if (fact->what & SC_FACT_NORETURN)
			fprintf(f, "noreturn\t%s\n", fact->name);
		if (fact->what & SC_FACT_RETURNS)
			fprintf(f, "returns\t%s\n", fact->name);
	}
	for (size_t i = 0; i < facts->nassumed; i++) {
		const struct sc_assumption *a = &facts->assumed[i];

		fprintf(f, "assumed\t%s\t%s\t%s\t%llx\t%s\t%llx\n", a->name,
			a->path, a->section, a->off,
			a->function[0] ? a->function : "-", a->function_off);
	}
}

int sc_facts_save(struct sc_facts *facts, const char *path,
		  struct sc_error *err)
{
	char tmp[4096];
	struct stat st;
	FILE *f;

	if (!lstat(path, &st) && !S_ISREG(st.st_mode))
		return sc_fail(err, "%s: not a regular file", path);

	if (snprintf(tmp, sizeof(tmp), "%s.%d.tmp", path, (int)getpid()) >=
	    (int)sizeof(tmp))
		return sc_fail(err, "%s: name too long", path);
	f = fopen(tmp, "w");
	if (!f)
		return sc_fail(err, "%s: %s", tmp, strerror(errno));
	write_facts(facts, f);
	if (fclose(f) || rename(tmp, path)) {
		int saved = errno;

		unlink(tmp);
		return sc_fail(err, "%s: %s", path, strerror(saved));
	}
	return 0;
}

size_t sc_facts_merge_noreturn(struct sc_facts *into,
			       const struct sc_facts *from)
{
	size_t fresh = 0;

	for (size_t i = 0; i < from->size; i++) {
		const struct fact *f = &from->table[i];

		if (!f->name || !(f->what & SC_FACT_NORETURN) ||
		    (f->what & SC_FACT_RETURNS) ||
		    (sc_facts_get(into, f->name) & SC_FACT_NORETURN))
			continue;
		sc_facts_add(into, f->name, SC_FACT_NORETURN);
		fresh++;
	}
	return fresh;
}
