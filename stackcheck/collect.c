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

#include "stackcheck/input_priv.h"
#include "stackcheck/unpack.h"

enum sc_file_kind sc_file_kind_of(const uint8_t *bytes, size_t size)
{
	if (size >= 8 && !memcmp(bytes, "!<arch>\n", 8))
		return SC_FILE_ARCHIVE;
	if (size >= 8 && !memcmp(bytes, "!<thin>\n", 8))
		return SC_FILE_THIN_ARCHIVE;
	if (size >= 20 && !memcmp(bytes, ELFMAG, SELFMAG))
		return bytes[EI_CLASS] == ELFCLASS64 &&
				       bytes[EI_DATA] == ELFDATA2LSB &&
				       bytes[18] == EM_X86_64 && !bytes[19]
			       ? SC_FILE_ELF
			       : SC_FILE_ELF_FOREIGN;
	if (sc_is_boot_image(bytes, size))
		return SC_FILE_BOOT;
	if (sc_packing_of(bytes, size) != SC_PACK_NONE)
		return SC_FILE_PACKED;
	return SC_FILE_OTHER;
}

void sc_collect_bad(struct sc_collector *c, const char *fmt, ...)
{
	struct sc_error err;
	va_list args;

	va_start(args, fmt);
	vsnprintf(err.text, sizeof(err.text), fmt, args);
	va_end(args);
	if (c->bad)
		c->bad(c->ctx, &err);
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
		if (ref[i].dev == st->st_dev && ref[i].ino == st->st_ino)
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
	ref[i].dev = st->st_dev;
	ref[i].ino = st->st_ino;
	if (!ref[i].path)
		return -1;
	c->narchives++;
	return 0;
}

static int add_file(struct sc_collector *c, const char *path,
		    const struct stat *st)
{
	struct sc_candidate item = {
		.input = { .path = strdup(path), .file = strdup(path) },
		.dev = st->st_dev,
		.ino = st->st_ino,
	};

	return sc_collect_add(c, &item);
}

static bool ends_with(const char *name, const char *suffix)
{
	size_t len = strlen(name), n = strlen(suffix);

	return len > n && !strcmp(name + len - n, suffix);
}

/*
 * Whether a file in a folder is one to check. A name that can only be a
 * module's counts whatever it holds, so that a damaged one gets reported.
 * vmlinux.bin is the kernel's build on its way to the boot image.
 */
static bool is_wanted(const char *name, enum sc_file_kind kind)
{
	if (ends_with(name, ".ko") || ends_with(name, ".ko.xz") ||
	    ends_with(name, ".ko.zst") || ends_with(name, ".ko.gz"))
		return true;
	if (kind == SC_FILE_ELF)
		return ends_with(name, ".o") ||
		       (!strncmp(name, "vmlinux", 7) &&
			strncmp(name, "vmlinux.bin", 11));
	if (kind == SC_FILE_BOOT)
		return !strncmp(name, "vmlinuz", 7) ||
		       !strncmp(name, "bzImage", 7);
	return (kind == SC_FILE_ARCHIVE || kind == SC_FILE_THIN_ARCHIVE) &&
	       ends_with(name, ".a");
}

/* Names that may be wanted; spares opening all the others in a folder. */
static bool is_candidate_name(const char *name)
{
	return is_wanted(name, SC_FILE_ELF) || is_wanted(name, SC_FILE_BOOT) ||
	       is_wanted(name, SC_FILE_ARCHIVE);
}

int sc_collect_file(struct sc_collector *c, const char *path, bool named)
{
	const char *slash = strrchr(path, '/');
	uint8_t head[SC_SNIFF_BYTES];
	enum sc_file_kind kind;
	struct sc_error err;
	struct stat st;
	ssize_t got;
	int fd;

	fd = sc_open_regular(path, &st, &err);
	if (fd < 0) {
		sc_collect_bad(c, "%s", err.text);
		return 0;
	}
	got = pread(fd, head, sizeof(head), 0);
	close(fd);
	kind = sc_file_kind_of(head, got > 0 ? got : 0);
	if (!named && !is_wanted(slash ? slash + 1 : path, kind))
		return 0;
	if (kind == SC_FILE_ARCHIVE || kind == SC_FILE_THIN_ARCHIVE)
		return queue_archive(c, path, named, &st);
	return add_file(c, path, &st);
}

static int compare_names(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static int visit(struct sc_collector *c, const FTSENT *ent)
{
	switch (ent->fts_info) {
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		sc_collect_bad(c, "%.256s: cannot read: %s", ent->fts_path,
			       strerror(ent->fts_errno));
		return 0;
	case FTS_F:
		if (!is_candidate_name(ent->fts_name))
			return 0;
		return sc_collect_file(c, ent->fts_path, false);
	default: /* folders on the way in and out, links, FIFOs, devices */
		return 0;
	}
}

static int walk_folder(struct sc_collector *c, const char *path)
{
	char *const roots[] = { (char *)path, NULL };
	FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR,
			    compare_names);
	FTSENT *ent;
	int ret = 0;

	if (!fts) {
		sc_collect_bad(c, "%.256s: cannot read: %s", path,
			       strerror(errno));
		return 0;
	}
	while (!ret && (ent = fts_read(fts)))
		ret = visit(c, ent);
	fts_close(fts);
	return ret;
}

int sc_collect_path(struct sc_collector *c, const char *path)
{
	size_t next = c->narchives;
	struct stat st;
	int ret;

	if (stat(path, &st)) {
		sc_collect_bad(c, "%.256s: cannot read: %s", path,
			       strerror(errno));
		return 0;
	}
	if (S_ISDIR(st.st_mode))
		ret = walk_folder(c, path);
	else
		ret = sc_collect_file(c, path, true);
	/* Expanding one may queue more, and may move the array. */
	for (; !ret && next < c->narchives; next++) {
		struct sc_archive_ref ref = c->archives[next];

		ret = sc_archive_expand(c, &ref);
	}
	return ret;
}
