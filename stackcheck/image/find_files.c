// SPDX-License-Identifier: GPL-2.0-only
/* Which files count, what they are, and which a folder holds. */
#include <elf.h>
#include <errno.h>
#include <fts.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stackcheck/core/arch.h"
#include "stackcheck/image/archive.h"
#include "stackcheck/image/find_files.h"
#include "stackcheck/image/input_priv.h"
#include "stackcheck/image/read.h"
#include "stackcheck/image/unpack.h"
#include "stackcheck/image/vmlinuz.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/folder.h"

/* e_machine of a little-endian ELF header. */
static uint16_t machine_of(const uint8_t *bytes)
{
	size_t at = offsetof(Elf64_Ehdr, e_machine);

	return (uint16_t)(bytes[at] | bytes[at + 1] << 8);
}

enum sc_file_kind sc_file_kind_of(const uint8_t *bytes, size_t size)
{
	if (size >= 8 && !memcmp(bytes, "!<arch>\n", 8))
		return SC_FILE_ARCHIVE;
	if (size >= 8 && !memcmp(bytes, "!<thin>\n", 8))
		return SC_FILE_THIN_ARCHIVE;
	if (size >= 4 && !memcmp(bytes, "BC\xc0\xde", 4))
		return SC_FILE_BITCODE;
	if (size >= 20 && !memcmp(bytes, ELFMAG, SELFMAG))
		return bytes[EI_CLASS] == ELFCLASS64 &&
				       bytes[EI_DATA] == ELFDATA2LSB &&
				       sc_arch_find(machine_of(bytes))
			       ? SC_FILE_ELF
			       : SC_FILE_ELF_FOREIGN;
	if (sc_is_boot_image(bytes, size))
		return SC_FILE_BOOT;
	if (sc_packing_of(bytes, size) != SC_PACK_NONE)
		return SC_FILE_PACKED;
	return SC_FILE_OTHER;
}

void sc_collect_bad(struct sc_collector *c, const char *path, const char *why)
{
	if (c->sink && c->sink->bad)
		c->sink->bad(c->sink->ctx, path, why);
}

void sc_collect_skip(struct sc_collector *c, const char *path, const char *why)
{
	if (c->sink && c->sink->skipped)
		c->sink->skipped(c->sink->ctx, path, why);
}

void sc_collect_fail(struct sc_collector *c, const char *path, const char *fmt,
		     ...)
{
	char why[384];
	va_list args;

	va_start(args, fmt);
	vsnprintf(why, sizeof(why), fmt, args);
	va_end(args);
	sc_collect_bad(c, path, why);
}

int sc_collect_add(struct sc_collector *c, const struct sc_candidate *item)
{
	struct sc_candidate *grown = c->items;

	if (c->count == c->cap) {
		c->cap = c->cap ? c->cap * 2 : 64;
		grown = realloc(c->items, c->cap * sizeof(*grown));
	}
	if (!grown || !item->input.path || !item->input.file) {
		free(item->input.path);
		free(item->input.file);
		if (grown)
			c->items = grown;
		return -1;
	}
	c->items = grown;
	c->items[c->count] = *item;
	c->items[c->count].order = c->count;
	c->count++;
	return 0;
}

/* Queue an archive, unless it is there already: a cycle ends here. */
static int queue_archive(struct sc_collector *c, const char *path, bool named,
			 const struct stat *st)
{
	struct sc_archive_ref *ref = c->archives;
	size_t i;

	for (i = 0; i < c->narchives; i++) {
		if (ref[i].id.dev == st->st_dev && ref[i].id.ino == st->st_ino)
			return 0;
	}
	if (c->narchives == c->archives_cap) {
		c->archives_cap = c->archives_cap ? c->archives_cap * 2 : 16;
		ref = realloc(ref, c->archives_cap * sizeof(*ref));
		if (!ref)
			return -1;
		c->archives = ref;
	}
	ref[i].path = strdup(path);
	ref[i].named = named;
	ref[i].id = sc_file_id_of(st);
	if (!ref[i].path)
		return -1;
	c->narchives++;
	return 0;
}

static int add_file(struct sc_collector *c, const char *path, bool link,
		    const struct stat *st)
{
	struct sc_candidate item = {
		.input = { .path = strdup(path),
			   .file = strdup(path),
			   .listed = true,
			   .id = sc_file_id_of(st) },
		.link = link,
	};

	return sc_collect_add(c, &item);
}

/* A suffix alone is no name. */
static bool has_suffix(const char *name, const char *suffix)
{
	return sc_ends_with(name, suffix) && strcmp(name, suffix) != 0;
}

/* "vmlinuz" itself, or with a version. */
static bool is_named(const char *name, const char *stem)
{
	size_t len = strlen(stem);

	return sc_starts_with(name, stem) && (!name[len] || name[len] == '-');
}

/* A name that only a file to check has, so that a damaged one is reported. */
static bool has_telling_name(const char *name)
{
	return has_suffix(name, ".ko") || has_suffix(name, ".ko.xz") ||
	       has_suffix(name, ".ko.zst") || has_suffix(name, ".ko.gz") ||
	       has_suffix(name, ".o") || has_suffix(name, ".a") ||
	       is_named(name, "vmlinux") || is_named(name, "vmlinuz") ||
	       is_named(name, "bzImage");
}

/* Names that may be wanted; spares opening all the others in a folder. */
static bool is_candidate_name(const char *name)
{
	return has_telling_name(name) || sc_starts_with(name, "vmlinu") ||
	       sc_starts_with(name, "bzImage");
}

enum sc_choice sc_choose(const char *name, enum sc_file_kind kind,
			 const char **why_ret)
{
	bool telling = has_telling_name(name);

	switch (kind) {
	case SC_FILE_ELF:
		/* the kernel's build on its way to the boot image */
		*why_ret =
			"a step between vmlinux and boot image; vmlinux has all of its code";
		if (sc_starts_with(name, "vmlinux.bin"))
			return SC_SKIP;
		return telling || sc_starts_with(name, "vmlinux") ? SC_TAKE
								  : SC_IGNORE;
	case SC_FILE_ELF_FOREIGN:
		*why_ret = "for another machine than x86-64";
		return !telling		     ? SC_IGNORE
		       : strstr(name, ".ko") ? SC_TAKE
					     : SC_SKIP;
	case SC_FILE_BITCODE:
		*why_ret = "LLVM bitcode; it has no machine code yet";
		return telling ? SC_SKIP : SC_IGNORE;
	case SC_FILE_BOOT:
		return telling || sc_starts_with(name, "vmlinuz") ||
				       sc_starts_with(name, "bzImage")
			       ? SC_TAKE
			       : SC_IGNORE;
	default:
		return telling ? SC_TAKE : SC_IGNORE;
	}
}

/* Its first bytes tell what it is; it may change before it is read. */
static int sniff_file(struct sc_collector *c, const char *path, struct stat *st,
		      enum sc_file_kind *kind_ret)
{
	uint8_t head[SC_SNIFF_BYTES];
	char why[160];
	ssize_t got;
	int fd;

	fd = sc_open_why(path, st, why, sizeof(why));
	if (fd < 0) {
		sc_collect_bad(c, path, why);
		return -1;
	}
	got = sc_read_at(fd, head, sizeof(head), 0);
	if (got < 0)
		sc_collect_fail(c, path, "cannot read: %s", strerror(errno));
	close(fd);
	*kind_ret = sc_file_kind_of(head, got > 0 ? (size_t)got : 0);
	return got < 0 ? -1 : 0;
}

int sc_collect_file(struct sc_collector *c, const char *path,
		    enum sc_origin origin)
{
	const char *slash = strrchr(path, '/'), *why = NULL;
	enum sc_choice choice = SC_TAKE;
	enum sc_file_kind kind;
	struct stat st;

	if (sniff_file(c, path, &st, &kind))
		return 0;
	if (origin != SC_BY_USER)
		choice = sc_choose(slash ? slash + 1 : path, kind, &why);
	if (choice == SC_SKIP)
		sc_collect_skip(c, path, why);
	if (choice != SC_TAKE)
		return 0;
	if (kind == SC_FILE_ARCHIVE || kind == SC_FILE_THIN_ARCHIVE)
		return queue_archive(c, path, origin == SC_BY_USER, &st);
	return add_file(c, path, origin == SC_BY_LINK, &st);
}

static int compare_names(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* A file that a link leads to is one of the folder's; a folder is not. */
static int visit_link(struct sc_collector *c, const FTSENT *ent)
{
	bool candidate = is_candidate_name(ent->fts_name);
	struct stat st;

	if (stat(ent->fts_path, &st)) {
		if (candidate)
			sc_collect_skip(c, ent->fts_path,
					"a link that leads nowhere");
		return 0;
	}
	if (S_ISREG(st.st_mode) && candidate)
		return sc_collect_file(c, ent->fts_path, SC_BY_LINK);
	if (S_ISDIR(st.st_mode))
		sc_collect_skip(
			c, ent->fts_path,
			"a link to a folder, which is not followed; name it to check what is in it");
	else if (candidate)
		sc_collect_skip(c, ent->fts_path,
				"a link to what is no regular file");
	return 0;
}

static int visit_entry(struct sc_collector *c, const FTSENT *ent)
{
	switch (ent->fts_info) {
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		sc_collect_fail(c, ent->fts_path, "cannot read: %s",
				strerror(ent->fts_errno));
		return 0;
	case FTS_F:
		if (!is_candidate_name(ent->fts_name))
			return 0;
		return sc_collect_file(c, ent->fts_path, SC_BY_FOLDER);
	case FTS_SL:
	case FTS_SLNONE:
		return visit_link(c, ent);
	case FTS_DEFAULT:
		if (is_candidate_name(ent->fts_name))
			sc_collect_skip(c, ent->fts_path, "not a regular file");
		return 0;
	default: /* folders on the way in and out */
		return 0;
	}
}

static int walk_folder(struct sc_collector *c, const char *path)
{
	FTS *fts = sc_folder_open(path,
				  FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR,
				  compare_names);
	FTSENT *ent;
	int ret = 0;

	if (!fts) {
		sc_collect_fail(c, path, "cannot read: %s", strerror(errno));
		return 0;
	}
	while (!ret && (ent = fts_read(fts)))
		ret = visit_entry(c, ent);
	/* it sets errno to 0 at the end */
	if (!ret && errno)
		sc_collect_fail(c, path, "cannot read all of it: %s",
				strerror(errno));
	fts_close(fts);
	return ret;
}

int sc_collect_path(struct sc_collector *c, const char *path)
{
	size_t next = c->narchives;
	struct stat st;
	int ret;

	if (stat(path, &st)) {
		sc_collect_fail(c, path, "cannot read: %s", strerror(errno));
		return 0;
	}
	if (S_ISDIR(st.st_mode))
		ret = walk_folder(c, path);
	else
		ret = sc_collect_file(c, path, SC_BY_USER);
	/* Expanding one may queue more, and may move the array. */
	for (; !ret && next < c->narchives; next++) {
		struct sc_archive_ref ref = c->archives[next];

		ret = sc_archive_expand(c, &ref);
	}
	return ret;
}
