/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Functions that gcc makes for a whole object, to run at the start and at the
 * end of a program. With KASAN they tell where variables are.
 */
#ifndef KPATCH_BUILDER_CONSTRUCTORS_H
#define KPATCH_BUILDER_CONSTRUCTORS_H

#include "kpatch/builder/object.h"

/*
 * Take gcc's own constructors and destructors out of @obj, with the entries that
 * lead to them. The kernel has run its own and told of its variables, and a patch
 * must not do that again. One that the source itself asks for stays.
 */
void pb_constructors_drop(struct pb_object *obj);

#endif
