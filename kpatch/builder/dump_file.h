/* SPDX-License-Identifier: GPL-2.0-only */
/* The files that dumps are written to. */
#ifndef KPATCH_BUILDER_DUMP_FILE_H
#define KPATCH_BUILDER_DUMP_FILE_H

#include <stdio.h>

#include "kpatch/file.h"

struct pb_dump_file {
	FILE *to;
	struct kp_path path;
};

/* Open STAGE.txt in @folder, to append to it. 0, or -1 with @err. */
int pb_dump_open(struct pb_dump_file *file, const char *folder,
		 const char *stage, struct sc_error *err);
/* -1 with @err also if something could not be written before. */
int pb_dump_close(struct pb_dump_file *file, struct sc_error *err);

#endif
