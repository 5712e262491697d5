/* SPDX-License-Identifier: GPL-2.0-only */
/* Walking a folder, where the C library's own function may crash. */
#ifndef STACKCHECK_UTIL_FOLDER_H
#define STACKCHECK_UTIL_FOLDER_H

#include <fts.h>
#include <sys/stat.h>

/*
 * fts_open() on the folder @path, with these options and this order. NULL with
 * errno set on failure, also when memory runs out, where fts_open() itself
 * crashes. The caller gives it to fts_close().
 */
FTS *sc_folder_open(const char *path, int options,
		    int (*order)(const FTSENT **a, const FTSENT **b));

#endif
