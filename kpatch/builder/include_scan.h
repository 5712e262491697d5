/* SPDX-License-Identifier: GPL-2.0-only */
/* What a file of the source may include, as it is written there. */
#ifndef KPATCH_BUILDER_INCLUDE_SCAN_H
#define KPATCH_BUILDER_INCLUDE_SCAN_H

#include <stdio.h>

/*
 * Write a line to @out for each file that @text, the @size bytes of the file
 * @name, may include: "\"NAME" or "<NAME", by the form of the directive. More
 * lines than that may come:
 *	- a directive counts also in a comment or a string
 *	- a macro whose value may be the name of a file, with or without ".h",
 *	  counts as a directive: another one may include it by the macro
 *	- of a makefile, what -include names, and C sources of other folders
 */
void pb_includes_scan(const char *name, const char *text, size_t size,
		      FILE *out);

/* Is it a makefile, by its name? */
int pb_is_makefile(const char *name);

#endif
