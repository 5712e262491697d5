/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What each stage has made, in words for people: a file STAGE.txt in the folder
 * that the user keeps. A stage that sees one object after the other appends. A
 * folder of NULL means that nobody wants to know; then nothing is done.
 *
 * All return 0, or -1 with @err.
 */
#ifndef KPATCH_BUILDER_DUMP_H
#define KPATCH_BUILDER_DUMP_H

#include "kpatch/builder/changes.h"
#include "kpatch/builder/compile.h"
#include "kpatch/builder/plan.h"
#include "kpatch/builder/select.h"

/* changes.txt: the files, and which of their lines. */
int pb_dump_changes(const char *folder, const struct pb_changes *changes,
		    struct sc_error *err);
/* lines.txt: the line directives in the changed sources. */
int pb_dump_lines(const char *folder, const struct pb_shadow *shadow,
		  struct sc_error *err);
/* compile.txt: the kernel's command, and where the five forms are. */
int pb_dump_compiled(const char *folder, const struct pb_compiled *compiled,
		     struct sc_error *err);
/* match.txt: where the kernel has each function, or what is other there. */
int pb_dump_match(const char *folder, const struct pb_unit *unit,
		  struct sc_error *err);
/* diff.txt: which functions and variables differ, and in what. */
int pb_dump_diff(const char *folder, const struct pb_unit *unit,
		 struct sc_error *err);
/* select.txt: what the patch has, and why. */
int pb_dump_selection(const char *folder, const struct pb_unit *unit,
		      const struct pb_selection *selection,
		      struct sc_error *err);
/* verify.txt: the functions that were found in the module, and what it is for. */
int pb_dump_verified(const char *folder, const struct pb_plan *plan,
		     struct sc_error *err);

#endif
