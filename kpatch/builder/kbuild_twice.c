// SPDX-License-Identifier: GPL-2.0-only
/*
 * Such a rule names the source by a pattern, as "FOLDER/%.c". What the folder
 * builds is asked only of makefiles that have one.
 */
#include <string.h>

#include "kpatch/builder/kbuild_elsewhere.h"
#include "kpatch/builder/kbuild_list.h"
#include "kpatch/builder/kbuild_twice.h"

/*
 * The EFI loader of the kernel's image compiles files of lib/ once more. It has run
 * before the kernel starts, so a patch need not reach it. kbuild lists its objects as
 * it does those of vmlinux, so that only the folder's name tells.
 */
#define EFI_LOADER "drivers/firmware/efi/libstub"

struct search {
	const struct pb_workshop *shop;
	const struct pb_words *sources;
};

/* Does the makefile have a rule for all sources of this one's folder? */
static bool has_rule(const char *text, const char *source)
{
	const char *slash = strrchr(source, '/');
	struct kp_path rule;

	return slash &&
	       !kp_path(&rule, NULL, "/%.*s/%%.c", (int)(slash - source),
			source) &&
	       strstr(text, rule.s);
}

static int check_source(const struct search *s, const char *folder,
			const char *source, struct sc_error *err)
{
	struct pb_listing *listing = pb_listing_new(s->shop, err);
	int has = listing ? pb_listing_has_end(listing, folder, source, err)
			  : -1;

	pb_listing_free(listing);
	if (has <= 0)
		return has;
	return sc_fail(
		err,
		"%.200s: %.200s builds it as well, for another module; a patch of both is not supported",
		source, folder);
}

static int visit_makefile(void *ctx, const char *folder, const char *text,
			  struct sc_error *err)
{
	const struct search *s = ctx;

	if (!strcmp(folder, EFI_LOADER))
		return 0;
	for (size_t i = 0; i < s->sources->n; i++)
		if (has_rule(text, s->sources->list[i]) &&
		    check_source(s, folder, s->sources->list[i], err))
			return -1;
	return 0;
}

int pb_kbuild_check_twice(const struct pb_workshop *shop,
			  const struct pb_words *sources, struct sc_error *err)
{
	struct search s = { shop, sources };
	const struct pb_makefiles to = { visit_makefile, &s };

	return shop->outside
		       ? 0
		       : pb_makefiles_visit(shop->kernel->source, &to, err);
}
