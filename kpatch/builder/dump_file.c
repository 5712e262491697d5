// SPDX-License-Identifier: GPL-2.0-only
/* The files that dumps are written to. */
#include <errno.h>
#include <string.h>

#include "kpatch/builder/dump_file.h"

int pb_dump_open(struct pb_dump_file *file, const char *folder,
		 const char *stage, struct sc_error *err)
{
	if (kp_path(&file->path, err, "%s/%s.txt", folder, stage))
		return -1;
	file->to = fopen(file->path.s, "ae");
	if (file->to)
		return 0;
	return sc_fail(err, "%.300s: %s", file->path.s, strerror(errno));
}

int pb_dump_close(struct pb_dump_file *file, struct sc_error *err)
{
	int bad = ferror(file->to);

	if (!fclose(file->to) && !bad)
		return 0;
	return sc_fail(err, "%.300s: it could not be written: %s", file->path.s,
		       strerror(errno));
}
