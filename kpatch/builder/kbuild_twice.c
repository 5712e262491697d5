// SPDX-License-Identifier: GPL-2.0-only
/*
 * Such a rule names the source by a pattern, as "FOLDER/%.c". What the folder
 * builds is asked only of makefiles that have one.
 */
#include <string.h>

#include "kpatch/builder/kbuild_elsewhere.h"
#include "kpatch/builder/kbuild_twice.h"

struct search {
	struct pb_listing *listing;
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

int pb_kbuild_check_maker(struct pb_listing *listing, const char *folder,
			  const char *source, struct sc_error *err)
{
	int has = 0;

	if (!pb_folder_runs_early(folder))
		has = pb_listing_has_end(listing, folder, source, err);
	if (has <= 0)
		return has;
	return sc_fail(
		err,
		"%.200s: %.200s builds it as well, for another object; a patch of both is not supported",
		source, folder);
}

static int visit_makefile(void *ctx, const char *folder, const char *text,
			  struct sc_error *err)
{
	const struct search *s = ctx;

	for (size_t i = 0; i < s->sources->n; i++)
		if (has_rule(text, s->sources->list[i]) &&
		    pb_kbuild_check_maker(s->listing, folder,
					  s->sources->list[i], err))
			return -1;
	return 0;
}

int pb_kbuild_check_twice(const struct pb_workshop *shop,
			  const struct pb_words *sources, struct sc_error *err)
{
	struct search s = { .sources = sources };
	const struct pb_makefiles to = { visit_makefile, &s };
	int ret;

	if (shop->outside)
		return 0;
	s.listing = pb_listing_new(shop, err);
	ret = s.listing ? pb_makefiles_visit(shop->kernel->source, &to, err)
			: -1;
	pb_listing_free(s.listing);
	return ret;
}
