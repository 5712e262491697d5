/* SPDX-License-Identifier: GPL-2.0-only */
/* The beginning and the end of one process. */
#ifndef KPATCH_BUILDER_SPAWN_H
#define KPATCH_BUILDER_SPAWN_H

#include <sys/types.h>

#include "kpatch/builder/run_command.h"

/* Exit code of a child whose program cannot be run. */
#define PB_CANNOT_RUN 127

/*
 * Start @command with these descriptors as its input, output and errors; they
 * stay the caller's. Returns the process, which leads a group of its own and is
 * killed when this thread ends; -1 with @err.
 */
pid_t pb_spawn_command(const struct pb_command *command, const int fds[3],
		       struct sc_error *err);

/* Kill the group of @pid and wait for @pid. */
void pb_spawn_kill(pid_t pid);

#endif
