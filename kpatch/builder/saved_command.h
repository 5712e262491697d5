/* SPDX-License-Identifier: GPL-2.0-only */
/* The command line that kbuild has recorded for an object. */
#ifndef KPATCH_BUILDER_SAVED_COMMAND_H
#define KPATCH_BUILDER_SAVED_COMMAND_H

#include <stdbool.h>

#include "kpatch/builder/words.h"

struct pb_saved_command {
	struct pb_words argv; /* of the compiler */
};

/*
 * Read the file that kbuild has for the object ".NAME.o.cmd". What runs after
 * the compiler is left out. 0, or -1 with @err and nothing to free.
 */
int pb_saved_command_read(const char *path, struct pb_saved_command *command,
			  struct sc_error *err);
void pb_saved_command_free(struct pb_saved_command *command);

#endif
