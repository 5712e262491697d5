/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a prepared kernel lacks until somebody needs it, in parts. A part is all of
 * one pattern: the *.c of one folder, or the *.h of a large one.
 */
#ifndef KPATCH_BUILDER_SOURCE_PART_H
#define KPATCH_BUILDER_SOURCE_PART_H

#include <stdbool.h>

#include "kpatch/builder/words.h"
#include "kpatch/file.h"

/* Headers of 450 MB, which only drivers/gpu/drm/amd/ includes. */
#define PB_AMD_FOLDER "drivers/gpu/drm/amd/"
#define PB_AMD_REGISTERS PB_AMD_FOLDER "include/asic_reg/"

struct pb_source_part {
	struct kp_path pattern; /* from the top of the source */
	bool deep; /* its '*' also stands for slashes */
};

/* Is the file, as "drivers/net/tun.c", one that is got later? */
bool pb_source_is_later(const char *path);

/* The part that such a file is in. False: it is got with the rest. */
bool pb_source_part_of(const char *path, struct pb_source_part *part_ret);

/*
 * Add options of tar that leave out all that is got later, of an archive with the
 * folder @name. 0, or -1 without memory.
 */
int pb_source_leave_out(const char *name, struct pb_words *options);

/*
 * Add options of tar that get all of it, but for AMD's registers. @source is the
 * folder with the rest. 0, or -1 without memory.
 */
int pb_source_get_all(const char *name, const char *source,
		      struct pb_words *options);

#endif
