// SPDX-License-Identifier: GPL-2.0-only
/*
 * Archives: regular ones hold their members, thin ones only name the files.
 * A member header is text: name 16, date 12, uid 6, gid 6, mode 8, size 10,
 * and two bytes of magic. Names that do not fit are in the member "//"; in
 * archives as BSD makes them the header says "#1/LENGTH", and the name is in
 * front of the member's bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stackcheck/image/archive.h"
#include "stackcheck/image/find_files.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/input_priv.h"
#include "stackcheck/image/read.h"

#define HEADER 60
#define SIZE_AT 48
#define SIZE_LEN 10
#define NAME_LEN 16
#define NAME_MAX_LEN 4096 /* no longer than a path */

struct archive {
	const struct sc_archive_ref *ref;
	int fd;
	size_t size;
	bool thin;
	char *names; /* the member "//", owned; NULL until it is seen */
	size_t names_len;
};

struct member {
	size_t header; /* offset of its header, for messages */
	size_t data;
	size_t size;
	char text[HEADER];
	char name[NAME_MAX_LEN + 1];
};

/* Decimal digits, then padding; false on anything else. */
static bool parse_number(const char *text, size_t len, size_t *value_ret)
{
	size_t i, value = 0;

	for (i = 0; i < len && text[i] >= '0' && text[i] <= '9'; i++)
		value = value * 10 + (size_t)(text[i] - '0');
	if (!i)
		return false;
	*value_ret = value;
	while (i < len && (text[i] == ' ' || text[i] == '/'))
		i++; /* binutils ends a thin archive's field with a slash */
	return i == len;
}

static bool set_name(struct member *m, const char *name, size_t len)
{
	if (!len || len > NAME_MAX_LEN || memchr(name, '\0', len))
		return false;
	memcpy(m->name, name, len);
	m->name[len] = '\0';
	return true;
}

/* "/123": a name in the table of long ones, which ends at "/\n". */
static bool long_name(const struct archive *ar, struct member *m)
{
	const char *name, *end;
	size_t at;

	if (!parse_number(m->text + 1, NAME_LEN - 1, &at) || !ar->names ||
	    at >= ar->names_len)
		return false;
	name = ar->names + at;
	end = memchr(name, '\n', ar->names_len - at);
	if (!end)
		return false;
	if (end > name && end[-1] == '/')
		end--;
	return set_name(m, name, (size_t)(end - name));
}

/* "#1/123": so many bytes in front of the member's, filled up with zeros. */
static bool bsd_name(const struct archive *ar, struct member *m)
{
	char name[NAME_MAX_LEN];
	size_t len;

	if (!parse_number(m->text + 3, NAME_LEN - 3, &len) ||
	    len > sizeof(name) || len > m->size ||
	    sc_read_at(ar->fd, name, len, m->data) != (ssize_t)len)
		return false;
	m->data += len;
	m->size -= len;
	return set_name(m, name, strnlen(name, len));
}

static bool short_name(struct member *m)
{
	const char *slash = memchr(m->text, '/', NAME_LEN);
	size_t len = slash ? (size_t)(slash - m->text) : NAME_LEN;

	while (len && m->text[len - 1] == ' ')
		len--;
	return set_name(m, m->text, len);
}

static bool is_bsd(const struct member *m)
{
	return !memcmp(m->text, "#1/", 3);
}

static bool find_name(const struct archive *ar, struct member *m)
{
	if (is_bsd(m))
		return bsd_name(ar, m);
	return m->text[0] == '/' ? long_name(ar, m) : short_name(m);
}

static bool is_symbol_index(const struct member *m)
{
	return !memcmp(m->text, "/               ", NAME_LEN) ||
	       !memcmp(m->text, "/SYM64/         ", NAME_LEN);
}

/* The same as BSD names it, sorted or not, with 32 or 64 bits. */
static bool is_bsd_index(const struct member *m)
{
	return !strcmp(m->name, "__.SYMDEF") ||
	       !strcmp(m->name, "__.SYMDEF SORTED") ||
	       !strcmp(m->name, "__.SYMDEF_64") ||
	       !strcmp(m->name, "__.SYMDEF_64 SORTED");
}

static bool is_name_table(const struct member *m)
{
	return !memcmp(m->text, "//              ", NAME_LEN);
}

/* Read the header at m->header; false when it is damaged. */
static bool read_header(const struct archive *ar, struct member *m)
{
	if (sc_read_at(ar->fd, m->text, HEADER, m->header) != HEADER ||
	    m->text[58] != '`' || m->text[59] != '\n' ||
	    !parse_number(m->text + SIZE_AT, SIZE_LEN, &m->size))
		return false;
	m->data = m->header + HEADER;
	return true;
}

/* 1: it is damaged. */
static int take_names(struct archive *ar, const struct member *m)
{
	free(ar->names);
	ar->names_len = m->size;
	ar->names = malloc(m->size + 1);
	if (!ar->names)
		return -1;
	return sc_read_at(ar->fd, ar->names, m->size, m->data) ==
			       (ssize_t)m->size
		       ? 0
		       : 1;
}

/* "file.a(member.o)", to be freed; or NULL. */
static char *path_of(const struct archive *ar, const struct member *m)
{
	char *path;

	return asprintf(&path, "%s(%s)", ar->ref->path, m->name) < 0 ? NULL
								     : path;
}

static int add_input(struct sc_collector *c, const struct archive *ar,
		     const struct member *m, char *path)
{
	struct sc_candidate item = {
		.input = { .path = path,
			   .file = strdup(ar->ref->path),
			   .offset = m->data,
			   .size = m->size,
			   .listed = true,
			   .id = ar->ref->id },
	};

	return sc_collect_add(c, &item);
}

static enum sc_file_kind kind_of(const struct archive *ar,
				 const struct member *m)
{
	uint8_t head[SC_SNIFF_BYTES];
	size_t want = m->size < sizeof(head) ? m->size : sizeof(head);
	ssize_t got = sc_read_at(ar->fd, head, want, m->data);

	return sc_file_kind_of(head, got > 0 ? (size_t)got : 0);
}

static int add_stored(struct sc_collector *c, const struct archive *ar,
		      const struct member *m)
{
	const char *why = "no object";
	enum sc_file_kind kind = kind_of(ar, m);
	enum sc_choice choice = sc_choose(m->name, kind, &why);
	char *path = path_of(ar, m);

	if (!path)
		return -1;
	if (kind == SC_FILE_ELF ||
	    (kind == SC_FILE_ELF_FOREIGN && ar->ref->named))
		choice = SC_TAKE;
	if (kind == SC_FILE_ARCHIVE || kind == SC_FILE_THIN_ARCHIVE)
		sc_collect_bad(
			c, path,
			"an archive inside an archive; extract it (ar x) and give it by itself");
	else if (choice == SC_TAKE)
		return add_input(c, ar, m, path);
	else
		sc_collect_skip(c, path, why);
	free(path);
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
	if (asprintf(&path, "%.*s%s", dir, ar->ref->path, m->name) < 0)
		return -1;
	if (stat(path, &st))
		sc_collect_fail(
			c, ar->ref->path,
			"its member %.200s is missing; build it, or rebuild the archive",
			path);
	else
		ret = sc_collect_file(
			c, path, ar->ref->named ? SC_BY_USER : SC_BY_FOLDER);
	free(path);
	return ret;
}

/* An index or a table of names is no object; a hidden one is told. */
static int look_at_table(struct sc_collector *c, const struct archive *ar,
			 struct member *m, const char *name)
{
	enum sc_file_kind kind = kind_of(ar, m);
	char *path;

	if (kind != SC_FILE_ELF && kind != SC_FILE_ELF_FOREIGN)
		return 0;
	set_name(m, name, strlen(name));
	path = path_of(ar, m);
	if (!path)
		return -1;
	sc_collect_bad(
		c, path,
		"an object with the name of a table of the archive; rename it, and rebuild the archive");
	free(path);
	return 0;
}

/* Add one member and move to the next; 1: the archive is damaged here. */
static int take_member(struct sc_collector *c, struct archive *ar,
		       struct member *m)
{
	bool names, index, stored;
	size_t end;
	int ret = 0;

	if (!read_header(ar, m))
		return 1;
	names = is_name_table(m);
	index = is_symbol_index(m);
	stored = names || index || is_bsd(m) || !ar->thin;
	if (stored && !sc_in_range(m->data, m->size, ar->size))
		return 1;
	end = m->data + (stored ? m->size + (m->size & 1) : 0);
	if (names)
		ret = take_names(ar, m);
	else if (!index && !find_name(ar, m))
		return 1;
	if (!ret && (names || index))
		ret = look_at_table(c, ar, m, names ? "//" : "/");
	else if (!ret && stored && is_bsd_index(m))
		ret = look_at_table(c, ar, m, "__.SYMDEF");
	else if (!ret)
		ret = stored ? add_stored(c, ar, m) : add_thin(c, ar, m);
	m->header = end;
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
	sc_collect_fail(
		c, ar->ref->path,
		"no readable member header at 0x%zx; the archive is damaged, rebuild it",
		m.header);
	return 0;
}

int sc_archive_expand(struct sc_collector *c, const struct sc_archive_ref *ref)
{
	struct archive ar = { .ref = ref };
	char magic[8] = "";
	char why[160];
	struct stat st;
	int ret = 0;

	ar.fd = sc_open_why(ref->path, &st, why, sizeof(why));
	if (ar.fd < 0) {
		sc_collect_bad(c, ref->path, why);
		return 0;
	}
	ar.size = (size_t)st.st_size;
	if (sc_read_at(ar.fd, magic, sizeof(magic), 0) == sizeof(magic)) {
		ar.thin = magic[2] == 't';
		ret = take_members(c, &ar);
	}
	free(ar.names);
	close(ar.fd);
	return ret;
}
