// SPDX-License-Identifier: GPL-2.0-only
/*
 * A patch in which one thing is what a macro says: a field of a function
 * (-DFUNC_FIELD=), of an object (-DOBJECT_FIELD=) or of the patch (-DPATCH_FIELD=),
 * another entry (-DENTRY=), or a call (-DCALL=).
 */
#include "kpatch.h"

MODULE_INFO("name", "one_source");
MODULE_INFO("vermagic", "6.12.0-test SMP");

#ifndef FUNC_FIELD
#define FUNC_FIELD .sympos = 1
#endif
#ifndef OBJECT_FIELD
#define OBJECT_FIELD .pre_patch = before
#endif
#ifndef PATCH_FIELD
#define PATCH_FIELD .nr_objects = 1
#endif
#ifndef CALL
#define CALL 0
#endif

static long new_one(void)
{
	return (long)(CALL);
}

static inline int before(struct kpatch_object *obj)
{
	return !obj->name;
}

#ifndef KPATCH_LIVEPATCH
static struct kpatch_state states[] = { { .id = 1 } };
static struct kpatch_dynrela relas[] = { { .name = "a" } };
#endif

static struct kpatch_func funcs[] = {
	KPATCH_FUNC(do_thing, new_one, FUNC_FIELD),
#ifdef ENTRY
	ENTRY,
#endif
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, funcs, OBJECT_FIELD),
};

KPATCH_MODULE(objects, PATCH_FIELD);

#ifndef KPATCH_LIVEPATCH
void *const used[] = { states, relas };
#endif
