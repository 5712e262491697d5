// SPDX-License-Identifier: GPL-2.0-only
/*
 * The index of a build's names: a hash table in a file, 56 bits of a name's
 * hash and eight flags in a word, zero for a free one. Sparse, so that small
 * builds take little.
 */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kbuild/kbuild.h"
#include "stackcheck/trust.h"

#define WORDS ((size_t)1 << 20)
#define PROBES 128
#define FLAGS 0xffull

void kb_index_open(struct kb_index *index, const char *tree)
{
	char path[4096];
	struct stat st;
	void *map;
	int fd;

	index->words = NULL;
	if (snprintf(path, sizeof(path), "%s/.stackcheck.index", tree) >=
	    (int)sizeof(path))
		return;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0)
		return;
	/* whoever comes first; the size is the same for all */
	if (!fstat(fd, &st) && (st.st_size == WORDS * sizeof(uint64_t) ||
				!ftruncate(fd, WORDS * sizeof(uint64_t)))) {
		map = mmap(NULL, WORDS * sizeof(uint64_t),
			   PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		index->words = map == MAP_FAILED ? NULL : map;
	}
	close(fd);
}

void kb_index_close(struct kb_index *index)
{
	if (index->words)
		munmap(index->words, WORDS * sizeof(uint64_t));
}

static uint64_t hash_name(const char *name)
{
	uint64_t hash = SC_TRUST_HASH_START;

	for (; *name; name++)
		hash = sc_trust_hash(hash, name, 1);
	hash &= ~FLAGS;
	return hash ? hash : FLAGS + 1;
}

/* The word of @hash, taken if it is not there and @take; or NULL. */
static _Atomic uint64_t *find(struct kb_index *index, uint64_t hash, bool take)
{
	_Atomic uint64_t *words = (_Atomic uint64_t *)index->words;

	for (size_t i = 0; words && i < PROBES; i++) {
		_Atomic uint64_t *w = &words[((hash >> 8) + i) & (WORDS - 1)];
		uint64_t now = atomic_load(w);

		if (!now && !take)
			return NULL;
		if (!now && atomic_compare_exchange_strong(w, &now, hash))
			return w;
		if ((now & ~FLAGS) == hash)
			return w;
	}
	return NULL;
}

unsigned int kb_index_get(struct kb_index *index, const char *name)
{
	_Atomic uint64_t *w = find(index, hash_name(name), false);

	return w ? (unsigned int)(atomic_load(w) & FLAGS) : 0;
}

unsigned int kb_index_set(struct kb_index *index, const char *name,
			  unsigned int clear, unsigned int set)
{
	_Atomic uint64_t *w = find(index, hash_name(name), true);
	uint64_t now = w ? atomic_load(w) : 0;

	while (w && !atomic_compare_exchange_weak(
			    w, &now, (now & ~(uint64_t)clear) | set))
		;
	return (unsigned int)(now & FLAGS);
}
