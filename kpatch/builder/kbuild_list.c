// SPDX-License-Identifier: GPL-2.0-only
/* Each folder is asked once, and what its makefile lists is kept. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/kbuild_elsewhere.h"
#include "kpatch/builder/kbuild_list.h"
#include "kpatch/builder/kbuild_run.h"
#include "kpatch/builder/kbuild_top.h"
#include "stackcheck/util/vec.h"

struct pb_listing {
	const struct pb_workshop *shop;
	struct pb_words env;
	struct folder {
		char *name;
		char *text; /* of PB_LIST_FILE; empty: it could not be asked */
	} * folders;
	size_t n;
};

struct pb_listing *pb_listing_new(const struct pb_workshop *shop,
				  struct sc_error *err)
{
	struct pb_listing *listing = calloc(1, sizeof(*listing));

	if (!listing) {
		sc_fail(err, "out of memory");
		return NULL;
	}
	listing->shop = shop;
	if (!pb_kbuild_env(shop, &listing->env, err))
		return listing;
	pb_listing_free(listing);
	return NULL;
}

void pb_listing_free(struct pb_listing *listing)
{
	if (!listing)
		return;
	for (size_t i = 0; i < listing->n; i++) {
		free(listing->folders[i].name);
		free(listing->folders[i].text);
	}
	free(listing->folders);
	pb_words_free(&listing->env);
	free(listing);
}

/* Some makefiles are a part of another one, and do not work by themselves. */
static char *ask_folder(const struct pb_listing *listing, const char *folder)
{
	const struct pb_kbuild_run run = { .shop = listing->shop,
					   .env = &listing->env,
					   .folder = folder,
					   .object = "",
					   .makefile = PB_LIST_FILE,
					   .goal = "kpatch_list" };
	struct sc_error err;
	char *text;

	return pb_kbuild_run(&run, &text, &err) ? strdup("") : text;
}

/* What the folder's makefile lists; it stays the listing's. */
static const char *list_folder(struct pb_listing *listing, const char *name,
			       struct sc_error *err)
{
	struct folder folder = { .text = NULL };

	for (size_t i = 0; i < listing->n; i++)
		if (!strcmp(listing->folders[i].name, name))
			return listing->folders[i].text;
	folder.name = strdup(name);
	if (folder.name)
		folder.text = ask_folder(listing, name);
	if (folder.text && !SC_VEC_PUSH(listing->folders, listing->n, folder))
		return folder.text;
	free(folder.name);
	free(folder.text);
	sc_fail(err, "out of memory");
	return NULL;
}

/*
 * A target may be the object, the assembly that constants are read from, or a
 * linker script.
 */
static bool is_target(const char *text, const char *object)
{
	static const char *const ends[] = { ".o", ".s", "" };
	size_t len = strlen(object) - strlen(".o");
	struct kp_path name;

	for (size_t i = 0; i < 2 * sizeof(ends) / sizeof(ends[0]); i++) {
		const char *end = ends[i / 2];

		if (!*end && (len < 4 || memcmp(object + len - 4, ".lds", 4)))
			continue;
		if (!kp_path(&name, NULL, "%s%.*s%s", i % 2 ? "./" : "",
			     (int)len, object, end) &&
		    pb_kbuild_lists(text, PB_TARGET, name.s))
			return true;
	}
	return false;
}

/* Does the makefile of @above leave out @folder, by the configuration? */
static int leaves_out(struct pb_listing *listing, const char *above,
		      const char *folder, struct sc_error *err)
{
	const char *text = list_folder(listing, above, err);
	struct kp_path name;

	if (!text || kp_path(&name, err, "%s%s/",
			     strcmp(above, ".") ? "" : "./", folder))
		return -1;
	return pb_kbuild_lists(text, PB_LEFT_OUT, name.s) &&
	       !pb_kbuild_lists(text, PB_FOLDER, name.s);
}

/* Is @folder left out by one that it lies in? 0 or 1, or -1. */
static int is_left_out(struct pb_listing *listing, const char *folder,
		       struct sc_error *err)
{
	struct kp_path above;
	char *slash;
	int out = 0;

	if (kp_path(&above, err, "%s", folder))
		return -1;
	while (!out && (slash = strrchr(above.s, '/'))) {
		*slash = '\0';
		if (pb_kbuild_has_makefile(listing->shop, above.s))
			out = leaves_out(listing, above.s, folder, err);
	}
	return out ? out : leaves_out(listing, ".", folder, err);
}

/* Is it built at all, with all folders that it lies in? 0 or 1, or -1. */
static int is_reached(struct pb_listing *listing, const char *folder,
		      struct sc_error *err)
{
	struct kp_path at;
	char *slash;
	int out;

	if (!strcmp(folder, "."))
		return 1;
	if (kp_path(&at, err, "%s", folder))
		return -1;
	do {
		out = is_left_out(listing, at.s, err);
		slash = strrchr(at.s, '/');
		if (slash)
			*slash = '\0';
	} while (!out && slash);
	return out < 0 ? -1 : !out;
}

/*
 * kbuild lists the objects of the EFI loader as it does those of vmlinux, and links
 * them elsewhere. So only the name tells.
 */
#define EFI_LOADER "drivers/firmware/efi/libstub"

bool pb_folder_runs_early(const char *folder)
{
	const char *const *loaders = pb_arch_x86_64.loaders;

	while (*loaders && strcmp(folder, *loaders))
		loaders++;
	return *loaders || !strcmp(folder, EFI_LOADER);
}

static int ask_for(struct pb_listing *listing, const char *folder,
		   const char *object, enum pb_built *built,
		   struct sc_error *err)
{
	const char *text = list_folder(listing, folder, err);
	enum pb_built found;
	int reached;

	if (!text)
		return -1;
	if (pb_kbuild_lists(text, PB_LISTED, object))
		found = PB_BUILT;
	else if (is_target(text, object))
		found = PB_BUILT_OTHERWISE;
	else
		return 0;
	if (pb_folder_runs_early(folder))
		found = PB_BUILT_EARLY;
	reached = is_reached(listing, folder, err);
	if (reached > 0)
		*built = found;
	return reached < 0 ? -1 : 0;
}

/* The folders that @object lies in, from the nearest one up to the top. */
static int ask_parents(struct pb_listing *listing, const char *object,
		       enum pb_built *built, struct sc_error *err)
{
	struct kp_path folder;
	char *slash;

	if (kp_path(&folder, err, "%s", object))
		return -1;
	while (!*built && (slash = strrchr(folder.s, '/'))) {
		*slash = '\0';
		if (pb_kbuild_has_makefile(listing->shop, folder.s) &&
		    ask_for(listing, folder.s, object, built, err))
			return -1;
	}
	return *built ? 0 : ask_for(listing, ".", object, built, err);
}

/* One search for an object by makefiles of other folders. */
struct elsewhere {
	struct pb_listing *listing;
	enum pb_built *built;
};

static int visit_folder(void *ctx, const char *folder, const char *name,
			struct sc_error *err)
{
	const struct elsewhere *e = ctx;
	struct kp_path object;

	if (kp_path(&object, err, "%s/%s", folder, name) ||
	    ask_for(e->listing, folder, object.s, e->built, err))
		return -1;
	return *e->built != PB_NOT_BUILT;
}

int pb_listing_find(struct pb_listing *listing, const char *source,
		    enum pb_built *built_ret, struct sc_error *err)
{
	struct elsewhere e = { listing, built_ret };
	const struct pb_elsewhere to = { visit_folder, &e };
	struct kp_path object;

	*built_ret = PB_NOT_BUILT;
	if (kp_path(&object, err, "%s", source))
		return -1;
	object.s[strlen(object.s) - 1] = 'o';
	if (ask_parents(listing, object.s, built_ret, err))
		return -1;
	if (*built_ret)
		return 0;
	return pb_kbuild_elsewhere(listing->shop->kernel->source, object.s, &to,
				   err) < 0
		       ? -1
		       : 0;
}

int pb_listing_has_end(struct pb_listing *listing, const char *folder,
		       const char *source, struct sc_error *err)
{
	const char *text = list_folder(listing, folder, err);
	const char *slash = strrchr(source, '/');
	struct kp_path end;
	const char *at;

	if (!text || kp_path(&end, err, "%s", slash ? slash + 1 : source))
		return -1;
	end.s[strlen(end.s) - 1] = 'o';
	for (at = strstr(text, end.s); at; at = strstr(at + 1, end.s))
		if (at[strlen(end.s)] == '\n' && at > text &&
		    strchr("/-", at[-1]))
			return 1;
	return 0;
}
