// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <string.h>

#include "kpatch/builder/include_scan.h"
#include "stackcheck/util/affix.h"

/* What is left of one line. */
struct line {
	const char *at, *end;
};

static void skip_blanks(struct line *l)
{
	while (l->at < l->end && (*l->at == ' ' || *l->at == '\t'))
		l->at++;
}

static bool take_word(struct line *l, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(l->end - l->at) < len || memcmp(l->at, word, len))
		return false;
	l->at += len;
	return true;
}

static void put_name(FILE *out, char kind, const char *name, size_t len)
{
	if (len && len < 256)
		fprintf(out, "%c%.*s\n", kind, (int)len, name);
}

/* "NAME" or <NAME>, with a backslash before the quotes in a string. */
static bool put_quoted(struct line *l, char kind, FILE *out)
{
	const char *end;

	skip_blanks(l);
	if (l->at < l->end && *l->at == '\\')
		l->at++;
	if (l->at == l->end || (*l->at != '"' && *l->at != '<'))
		return false;
	if (*l->at == '<')
		kind = '<';
	end = l->at + 1;
	while (end < l->end && !strchr("\">\\", *end))
		end++;
	put_name(out, kind, l->at + 1, (size_t)(end - l->at - 1));
	return true;
}

static bool is_name_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || strchr("_-./", c);
}

/* The value of a macro, if it may be the name of a file. */
static void put_value(struct line *l, FILE *out)
{
	const char *begin;

	while (l->at < l->end && *l->at != ' ' && *l->at != '\t')
		l->at++;
	if (put_quoted(l, '<', out))
		return;
	begin = l->at;
	while (l->at < l->end && is_name_byte(*l->at))
		l->at++;
	if (l->at == begin || (*begin >= '0' && *begin <= '9'))
		return;
	put_name(out, '<', begin, (size_t)(l->at - begin));
	if (l->at - begin < 200)
		fprintf(out, "<%.*s.h\n", (int)(l->at - begin), begin);
}

/* Behind a '#'. */
static void scan_directive(struct line *l, FILE *out)
{
	skip_blanks(l);
	if (take_word(l, "include_next"))
		put_quoted(l, '<', out);
	else if (take_word(l, "include"))
		put_quoted(l, '"', out);
	else if (take_word(l, "define")) {
		skip_blanks(l);
		put_value(l, out);
	}
}

static void scan_source(const char *text, size_t size, FILE *out)
{
	const char *at = text, *end = text + size;

	while ((at = memchr(at, '#', (size_t)(end - at)))) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		struct line l = { at + 1, newline ? newline : end };

		scan_directive(&l, out);
		at++;
	}
}

/* --- makefiles */

int pb_is_makefile(const char *name)
{
	const char *slash = strrchr(name, '/');

	name = slash ? slash + 1 : name;
	return sc_starts_with(name, "Makefile") ||
	       sc_starts_with(name, "Kbuild") || sc_ends_with(name, ".mk");
}

/* What follows the last variable in a word: $(srctree)/a/b.h. */
static const char *skip_variables(const char *word, size_t *len)
{
	const char *at = word + *len;

	while (at > word && at[-1] != ')' && at[-1] != '}' && at[-1] != '=')
		at--;
	while (at < word + *len && strchr("/\\\"<", *at))
		at++;
	*len -= (size_t)(at - word);
	return at;
}

static bool ends_with(const char *word, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len > n && !memcmp(word + len - n, end, n);
}

/* One word, and whether "-include" comes before it. */
static void scan_make_word(const char *word, size_t len, bool included,
			   FILE *out)
{
	bool define = len > 2 && !memcmp(word, "-D", 2);
	const char *name = skip_variables(word, &len);

	while (len && strchr("\\\">", name[len - 1]))
		len--;
	if (included || (define && ends_with(name, len, ".h")))
		put_name(out, '<', name, len);
	else if (ends_with(name, len, ".c") && memchr(name, '/', len))
		put_name(out, '<', name, len);
}

static void scan_makefile(const char *text, size_t size, FILE *out)
{
	static const char blanks[] = " \t\n";
	const char *at = text, *end = text + size;
	bool included = false;

	while (at < end) {
		const char *word = at;

		while (at < end && !strchr(blanks, *at))
			at++;
		if (at > word) {
			size_t len = (size_t)(at - word);

			scan_make_word(word, len, included, out);
			included = len == strlen("-include") &&
				   !memcmp(word, "-include", len);
		}
		at += at < end;
	}
}

void pb_includes_scan(const char *name, const char *text, size_t size,
		      FILE *out)
{
	if (pb_is_makefile(name))
		scan_makefile(text, size, out);
	else
		scan_source(text, size, out);
}
