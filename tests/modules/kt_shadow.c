// SPDX-License-Identifier: GPL-2.0-only
/* kt_shadow.c - shadow variables; loads only if they behave */
#include <linux/slab.h>

#include "kpatch.h"

static unsigned int built, torn;

static int ctor(void *obj, void *shadow, void *data)
{
	built++;
	*(int *)shadow = *(int *)data;
	return 0;
}

static int bad_ctor(void *obj, void *shadow, void *data)
{
	return -EINVAL;
}

static void dtor(void *obj, void *shadow)
{
	torn++;
}

#define EXPECT(what)							\
	do {								\
		if (!(what)) {						\
			pr_err("line %d: not %s\n", __LINE__, #what);	\
			return -EINVAL;					\
		}							\
	} while (0)

static int __init kt_shadow_init(void)
{
	int a, b, seven = 7, eight = 8;
	char name[] = "n";
	int *p, *q;

	EXPECT(!kpatch_shadow_get(&a, "n"));
	p = kpatch_shadow_alloc(&a, name, sizeof(*p), GFP_KERNEL);
	EXPECT(p && !*p);
	*p = 1;
	/* The name is compared, not its address. */
	EXPECT(kpatch_shadow_get(&a, "n") == p);
	EXPECT(!kpatch_shadow_get(&a, "m"));
	EXPECT(!kpatch_shadow_get(&b, "n"));
	EXPECT(!kpatch_shadow_alloc(&a, "n", sizeof(*p), GFP_KERNEL));
	EXPECT(!kpatch_shadow_alloc(&b, "n", SIZE_MAX - 2, GFP_KERNEL));
	/* No more than a warning of the page allocator would come of it. */
	EXPECT(!kpatch_shadow_alloc(&b, "n", KMALLOC_MAX_SIZE, GFP_KERNEL));

	q = kpatch_shadow_get_or_alloc(&a, "n", 4, GFP_KERNEL, ctor, &seven);
	EXPECT(q == p && *q == 1 && !built);
	q = kpatch_shadow_get_or_alloc(&b, "n", 4, GFP_KERNEL, ctor, &seven);
	EXPECT(q && q != p && *q == 7 && built == 1);
	EXPECT(kpatch_shadow_get_or_alloc(&b, "n", 4, GFP_ATOMIC, ctor,
					  &eight) == q && *q == 7);
	EXPECT(!kpatch_shadow_get_or_alloc(&b, "m", 4, GFP_KERNEL, bad_ctor,
					   NULL));
	EXPECT(!kpatch_shadow_get(&b, "m"));
	EXPECT(kpatch_shadow_get_or_alloc(&b, "m", 8, GFP_KERNEL, NULL, NULL));

	kpatch_shadow_free(&a, "n", dtor);
	EXPECT(torn == 1 && !kpatch_shadow_get(&a, "n"));
	kpatch_shadow_free(&a, "n", dtor);
	EXPECT(torn == 1);
	EXPECT(kpatch_shadow_alloc(&a, "n", 4, GFP_KERNEL));
	kpatch_shadow_free_all("n", dtor);
	EXPECT(torn == 3 && !kpatch_shadow_get(&a, "n") &&
	       !kpatch_shadow_get(&b, "n"));
	EXPECT(kpatch_shadow_get(&b, "m"));
	kpatch_shadow_free_all("m", NULL);
	EXPECT(!kpatch_shadow_get(&b, "m"));
	return 0;
}

static void __exit kt_shadow_exit(void)
{
}

module_init(kt_shadow_init);
module_exit(kt_shadow_exit);
MODULE_DESCRIPTION("Shadow variables");
MODULE_LICENSE("GPL");
