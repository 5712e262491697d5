// SPDX-License-Identifier: GPL-2.0-only
/* tar gets patterns, or the names of files. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/archive.h"
#include "kpatch/builder/cache.h"
#include "kpatch/builder/names.h"
#include "kpatch/builder/source_marks.h"
#include "kpatch/builder/source_unpack.h"
#include "stackcheck/util/output.h"

/* Never needed. Patterns of tar, where a '*' also stands for slashes. */
static const char *const unneeded[] = {
	"rust",
	"*.rs",
	"Documentation",
	"samples",
	"LICENSES",
	"*/Kconfig*",
	"arch/[!x]*",
	"arch/xtensa",
	"arch/x86/um",
	"tools/[!ail]*",
	"tools/accounting",
	"tools/iio",
	"tools/laptop",
	"tools/leds",
	"tools/arch/[!x]*",
	"tools/arch/xtensa",
};

#define N(a) (sizeof(a) / sizeof((a)[0]))

static int fail_at(const char *path, struct sc_error *err)
{
	return sc_fail(err, "%.256s: %s", path, strerror(errno));
}

static int fail_memory(struct sc_error *err)
{
	return sc_fail(err, "out of memory");
}

/* --- at first */

static int add_unneeded(const char *name, struct pb_words *options)
{
	struct kp_path word;

	for (size_t i = 0; i < N(unneeded); i++)
		if (kp_path(&word, NULL, "--exclude=%s/%s", name,
			    unneeded[i]) ||
		    pb_words_add(options, word.s))
			return -1;
	return 0;
}

int pb_source_unpack(const char *deb, const char *name, const char *to,
		     struct sc_error *err)
{
	struct pb_words options = { 0 };
	int ret;

	if (add_unneeded(name, &options) || pb_source_leave_out(name, &options))
		ret = fail_memory(err);
	else
		ret = pb_archive_unpack_source(
			deb, name, to, (const char *const *)options.list, err);
	pb_words_free(&options);
	return ret;
}

/* --- later */

int pb_source_lock(const struct pb_kernel *kernel,
		   const struct pb_progress *progress, struct sc_error *err)
{
	struct pb_cache cache;
	struct kp_path path;
	int lock;

	/* the cache that the kernel's folder lies in */
	if (kp_path(&path, err, "%s/../..", kernel->folder) ||
	    pb_cache_open(&cache, path.s, err))
		return -1;
	lock = pb_cache_lock(&cache, kernel->release, progress, err);
	pb_cache_close(&cache);
	return lock;
}

bool pb_source_is_broken(const struct pb_kernel *kernel)
{
	struct kp_path path;

	return !pb_mark_broken(kernel, &path, NULL) && kp_exists(path.s);
}

static int find_package(const struct pb_kernel *kernel, char name[PB_NAME],
			struct kp_path *deb, struct sc_error *err)
{
	if (pb_source_name(kernel->release, name, err) ||
	    kp_path(deb, err, "%s/debs/%s_%s.deb", kernel->folder, name,
		    kernel->version))
		return -1;
	if (kp_exists(deb->s))
		return 0;
	return sc_fail(
		err,
		"%.256s: it is gone; remove the folder of this kernel, and prepare it again",
		deb->s);
}

/* One run of tar: its options, and what it is to get. */
struct addition {
	const struct pb_kernel *kernel;
	char name[PB_NAME]; /* of the archive */
	struct kp_path deb, broken;
	struct pb_words options;
	struct sc_error *err;
};

static int begin_addition(struct addition *a)
{
	if (find_package(a->kernel, a->name, &a->deb, a->err) ||
	    pb_mark_broken(a->kernel, &a->broken, a->err))
		return -1;
	if (kp_exists(a->broken.s) && pb_marks_drop_all(a->kernel, a->err) < 0)
		return -1;
	if (pb_words_add(&a->options, kp_exists(a->broken.s)
					      ? "--unlink-first"
					      : "--skip-old-files") ||
	    pb_words_add(&a->options, "--wildcards"))
		return fail_memory(a->err);
	return 0;
}

static int run_addition(struct addition *a)
{
	if (pb_mark_touch(a->broken.s, a->err) ||
	    pb_archive_unpack_source(a->deb.s, a->name, a->kernel->source,
				     (const char *const *)a->options.list,
				     a->err))
		return -1;
	return unlink(a->broken.s) ? fail_at(a->broken.s, a->err) : 0;
}

int pb_source_add_part(const struct pb_kernel *kernel,
		       const struct pb_source_part *part, struct sc_error *err)
{
	struct addition a = { .kernel = kernel, .err = err };
	struct kp_path pattern, without;
	int ret = begin_addition(&a);

	if (!ret &&
	    (kp_path(&pattern, err, "%s/%s", a.name, part->pattern.s) ||
	     kp_path(&without, err, "--exclude=%s/" PB_AMD_REGISTERS, a.name)))
		ret = -1;
	if (!ret && !strstr(pattern.s, PB_AMD_REGISTERS) &&
	    pb_words_add(&a.options, without.s))
		ret = fail_memory(err);
	if (!ret && ((!part->deep &&
		      pb_words_add(&a.options, "--no-wildcards-match-slash")) ||
		     pb_words_add(&a.options, pattern.s)))
		ret = fail_memory(err);
	if (!ret)
		ret = run_addition(&a);
	pb_words_free(&a.options);
	return ret;
}

int pb_source_add_all(const struct pb_kernel *kernel, struct sc_error *err)
{
	struct addition a = { .kernel = kernel, .err = err };
	int ret = begin_addition(&a);

	if (!ret && pb_source_get_all(a.name, kernel->source, &a.options))
		ret = fail_memory(err);
	if (!ret)
		ret = run_addition(&a);
	pb_words_free(&a.options);
	return ret;
}

/* The names, for tar to read. */
static int write_list(const struct addition *a, const struct pb_words *paths,
		      const char *to)
{
	struct sc_output out;

	if (sc_output_open(&out, to, a->err))
		return -1;
	for (size_t i = 0; i < paths->n; i++)
		fprintf(out.file, "%s/%s\n", a->name, paths->list[i]);
	return sc_output_commit(&out, a->err);
}

int pb_source_add_list(const struct pb_kernel *kernel,
		       const struct pb_words *paths, struct sc_error *err)
{
	struct addition a = { .kernel = kernel, .err = err };
	struct kp_path list;
	int ret = begin_addition(&a);

	if (!ret && (kp_path(&list, err, "%s/.list", kernel->folder) ||
		     write_list(&a, paths, list.s)))
		ret = -1;
	if (!ret && (pb_words_add(&a.options, "--no-wildcards") ||
		     pb_words_add(&a.options, "-T") ||
		     pb_words_add(&a.options, list.s)))
		ret = fail_memory(err);
	if (!ret) {
		ret = run_addition(&a);
		unlink(list.s);
	}
	pb_words_free(&a.options);
	return ret;
}
