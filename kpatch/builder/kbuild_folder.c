// SPDX-License-Identifier: GPL-2.0-only
/*
 * What kbuild needs of a built tree is in the kernel's packages: configuration,
 * generated headers, scripts. A small makefile takes in the top Makefile of the
 * source as if for an external module, so that nothing is prepared or
 * configured, and then builds one object as a part of the kernel.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/kbuild_folder.h"
#include "kpatch/builder/run_command.h"
#include "stackcheck/util/output.h"
#include "stackcheck/util/vec.h"

#define MINUTES(n) ((n)*60 * 1000LL)

/* The makefiles are named so in the folder. */
#define TOP_FILE "kpatch-top.mk"
#define LIST_FILE "kpatch-list.mk"
/* What the folder's Makefile lists, and what is said if the object is not in. */
#define NAMES_FILE "kpatch-names"
#define NOT_LISTED "kpatch: not listed"

static const char top_text[] =
	"KBUILD_EXTMOD := /nonexistent\n"
	"MAKEFLAGS += -rR --no-print-directory\n"
	"abs_objtree := $(CURDIR)\n"
	"srctree := $(KPATCH_SOURCE)\n"
	"include $(KPATCH_SOURCE)/Makefile\n"
	".PHONY: kpatch_object\n"
	"kpatch_object:\n"
	"\t@$(MAKE) -f " LIST_FILE " KBUILD_EXTMOD= obj=$(KPATCH_FOLDER)"
	" kpatch_list >" NAMES_FILE "\n"
	"\t@if grep -qxF 'kpatch: $(KPATCH_OBJECT)' " NAMES_FILE "; then"
	" $(MAKE) -f $(srctree)/scripts/Makefile.build KBUILD_EXTMOD="
	" obj=$(KPATCH_FOLDER) $(KPATCH_OBJECT);"
	" else echo '" NOT_LISTED "'; fi\n";

static const char list_text[] =
	"include $(srctree)/scripts/Makefile.build\n"
	".PHONY: kpatch_list\n"
	"kpatch_list:\n"
	"\t@:$(foreach o,$(real-obj-y) $(real-obj-m) $(lib-y),"
	"$(info kpatch: $(o)))\n";

static int link_to(const char *folder, const char *from, const char *name,
		   struct sc_error *err)
{
	struct kp_path target, link;

	if (kp_path(&target, err, "%s/%s", from, name) ||
	    kp_path(&link, err, "%s/obj/%s", folder, name))
		return -1;
	if (!symlink(target.s, link.s) || errno == EEXIST)
		return 0;
	return sc_fail(err, "%.400s: %s", link.s, strerror(errno));
}

static int write_makefile(const char *folder, const char *name,
			  const char *text, struct sc_error *err)
{
	struct kp_path path;

	return kp_path(&path, err, "%s/obj/%s", folder, name) ||
			       sc_output_put(path.s, text, strlen(text), err)
		       ? -1
		       : 0;
}

int pb_workshop_set_up(const struct pb_workshop *shop, struct sc_error *err)
{
	static const char *const names[] = {
		".config", "Module.symvers", "include",
		"scripts", "tools",	     "arch/x86/include/generated"
	};
	struct kp_path path;

	if (kp_path(&path, err, "%s/obj/arch/x86/include", shop->work) ||
	    kp_make_folder(path.s, err))
		return -1;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (link_to(shop->work, shop->kernel->headers, names[i], err))
			return -1;
	return write_makefile(shop->work, TOP_FILE, top_text, err) ||
			       write_makefile(shop->work, LIST_FILE, list_text,
					      err)
		       ? -1
		       : 0;
}

/* Add "NAME=VALUE". */
static int add_setting(struct pb_words *argv, const char *name,
		       const char *value)
{
	struct kp_path setting;

	return kp_path(&setting, NULL, "%s=%s", name, value) ||
			       pb_words_add(argv, setting.s)
		       ? -1
		       : 0;
}

/* make, with all that the top Makefile would have found out by itself. */
static int add_arguments(const struct pb_workshop *shop, struct pb_words *argv)
{
	static const char *const fixed[] = {
		"make",
		"-rR",
		"--no-print-directory",
		"-f",
		TOP_FILE,
		"ARCH=x86",
		"KBUILD_ABS_SRCTREE=1",
		"sub_make_done=1",
		"building_out_of_srctree=1",
		"objtree=.",
		"need-builtin=",
		"need-modorder=1",
		"KBUILD_CHECKSRC=0",
		"KCFLAGS=-g0",
		"objtool=true",
	};
	const char *source = shop->kernel->source;

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (pb_words_add(argv, fixed[i]))
			return -1;
	return add_setting(argv, "KPATCH_SOURCE", source) ||
	       add_setting(argv, "srcroot", source) ||
	       add_setting(argv, "VPATH", source) ||
	       add_setting(argv, "CC", shop->compiler->cc) ||
	       add_setting(argv, "LD", shop->compiler->ld) ||
	       add_setting(argv, "CROSS_COMPILE", shop->compiler->prefix) ||
	       add_setting(argv, "KERNELRELEASE", shop->kernel->release);
}

/* Run make; what it prints goes to *@text_ret. */
static int run_make(const struct pb_workshop *shop, const char *folder,
		    const char *object, char **text_ret, struct sc_error *err)
{
	struct pb_words argv = { 0 };
	struct kp_path where;
	int ret = -1;

	if (kp_path(&where, err, "%s/obj", shop->work))
		return -1;
	if (add_arguments(shop, &argv) ||
	    add_setting(&argv, "KPATCH_FOLDER", folder) ||
	    add_setting(&argv, "KPATCH_OBJECT", object) ||
	    pb_words_add(&argv, "kpatch_object")) {
		sc_fail(err, "out of memory");
	} else {
		const struct pb_command command = {
			.argv = (const char *const *)argv.list,
			.folder = where.s,
		};
		const struct pb_run run = { .commands = &command,
					    .n = 1,
					    .deadline_ms = MINUTES(20) };

		ret = pb_run_commands(&run, text_ret, err);
	}
	pb_words_free(&argv);
	return ret;
}

static bool has_makefile(const struct pb_workshop *shop, const char *folder)
{
	struct kp_path path;

	return (!kp_path(&path, NULL, "%s/%s/Makefile", shop->kernel->source,
			 folder) &&
		kp_exists(path.s)) ||
	       (!kp_path(&path, NULL, "%s/%s/Kbuild", shop->kernel->source,
			 folder) &&
		kp_exists(path.s));
}

/* Compile it by the folder's Makefile: 1 if that lists it, 0 if not, or -1. */
static int try_folder(const struct pb_workshop *shop, const char *object,
		      const char *folder, struct sc_error *err)
{
	char *text = NULL;
	int ret = run_make(shop, folder, object, &text, err);

	if (!ret)
		ret = !strstr(text, NOT_LISTED);
	free(text);
	return ret;
}

int pb_kbuild_compile(const struct pb_workshop *shop, const char *object,
		      struct sc_error *err)
{
	struct kp_path folder;

	if (kp_path(&folder, err, "%s", object))
		return -1;
	for (;;) {
		char *slash = strrchr(folder.s, '/');
		int ret;

		if (!slash)
			return sc_fail(
				err,
				"%.200s is not built for %.100s: no Makefile lists it in this configuration",
				object, shop->kernel->release);
		*slash = '\0';
		if (!has_makefile(shop, folder.s))
			continue;
		ret = try_folder(shop, object, folder.s, err);
		if (ret)
			return ret < 0 ? -1 : 0;
	}
}
