// SPDX-License-Identifier: GPL-2.0-only
/* One object is built as a part of the kernel, by the makefile of its folder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/kbuild_elsewhere.h"
#include "kpatch/builder/kbuild_folder.h"
#include "kpatch/builder/kbuild_list.h"
#include "kpatch/builder/kbuild_run.h"
#include "kpatch/builder/kbuild_top.h"
#include "stackcheck/util/affix.h"

/* The module that @text says it is a part of; *@module_ret NULL: built in. */
static int find_module(const char *text, const char *object, char **module_ret,
		       struct sc_error *err)
{
	static const char begin[] = "kpatch module: ";
	const char *at = strstr(text, begin);
	size_t len;

	*module_ret = NULL;
	if (!at)
		return 0;
	at += strlen(begin);
	len = strcspn(at, "\n");
	if (memchr(at, ' ', len))
		return sc_fail(
			err,
			"%.200s is a part of several modules: %.*s; a patch of it is not supported",
			object, (int)len, at);
	*module_ret = strndup(at, len);
	return *module_ret ? 0 : sc_fail(err, "out of memory");
}

/* One run of make for an object, in the folder and environment of kbuild. */
struct folder_make {
	const struct pb_workshop *shop;
	const char *object;
	const struct pb_words *env;
	char **module_ret;
	struct sc_error *list_err; /* why a Makefile could not be asked */
};

/* Run @makefile for the folder's objects; its output goes to *@text_ret. */
static int run_make(const struct folder_make *m, const char *folder,
		    const char *makefile, const char *goal, char **text_ret,
		    struct sc_error *err)
{
	const struct pb_kbuild_run run = { .shop = m->shop,
					   .env = m->env,
					   .folder = folder,
					   .object = m->object,
					   .makefile = makefile,
					   .goal = goal };

	return pb_kbuild_run(&run, text_ret, err);
}

/* Compile it by the folder's Makefile: 1 if that lists it, 0 if not, or -1. */
static int try_folder(const struct folder_make *m, const char *folder,
		      struct sc_error *err)
{
	char *text;
	bool listed;
	int ret;

	/* some are a part of another one, and do not work by themselves */
	if (run_make(m, folder, PB_LIST_FILE, "kpatch_list", &text,
		     m->list_err))
		return 0;
	listed = pb_kbuild_lists(text, PB_LISTED, m->object);
	ret = listed ? find_module(text, m->object, m->module_ret, err) : 0;
	free(text);
	if (ret || !listed)
		return ret;
	if (run_make(m, folder, PB_BUILD_FILE, m->object, NULL, err)) {
		free(*m->module_ret);
		*m->module_ret = NULL;
		return -1;
	}
	return 1;
}

/* As try_folder(), by the nearest folder that lists it. */
static int try_parents(const struct folder_make *m, struct sc_error *err)
{
	struct kp_path folder;
	int ret = 0;

	if (kp_path(&folder, err, "%s", m->object))
		return -1;
	while (!ret) {
		char *slash = strrchr(folder.s, '/');

		if (!slash)
			return 0;
		*slash = '\0';
		if (pb_kbuild_has_makefile(m->shop, folder.s))
			ret = try_folder(m, folder.s, err);
	}
	return ret;
}

static int visit_folder(void *ctx, const char *folder, const char *name,
			struct sc_error *err)
{
	struct folder_make other = *(const struct folder_make *)ctx;
	struct sc_error ignored = { "" };
	struct kp_path object;

	if (kp_path(&object, err, "%s/%s", folder, name))
		return -1;
	other.object = object.s;
	/* it may be no makefile of kbuild's */
	other.list_err = &ignored;
	return try_folder(&other, folder, err);
}

/* As try_folder(), by a Makefile that is no parent's. */
static int try_others(const struct folder_make *m, struct sc_error *err)
{
	const struct pb_elsewhere to = { visit_folder, (void *)m };

	return pb_kbuild_elsewhere(m->shop->kernel->source, m->object, &to,
				   err);
}

static int fail_to_find(const struct pb_workshop *shop, const char *object,
			const char *why, struct sc_error *err)
{
	return sc_fail(
		err,
		"%.200s is not built for %.100s: no Makefile lists it in this configuration%s%.200s",
		object, shop->kernel->release,
		*why ? "; one could not be asked: " : "", why);
}

/* Does kbuild never come to a makefile that lists the object? */
static bool is_left_out(const struct pb_workshop *shop, const char *object)
{
	enum pb_built built = PB_BUILT;
	struct sc_error err;
	struct pb_listing *listing = pb_listing_new(shop, &err);
	struct kp_path source;

	if (!listing)
		return false;
	if (!kp_path(&source, &err, "%s", object)) {
		source.s[strlen(source.s) - 1] = 'c';
		if (pb_listing_find(listing, source.s, &built, &err))
			built = PB_BUILT;
	}
	pb_listing_free(listing);
	return built == PB_NOT_BUILT;
}

int pb_kbuild_check_reached(const struct pb_workshop *shop, const char *object,
			    struct sc_error *err)
{
	return !shop->outside && is_left_out(shop, object)
		       ? fail_to_find(shop, object, "", err)
		       : 0;
}

int pb_kbuild_compile(const struct pb_workshop *shop, const char *object,
		      char **module_ret, struct sc_error *err)
{
	struct sc_error list_err = { "" };
	struct pb_words env;
	const struct folder_make m = { shop, object, &env, module_ret,
				       &list_err };
	int ret;

	if (pb_kbuild_env(shop, &env, err))
		return -1;
	ret = try_parents(&m, err);
	if (!ret)
		ret = try_others(&m, err);
	if (!ret || (ret < 0 && is_left_out(shop, object)))
		ret = fail_to_find(shop, object, list_err.text, err);
	pb_words_free(&env);
	return ret < 0 ? -1 : 0;
}
