/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Line directives in a patched source. They give lines that a patch did not
 * change the numbers that they have in the original. So what the compiler makes
 * of __LINE__ there stays as it is. New lines have the numbers of the new file.
 */
#ifndef KPATCH_BUILDER_LINE_MARKS_H
#define KPATCH_BUILDER_LINE_MARKS_H

#include "kpatch/builder/diff_apply.h"

/* A source for the compiler. Owned, until pb_marked_free(). */
struct pb_marked {
	char *text; /* and a NUL behind it */
	size_t size; /* bytes, without that NUL */
	size_t nmarks; /* directives in it */
};

/*
 * Copy the patched text in @applied. A directive stands before each line from
 * which on the numbers would be others: the original's in lines of the original,
 * the new file's in an edit. It stands where pb_c_scan_is_safe() allows it, so
 * the lines before that have the numbers that follow from those before them.
 * Behind a branch of an #if that has a directive, there is one again, since the
 * compiler may have skipped it. @name is the file as the directives name it, and
 * __FILE__ then. With @named, the text begins with a directive for line 1, also
 * if no other is needed.
 *
 * The text must be C: of assembly, comments of other kinds are not known.
 * Returns 0, or -1 with @err filled and nothing to free.
 */
int pb_lines_mark(const struct pb_applied *applied, const char *name,
		  bool named, struct pb_marked *marked, struct sc_error *err);
void pb_marked_free(struct pb_marked *marked);

#endif
