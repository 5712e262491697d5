// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files, or parts of them, read once into memory of our own: what others do
 * to a file afterwards changes nothing, and what they do meanwhile is noticed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/input_priv.h"
#include "stackcheck/image/read.h"
#include "stackcheck/util/memory.h"

int sc_open_why(const char *path, struct stat *st, char *why, size_t size)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	if (fd < 0) {
		snprintf(why, size, "cannot open: %s", strerror(errno));
		return -1;
	}
	if (!fstat(fd, st) && S_ISREG(st->st_mode))
		return fd;
	close(fd);
	snprintf(why, size, "not a regular file; copy what it gives into one");
	return -1;
}

int sc_open_regular(const char *path, struct stat *st, struct sc_error *err)
{
	char why[160];
	int fd = sc_open_why(path, st, why, sizeof(why));

	if (fd < 0)
		sc_fail(err, "%.256s: %s", path, why);
	return fd;
}

ssize_t sc_read_at(int fd, void *to, size_t size, uint64_t at)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = pread(fd, (char *)to + done, size - done,
				  (off_t)(at + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (!n)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

struct sc_file_id sc_file_id_of(const struct stat *st)
{
	return (struct sc_file_id){ .dev = st->st_dev,
				    .ino = st->st_ino,
				    .size = st->st_size,
				    .sec = st->st_mtim.tv_sec,
				    .nsec = st->st_mtim.tv_nsec };
}

static bool is_same_id(const struct sc_file_id *a, const struct sc_file_id *b)
{
	return a->dev == b->dev && a->ino == b->ino && a->size == b->size &&
	       a->sec == b->sec && a->nsec == b->nsec;
}

static int fail_changed(const struct sc_input *input, struct sc_error *err)
{
	return sc_fail(
		err,
		"%.256s: the file changed while it was read; check it again when nobody writes to it",
		input->path);
}

/* Read @size bytes at the input's offset, if the file is still what it was. */
static int read_from(int fd, const struct sc_input *input,
		     const struct stat *before, uint8_t *bytes, size_t size,
		     struct sc_error *err)
{
	struct sc_file_id was = sc_file_id_of(before), is;
	ssize_t got = sc_read_at(fd, bytes, size, input->offset);
	struct stat after;

	if (got < 0 || fstat(fd, &after))
		return sc_fail(err, "%.256s: cannot read: %s", input->path,
			       strerror(errno));
	is = sc_file_id_of(&after);
	if ((size_t)got != size || !is_same_id(&was, &is))
		return fail_changed(input, err);
	return 0;
}

/* The input's bytes in the file, once it is known what the file is. */
static int find_range(const struct sc_input *input, const struct stat *st,
		      size_t *size_ret, struct sc_error *err)
{
	struct sc_file_id is = sc_file_id_of(st);

	*size_ret = input->offset ? input->size : (size_t)st->st_size;
	if (!sc_in_range(input->offset, *size_ret, (uint64_t)st->st_size) ||
	    (input->listed && !is_same_id(&input->id, &is)))
		return fail_changed(input, err);
	return 0;
}

#define HUGE_PAGE ((size_t)2 << 20)

/* Memory for @size bytes. A large file would cost a fault for each page. */
static uint8_t *room_for(size_t size)
{
	void *room;

	if (size < 2 * HUGE_PAGE)
		return malloc(size ? size : 1);
	room = sc_memory_try(HUGE_PAGE, size);
	if (!room)
		return NULL;
	madvise(room, size, MADV_HUGEPAGE);
	return room;
}

int sc_read_input(const struct sc_input *input, uint8_t **bytes_ret,
		  size_t *size_ret, struct sc_error *err)
{
	struct stat st;
	int fd = sc_open_regular(input->file, &st, err);
	uint8_t *bytes = NULL;
	int bad = fd < 0 ? -1 : find_range(input, &st, size_ret, err);

	if (!bad)
		bytes = room_for(*size_ret);
	if (!bad && !bytes)
		bad = sc_fail(err, "%.256s: out of memory for %zu bytes",
			      input->path, *size_ret);
	bad = bad || read_from(fd, input, &st, bytes, *size_ret, err);
	if (fd >= 0)
		close(fd);
	if (bad)
		free(bytes);
	else
		*bytes_ret = bytes;
	return bad ? -1 : 0;
}
