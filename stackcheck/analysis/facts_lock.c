// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/facts_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* The file is replaced when it is written, so its folder has the lock. */
static int open_folder(const char *facts, struct sc_error *err)
{
	char *path = realpath(facts, NULL), *slash;
	int fd;

	if (!path)
		path = strdup(facts);
	if (!path)
		return sc_fail(err, "out of memory");
	slash = strrchr(path, '/');
	if (slash)
		slash[1] = '\0';
	fd = open(slash ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(path);
	if (fd < 0)
		return sc_fail(err, "%s: cannot open its folder: %s", facts,
			       strerror(errno));
	return fd;
}

int sc_facts_lock(const char *facts, struct sc_error *err)
{
	int fd = open_folder(facts, err), bad;

	if (fd < 0)
		return -1;
	while ((bad = flock(fd, LOCK_EX)) && errno == EINTR)
		;
	if (!bad)
		return fd;
	sc_fail(err, "%s: cannot lock its folder: %s", facts, strerror(errno));
	close(fd);
	return -1;
}

void sc_facts_unlock(int *lock)
{
	if (*lock >= 0)
		close(*lock);
	*lock = -1;
}
