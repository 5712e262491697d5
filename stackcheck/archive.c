// SPDX-License-Identifier: GPL-2.0-only
/*
 * Archives: regular ones hold their members, thin ones only name the files.
 * A member header is text: name 16, date 12, uid 6, gid 6, mode 8, size 10,
 * and two bytes of magic. Names that do not fit are in the member "//".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "stackcheck/image_priv.h"
#include "stackcheck/input_priv.h"

#define HEADER 60
#define SIZE_AT 48
#define SIZE_LEN 10
#define NAME_LEN 16

struct archive {
	const struct sc_archive_ref *ref;
	const uint8_t *map;
	size_t size;
	bool thin;
	const char *names; /* the member "//"; NULL until it is seen */
	size_t names_len;
};

struct member {
	size_t header; /* offset of its header, for messages */
	size_t data;
	size_t size;
	const char *name; /* not terminated */
	size_t name_len;
};

/* Decimal digits, then padding; false on anything else. */
static bool parse_number(const char *text, size_t len, size_t *value_ret)
{
	size_t i, value = 0;

	for (i = 0; i < len && text[i] >= '0' && text[i] <= '9'; i++)
		value = value * 10 + (text[i] - '0');
	if (!i)
		return false;
	*value_ret = value;
	while (i < len && (text[i] == ' ' || text[i] == '/'))
		i++; /* binutils ends a thin archive's field with a slash */
	return i == len;
}

/* "/123": a name in the table of long ones, which ends at "/\n". */
static bool long_name(const struct archive *ar, struct member *m)
{
	const char *end;
	size_t at;

	if (!parse_number(m->name + 1, NAME_LEN - 1, &at) || !ar->names ||
	    at >= ar->names_len)
		return false;
	m->name = ar->names + at;
	end = memchr(m->name, '\n', ar->names_len - at);
	if (!end)
		return false;
	if (end > m->name && end[-1] == '/')
		end--;
	m->name_len = end - m->name;
	return m->name_len > 0;
}

static bool is_symbol_index(const char *name)
{
	return !memcmp(name, "/               ", NAME_LEN) ||
	       !memcmp(name, "/SYM64/         ", NAME_LEN);
}

static bool short_name(struct member *m)
{
	const char *slash = memchr(m->name, '/', NAME_LEN);
	size_t len = slash ? (size_t)(slash - m->name) : NAME_LEN;

	while (len && m->name[len - 1] == ' ')
		len--;
	m->name_len = len;
	return len > 0;
}

/* Read the header at m->header; false when it is damaged. */
static bool read_header(const struct archive *ar, struct member *m)
{
	const char *h = (const char *)ar->map + m->header;

	if (!sc_in_range(m->header, HEADER, ar->size) || h[58] != '`' ||
	    h[59] != '\n' || !parse_number(h + SIZE_AT, SIZE_LEN, &m->size))
		return false;
	m->data = m->header + HEADER;
	m->name = h;
	m->name_len = NAME_LEN;
	return true;
}

/* The members that hold no object: the symbol index and the long names. */
static bool is_special(struct archive *ar, const struct member *m)
{
	if (is_symbol_index(m->name))
		return true;
	if (memcmp(m->name, "//              ", NAME_LEN))
		return false;
	ar->names = (const char *)ar->map + m->data;
	ar->names_len = m->size;
	return true;
}

static int add_stored(struct sc_collector *c, const struct archive *ar,
		      const struct member *m)
{
	struct sc_candidate item = {
		.input = { .file = strdup(ar->ref->path),
			   .offset = m->data,
			   .size = m->size },
		.dev = ar->ref->dev,
		.ino = ar->ref->ino,
	};
	enum sc_file_kind kind = sc_file_kind_of(ar->map + m->data, m->size);

	if (kind == SC_FILE_ELF ||
	    (kind == SC_FILE_ELF_FOREIGN && ar->ref->named)) {
		if (asprintf(&item.input.path, "%s(%.*s)", ar->ref->path,
			     (int)m->name_len, m->name) < 0)
			item.input.path = NULL;
		return sc_collect_add(c, &item);
	}
	free(item.input.file);
	if (kind == SC_FILE_ARCHIVE || kind == SC_FILE_THIN_ARCHIVE)
		sc_collect_bad(c,
			       "%.256s(%.*s): an archive inside an archive; "
			       "extract it (ar x) and give it by itself",
			       ar->ref->path,
			       m->name_len > 96 ? 96 : (int)m->name_len,
			       m->name);
	return 0;
}

/* A thin archive's names are relative to its own folder. */
static int add_thin(struct sc_collector *c, const struct archive *ar,
		    const struct member *m)
{
	const char *slash = strrchr(ar->ref->path, '/');
	int dir = slash ? (int)(slash + 1 - ar->ref->path) : 0;
	struct stat st;
	char *path;
	int ret = 0;

	if (m->name[0] == '/')
		dir = 0;
	if (asprintf(&path, "%.*s%.*s", dir, ar->ref->path, (int)m->name_len,
		     m->name) < 0)
		return -1;
	if (stat(path, &st))
		sc_collect_bad(c,
			       "%.200s: its member %.200s is missing; build "
			       "it, or rebuild the archive",
			       ar->ref->path, path);
	else
		ret = sc_collect_file(c, path, ar->ref->named);
	free(path);
	return ret;
}

/* Add one member and move to the next; 1: the archive is damaged here. */
static int take_member(struct sc_collector *c, struct archive *ar,
		       struct member *m)
{
	bool special, stored;
	int ret = 0;

	if (!read_header(ar, m))
		return 1;
	special = is_special(ar, m);
	stored = special || !ar->thin;
	if (stored && !sc_in_range(m->data, m->size, ar->size))
		return 1;
	if (!special && !(m->name[0] == '/' ? long_name(ar, m) : short_name(m)))
		return 1;
	if (!special)
		ret = stored ? add_stored(c, ar, m) : add_thin(c, ar, m);
	m->header = m->data + (stored ? m->size + (m->size & 1) : 0);
	return ret;
}

static int take_members(struct sc_collector *c, struct archive *ar)
{
	struct member m = { .header = 8 };
	int ret = 0;

	while (!ret && m.header < ar->size)
		ret = take_member(c, ar, &m);
	if (ret <= 0)
		return ret;
	sc_collect_bad(c,
		       "%.256s: no readable member header at 0x%zx; the "
		       "archive is damaged, rebuild it",
		       ar->ref->path, m.header);
	return 0;
}

int sc_archive_expand(struct sc_collector *c, const struct sc_archive_ref *ref)
{
	struct archive ar = { .ref = ref };
	struct sc_error err;
	struct stat st;
	int ret;

	if (sc_map_file(ref->path, &ar.map, &st, &err)) {
		sc_collect_bad(c, "%s", err.text);
		return 0;
	}
	ar.size = st.st_size;
	if (ar.size < 8)
		return 0;
	ar.thin = ar.map[2] == 't';
	ret = take_members(c, &ar);
	munmap((void *)ar.map, ar.size);
	return ret;
}
