// SPDX-License-Identifier: GPL-2.0-only
/* The source of a kernel. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/archive.h"
#include "kpatch/builder/cache.h"
#include "kpatch/builder/source.h"
#include "stackcheck/util/affix.h"

#define PATTERN 160

/* Headers of 450 MB, which only drivers/gpu/drm/amd/ includes. */
#define REGISTERS "drivers/gpu/drm/amd/include/asic_reg"

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

/* What pb_source_get() gets: patterns behind the name of a folder. */
static const char *const later[] = {
	"drivers/*.c",	       "sound/*.c",
	"drivers/gpu/*.h",     "drivers/net/wireless/*.h",
	"sound/*.h",	       "drivers/accel/*.h",
	"drivers/staging/*.h", "drivers/media/*.h",
};

#define N(a) (sizeof(a) / sizeof((a)[0]))

int pb_source_unpack(const char *deb, const char *name, const char *to,
		     struct sc_error *err)
{
	char patterns[N(unneeded) + N(later)][PATTERN];
	const char *options[N(patterns) + 1] = { 0 };

	for (size_t i = 0; i < N(patterns); i++) {
		bool never = i < N(unneeded);

		snprintf(patterns[i], PATTERN, "--exclude=%s/%s", name,
			 never ? unneeded[i] : later[i - N(unneeded)]);
		options[i] = patterns[i];
	}
	return pb_archive_unpack_source(deb, name, to, options, err);
}

/* --- what is got later */

/* The folder of @path that is got at once; an empty one: all of it is there. */
static void find_part(const char *path, char part[PB_NAME])
{
	size_t n = 0;

	*part = '\0';
	if (sc_starts_with(path, "sound/"))
		n = strlen("sound");
	else if (sc_starts_with(path, "drivers/"))
		n = strlen("drivers/") +
		    strcspn(path + strlen("drivers/"), "/");
	if (n < PB_NAME && path[n] == '/')
		snprintf(part, PB_NAME, "%.*s", (int)n, path);
}

int pb_source_mark(const struct pb_kernel *kernel, const char *part,
		   struct kp_path *path, struct sc_error *err)
{
	if (kp_path(path, err, "%s/parts/%s", kernel->folder, part))
		return -1;
	for (char *c = path->s + strlen(path->s) - strlen(part); *c; c++)
		if (*c == '/')
			*c = '-';
	return 0;
}

int pb_source_package(const struct pb_kernel *kernel, char name[PB_NAME],
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

/* Headers that @part lacks, as a pattern behind its name; or NULL. */
static const char *lacking_headers(const char *part)
{
	static const char *const all[] = { "sound",	      "drivers/gpu",
					   "drivers/accel",   "drivers/media",
					   "drivers/staging", REGISTERS };

	for (size_t i = 0; i < N(all); i++)
		if (!strcmp(part, all[i]))
			return "*.h";
	return strcmp(part, "drivers/net") ? NULL : "wireless/*.h";
}

/* What is there already, as other headers, is left alone: it may be in use. */
static int unpack_part(const struct pb_kernel *kernel, const char *part,
		       struct sc_error *err)
{
	const char *more = lacking_headers(part);
	bool all = !strcmp(part, REGISTERS);
	char source[PATTERN], headers[PATTERN], without[PATTERN], name[PB_NAME];
	const char *const options[] = {
		"--wildcards",		 "--unlink-first",
		all ? headers : without, all ? NULL : source,
		more ? headers : NULL,	 NULL
	};
	struct kp_path deb;

	if (pb_source_package(kernel, name, &deb, err))
		return -1;
	snprintf(source, PATTERN, "%.60s/%.60s/*.c", name, part);
	snprintf(headers, PATTERN, "%.60s/%.60s/%s", name, part,
		 more ? more : "");
	snprintf(without, PATTERN, "--exclude=%.60s/" REGISTERS, name);
	return pb_archive_unpack_source(deb.s, name, kernel->source, options,
					err);
}

/* Only that it is there counts. */
int pb_source_make_mark(const char *path, struct sc_error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	if (fd < 0)
		return sc_fail(err, "%.256s: %s", path, strerror(errno));
	close(fd);
	return 0;
}

static int get_part(const struct pb_kernel *kernel, const char *part,
		    const char *mark, const struct pb_progress *progress,
		    struct sc_error *err)
{
	double begin = pb_progress_now();

	if (kp_exists(mark))
		return 0;
	if (unpack_part(kernel, part, err) || pb_source_make_mark(mark, err))
		return -1;
	pb_progress_tell(progress, "source of %s: %.1f s", part,
			 pb_progress_now() - begin);
	return 0;
}

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

static int get_locked(const struct pb_kernel *kernel, const char *part,
		      const struct pb_progress *progress, struct sc_error *err)
{
	struct kp_path mark;
	int lock, bad;

	if (pb_source_mark(kernel, part, &mark, err))
		return -1;
	if (kp_exists(mark.s))
		return 0;
	lock = pb_source_lock(kernel, progress, err);
	if (lock < 0)
		return -1;
	bad = get_part(kernel, part, mark.s, progress, err);
	close(lock);
	return bad;
}

bool pb_source_is_own(const struct pb_kernel *kernel)
{
	return kernel->folder && sc_starts_with(kernel->source, kernel->folder);
}

int pb_source_get(const struct pb_kernel *kernel, const char *path,
		  const struct pb_progress *progress, struct sc_error *err)
{
	struct kp_path folder;
	char part[PB_NAME];

	find_part(path, part);
	if (!*part || !pb_source_is_own(kernel))
		return 0;
	if (kp_path(&folder, err, "%s/%s", kernel->source, part))
		return -1;
	if (!kp_exists(folder.s)) /* a diff may make it */
		return 0;
	if (get_locked(kernel, part, progress, err))
		return -1;
	if (!sc_starts_with(path, "drivers/gpu/drm/amd/"))
		return 0;
	return get_locked(kernel, REGISTERS, progress, err);
}

int pb_source_add_later(const char *name, struct pb_words *options)
{
	char pattern[PATTERN];

	snprintf(pattern, sizeof(pattern), "--exclude=%.60s/" REGISTERS, name);
	if (pb_words_add(options, pattern))
		return -1;
	for (size_t i = 0; i < N(later); i++) {
		snprintf(pattern, sizeof(pattern), "%.60s/%s", name, later[i]);
		if (pb_words_add(options, pattern))
			return -1;
	}
	return 0;
}
