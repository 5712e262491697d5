/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that a command writes. What is at the path afterwards is either all
 * that was written, or what was there before.
 *
 * The path of a regular file, or of none yet: the text goes to a temporary
 * file in the same folder, which takes the path's place at the end. A symbolic
 * link stays, and its target is replaced. The file gets the mode and owner of
 * the one it replaces, or a mode by the umask. No signal that can be blocked
 * ends the program while the temporary file is there.
 *
 * Anything else that can be written (a device, a pipe, /dev/stdout or
 * /dev/fd/N whatever that is): written through, never replaced.
 */
#ifndef STACKCHECK_UTIL_OUTPUT_H
#define STACKCHECK_UTIL_OUTPUT_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

#include "stackcheck/util/error.h"

#define SC_OUTPUT_NAME 40

struct sc_output {
	FILE *file; /* where the caller writes; it does not seek in it */
	/*
	 * Set between open and commit, if the mode is to be this one, whatever
	 * was there and whatever the umask says; else 0.
	 */
	mode_t mode;
	/*
	 * Set between open and commit for what is made again when it is lost,
	 * as the files of a build are: a power cut may lose it.
	 */
	bool transient;

	/* the rest is output.c's */
	char *path; /* as given, for messages */
	char *name; /* of the file in the folder; NULL: written through */
	int dir; /* the folder; -1: written through */
	int fd; /* the temporary file, or what is written through; or -1 */
	char temp[SC_OUTPUT_NAME]; /* its name while it exists */
	bool exists; /* something is there, and @st tells what */
	struct stat st;
	int error; /* errno of the first write that failed */
	sigset_t before; /* signals blocked before the temporary file was made */
};

/*
 * Find out where @path leads, and that it can be written. Nothing is changed
 * yet. Returns 0, or -1 with @err filled and nothing to be freed. @out must not
 * move until it is committed or discarded.
 */
int sc_output_open(struct sc_output *out, const char *path,
		   struct sc_error *err);
/*
 * The same for @name, without a slash, in the folder that @dir is open on, which
 * O_PATH is enough for. A
 * link of that name is replaced, not followed. @path is for messages.
 */
int sc_output_open_at(struct sc_output *out, int dir, const char *name,
		      const char *path, struct sc_error *err);

/*
 * -1 with @err filled if @path is the regular file @input, under whatever name.
 * Either may be NULL, and then nothing is wrong.
 */
int sc_output_spare(const char *path, const char *input, struct sc_error *err);

/*
 * Put the output in its place. Fails also when an allocation has failed before
 * (stackcheck/util/memory.h). Returns 0, or -1 with @err filled. The output is
 * closed either way, and on failure what was there before is still there,
 * unless it was written through. Only the last step, making the new name last
 * through a power cut, may fail with the new file in place.
 */
int sc_output_commit(struct sc_output *out, struct sc_error *err);
/* Leave everything as it was. Does nothing after a commit. */
void sc_output_discard(struct sc_output *out);

/* Open, write these bytes, commit. */
int sc_output_put(const char *path, const void *bytes, size_t size,
		  struct sc_error *err);

#endif
