// SPDX-License-Identifier: GPL-2.0-only
/*
 * The index of a build's names: a hash table in a file, 56 bits of a name's
 * hash and eight flags in a word, zero for a free one. The file is sparse, so
 * that small builds take little.
 *
 * It is read and written in place, never mapped: a file that shrinks, and a
 * full disk, are errors and no signals. The file's lock guards it and the
 * files of facts. Whoever has the lock makes sure that the file still has its
 * name, since others may have put a new one in its place.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kbuild/index.h"
#include "kbuild/kbuild.h"
#include "stackcheck/trust.h"

#define HEADER 2
#define WORDS ((uint64_t)1 << 20)
#define PROBES 128
#define FLAGS 0xffull
/* the first word of the file; written last, so that what has it is whole */
#define MAGIC 0x0132786469636b73ull
/* the second: of the system's start since which it was written */
#define BOOT 1
/* how often the file may be replaced by others while it is opened */
#define TRIES 100

static int fail_index(const struct kb_index *index, const char *what,
		      struct sc_error *err)
{
	return sc_fail(
		err,
		"%s: cannot %s: %s; it has to be a file in the build's folder that can be written",
		index->path, what, strerror(errno));
}

/* 0, or -1 with errno: ENODATA if the file ends before. */
static int read_words(int fd, uint64_t at, uint64_t *words, size_t n)
{
	ssize_t got = pread(fd, words, n * sizeof(*words),
			    (off_t)(at * sizeof(*words)));

	if (got >= 0 && (size_t)got < n * sizeof(*words))
		errno = ENODATA;
	return got == (ssize_t)(n * sizeof(*words)) ? 0 : -1;
}

static int write_word(int fd, uint64_t at, uint64_t word)
{
	ssize_t put =
		pwrite(fd, &word, sizeof(word), (off_t)(at * sizeof(word)));

	if (put >= 0 && put < (ssize_t)sizeof(word))
		errno = ENOSPC;
	return put == (ssize_t)sizeof(word) ? 0 : -1;
}

/* A file of no bytes becomes an index of no names, but for its magic. */
static int make_empty(const struct kb_index *index, struct sc_error *err)
{
	off_t size = (off_t)((HEADER + WORDS + PROBES) * sizeof(uint64_t));

	return ftruncate(index->fd, size) ? fail_index(index, "make", err) : 0;
}

/*
 * A power cut may take any part of a file that was not synced, so an index is
 * good until the system starts again. 0 if the system does not tell.
 */
static uint64_t this_boot(void)
{
	FILE *f = fopen("/proc/sys/kernel/random/boot_id", "re");
	uint64_t hash = SC_TRUST_HASH_START;
	char id[64] = "";
	size_t len;

	if (!f)
		return 0;
	len = fread(id, 1, sizeof(id), f);
	fclose(f);
	return sc_trust_hash(hash, id, len);
}

enum state { OURS, FRESH, FOREIGN, REPLACED, BROKEN };

/* What the open and locked file is. */
static enum state inspect_file(const struct kb_index *index)
{
	struct stat st, now;
	uint64_t header[HEADER];

	if (fstat(index->fd, &st))
		return BROKEN;
	if (lstat(index->path, &now))
		return errno == ENOENT ? REPLACED : BROKEN;
	if (st.st_dev != now.st_dev || st.st_ino != now.st_ino)
		return REPLACED;
	if (!S_ISREG(st.st_mode) || st.st_nlink != 1)
		return FOREIGN;
	if (!st.st_size)
		return FRESH;
	if (st.st_size !=
		    (off_t)((HEADER + WORDS + PROBES) * sizeof(uint64_t)) ||
	    read_words(index->fd, 0, header, HEADER) || header[0] != MAGIC ||
	    header[BOOT] != this_boot())
		return FOREIGN;
	return OURS;
}

static void lock_file(int fd)
{
	while (flock(fd, LOCK_EX) && errno == EINTR)
		;
}

/* What has the index's name and is none is not written to: it goes. */
static int remove_file(const struct kb_index *index, struct sc_error *err)
{
	struct stat st;

	if (lstat(index->path, &st))
		return errno == ENOENT ? 0 : fail_index(index, "open", err);
	if (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))
		return sc_fail(err, "%s: not a regular file; remove it",
			       index->path);
	if (unlink(index->path) && errno != ENOENT)
		return fail_index(index, "replace", err);
	return 0;
}

/* 1: it is open and locked; 0: try once more; -1 with @err. */
static int open_once(struct kb_index *index, bool *fresh_ret,
		     struct sc_error *err)
{
	enum state state;

	index->fd = open(index->path,
			 O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
			 0666);
	if (index->fd < 0)
		return errno == ELOOP ? remove_file(index, err)
				      : fail_index(index, "open", err);
	lock_file(index->fd);
	state = inspect_file(index);
	*fresh_ret = state == FRESH;
	if (state == OURS || state == FRESH)
		return 1;
	if (state == BROKEN || (state == FOREIGN && remove_file(index, err))) {
		if (state == BROKEN)
			fail_index(index, "read", err);
		kb_index_unlock(index);
		return -1;
	}
	kb_index_unlock(index);
	return 0;
}

int kb_index_lock(struct kb_index *index, const char *tree, bool *fresh_ret,
		  struct sc_error *err)
{
	int got = 0;

	index->fd = -1;
	if (snprintf(index->path, sizeof(index->path), "%s/.stackcheck.index",
		     tree) >= (int)sizeof(index->path))
		return sc_fail(err, "%s: name too long", tree);
	for (int i = 0; !got && i < TRIES; i++)
		got = open_once(index, fresh_ret, err);
	if (!got)
		return sc_fail(err, "%s: others keep replacing it",
			       index->path);
	if (got > 0 && *fresh_ret && make_empty(index, err)) {
		kb_index_unlock(index);
		return -1;
	}
	return got > 0 ? 0 : -1;
}

int kb_index_made(struct kb_index *index, struct sc_error *err)
{
	return write_word(index->fd, BOOT, this_boot()) ||
			       write_word(index->fd, 0, MAGIC)
		       ? fail_index(index, "write", err)
		       : 0;
}

void kb_index_unlock(struct kb_index *index)
{
	if (index->fd >= 0)
		close(index->fd);
	index->fd = -1;
}

static uint64_t hash_name(const char *name)
{
	uint64_t hash = SC_TRUST_HASH_START;

	for (; *name; name++)
		hash = sc_trust_hash(hash, name, 1);
	hash &= ~FLAGS;
	return hash ? hash : FLAGS + 1;
}

/*
 * The word of @hash, or the first free one where it would be: its place and
 * what is in it. 1: there is neither, all words there are others'.
 */
static int find_word(struct kb_index *index, uint64_t hash, uint64_t *at_ret,
		     uint64_t *word_ret, struct sc_error *err)
{
	uint64_t home = HEADER + ((hash >> 8) & (WORDS - 1)), words[16];

	for (uint64_t i = 0; i < PROBES; i++) {
		uint64_t *w = &words[i % 16];

		if (i % 16 == 0 && read_words(index->fd, home + i, words, 16))
			return fail_index(index, "read", err);
		if (*w && (*w & ~FLAGS) != hash)
			continue;
		*at_ret = home + i;
		*word_ret = *w;
		return 0;
	}
	return 1;
}

int kb_index_get(struct kb_index *index, const char *name,
		 unsigned int *flags_ret, struct sc_error *err)
{
	uint64_t at = 0, word = 0;
	int bad = find_word(index, hash_name(name), &at, &word, err);

	/* a name for which there was no room may be anything */
	*flags_ret = bad ? KB_ANYTHING : (unsigned int)(word & FLAGS);
	return bad < 0 ? -1 : 0;
}

int kb_index_set(struct kb_index *index, const char *name, unsigned int clear,
		 unsigned int set, struct sc_error *err)
{
	uint64_t hash = hash_name(name), at = 0, old = 0, word;
	int bad = find_word(index, hash, &at, &old, err);

	if (bad)
		return bad < 0 ? -1 : 0;
	word = hash | (((old & FLAGS) & ~(uint64_t)clear) | set);
	if (word != old && write_word(index->fd, at, word))
		return fail_index(index, "write", err);
	return 0;
}
