// SPDX-License-Identifier: GPL-2.0-only
/*
 * What kbuild needs of a built tree is in the kernel's packages: configuration,
 * generated headers, scripts. A small makefile takes in the top Makefile of the
 * source as if for an external module, so that nothing is prepared or
 * configured. It tries out the compiler, which takes longer than to compile. So
 * it runs once, and its environment is kept for the makefiles of folders.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/kbuild_top.h"
#include "kpatch/builder/run_command.h"
#include "stackcheck/util/output.h"

#define MINUTES(n) ((n)*60 * 1000LL)

/* Files in the folder. */
#define TOP_FILE "kpatch-top.mk"
#define ENV_FILE "kpatch-env"

static const char top_text[] = "KBUILD_EXTMOD := $(CURDIR)\n"
			       "MAKEFLAGS += -rR --no-print-directory\n"
			       "abs_objtree := $(CURDIR)\n"
			       "abs_srctree := $(KPATCH_SOURCE)\n"
			       "srctree := $(KPATCH_SOURCE)\n"
			       "include $(KPATCH_SOURCE)/Makefile\n"
			       ".PHONY: kpatch_env\n"
			       "kpatch_env:\n"
			       "\t@env -0 >" ENV_FILE "\n";

/* Shows what a folder's Makefile lists, and what module an object is a part of. */
static const char list_text[] =
	"include $(srctree)/scripts/Makefile.build\n"
	".PHONY: kpatch_list\n"
	"kpatch_list: $(filter $(KPATCH_OBJECT:.o=.kpatch_module),"
	"$(real-obj-m:.o=.kpatch_module))\n"
	"\t@:$(foreach o,$(real-obj-y) $(real-obj-m) $(lib-y),"
	"$(info kpatch: $(o)))"
	"$(foreach o,$(targets),$(info kpatch target: $(o)))"
	"$(foreach o,$(subdir-ym),$(info kpatch folder: $(o)/))"
	"$(foreach o,$(filter %/,$(obj-) $(obj-n)),"
	"$(info kpatch left out: $(obj)/$(o)))\n"
	/* a rule like that for objects, as modfile depends on its names */
	"$(obj)/%.kpatch_module:\n"
	"\t@:$(info kpatch module: $(modfile))\n";

/*
 * Builds an object, and before it the programs that packages of kbuild lack.
 * Their rules come into play only if an object needs them.
 */
static const char build_text[] =
	"include $(srctree)/scripts/Makefile.build\n"
	"kpatch_host = mkdir -p $(dir $@) && $(HOSTCC) -o $@ $(srctree)/$@.c\n"
	"scripts/asn1_compiler scripts/ipe/polgen/polgen:\n"
	"\t$(kpatch_host) -I$(srctree)/include\n"
	"scripts/selinux/genheaders/genheaders:\n"
	"\t$(kpatch_host) -I$(srctree)/include/uapi -I$(srctree)/include"
	" -I$(srctree)/security/selinux/include\n";

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

/* A real folder with links to the scripts, where more programs can be built. */
static int link_scripts(const struct pb_workshop *shop, struct sc_error *err)
{
	struct kp_path from, to, path;
	struct dirent *e;
	int ret = 0;
	DIR *dir;

	if (kp_path(&from, err, "%s/scripts", shop->kernel->headers) ||
	    kp_path(&to, err, "%s/obj/scripts", shop->work) ||
	    kp_make_folder(to.s, err))
		return -1;
	dir = opendir(from.s);
	if (!dir)
		return sc_fail(err, "%.400s: %s", from.s, strerror(errno));
	while (!ret && (e = readdir(dir))) {
		if (*e->d_name == '.')
			continue;
		ret = kp_path(&path, err, "scripts/%s", e->d_name) ||
		      link_to(shop->work, shop->kernel->headers, path.s, err);
	}
	closedir(dir);
	return ret ? -1 : 0;
}

static int write_makefiles(const struct pb_workshop *shop, struct sc_error *err)
{
	return write_makefile(shop->work, TOP_FILE, top_text, err) ||
			       write_makefile(shop->work, PB_LIST_FILE,
					      list_text, err) ||
			       write_makefile(shop->work, PB_BUILD_FILE,
					      build_text, err)
		       ? -1
		       : 0;
}

int pb_workshop_set_up(const struct pb_workshop *shop, struct sc_error *err)
{
	static const char *const names[] = { ".config", "Module.symvers",
					     "include", "tools",
					     "arch/x86/include/generated" };
	struct kp_path path;

	if (kp_path(&path, err, "%s/obj/arch/x86/include", shop->work) ||
	    kp_make_folder(path.s, err))
		return -1;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (link_to(shop->work, shop->kernel->headers, names[i], err))
			return -1;
	/* of a run before, in a folder that is kept */
	if (kp_path(&path, err, "%s/obj/" ENV_FILE, shop->work))
		return -1;
	unlink(path.s);
	return link_scripts(shop, err) || write_makefiles(shop, err) ? -1 : 0;
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

/*
 * make, with all that the top Makefile would have found out by itself. No
 * debugging information: that takes long. A section for each variable: see unit.h.
 */
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
		"KCFLAGS=-g0 -fdata-sections",
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

static int run_top(const struct pb_workshop *shop, const char *folder,
		   struct sc_error *err)
{
	struct pb_words argv = { 0 };
	int ret = -1;

	if (add_arguments(shop, &argv) || pb_words_add(&argv, "kpatch_env")) {
		sc_fail(err, "out of memory");
	} else {
		const struct pb_command command = {
			.argv = (const char *const *)argv.list,
			.folder = folder,
		};
		const struct pb_run run = { .commands = &command,
					    .n = 1,
					    .deadline_ms = MINUTES(20) };

		ret = pb_run_commands(&run, NULL, err);
	}
	pb_words_free(&argv);
	return ret;
}

/* Words that each end with a NUL. */
static int split_env(const char *text, size_t size, struct pb_words *env)
{
	for (size_t at = 0; at < size; at += strlen(text + at) + 1)
		if (pb_words_add(env, text + at))
			return -1;
	return 0;
}

int pb_kbuild_env(const struct pb_workshop *shop, struct pb_words *env,
		  struct sc_error *err)
{
	struct kp_path folder, path;
	char *text;
	size_t size;
	int ret;

	*env = (struct pb_words){ 0 };
	if (kp_path(&folder, err, "%s/obj", shop->work) ||
	    kp_path(&path, err, "%s/" ENV_FILE, folder.s) ||
	    (!kp_exists(path.s) && run_top(shop, folder.s, err)))
		return -1;
	text = kp_read_file(path.s, &size, err);
	if (!text)
		return -1;
	ret = split_env(text, size, env);
	free(text);
	if (!ret)
		return 0;
	pb_words_free(env);
	return sc_fail(err, "out of memory");
}
