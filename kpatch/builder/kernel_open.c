// SPDX-License-Identifier: GPL-2.0-only
/* What options name, what was prepared, or what is installed. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/build_config.h"
#include "kpatch/builder/cache.h"
#include "kpatch/builder/kernel.h"
#include "kpatch/builder/kernel_open.h"
#include "kpatch/builder/names.h"
#include "kpatch/file.h"

static char *whole_path(const char *path, struct sc_error *err)
{
	char *whole = realpath(path, NULL);

	if (!whole)
		sc_fail(err, "%.256s: %s", path, strerror(errno));
	return whole;
}

static int take_paths(const struct pb_kernel_options *options,
		      struct pb_kernel *kernel, struct sc_error *err)
{
	if ((!options->source && !options->without_source) ||
	    !options->headers || !options->vmlinuz || !options->modules)
		return sc_fail(
			err,
			"--vmlinuz and --modules go together, with --source and --headers; one of them is missing");
	if (!options->without_source)
		kernel->source = whole_path(options->source, err);
	if (kernel->source || options->without_source)
		kernel->headers = whole_path(options->headers, err);
	if (kernel->headers)
		kernel->vmlinuz = whole_path(options->vmlinuz, err);
	if (kernel->vmlinuz)
		kernel->modules = whole_path(options->modules, err);
	return kernel->modules ? 0 : -1;
}

static int open_by_hand(const char *release,
			const struct pb_kernel_options *options,
			struct pb_kernel *kernel, struct sc_error *err)
{
	int bad;

	*kernel = (struct pb_kernel){ .release = strdup(release) };
	bad = kernel->release ? take_paths(options, kernel, err)
			      : sc_fail(err, "out of memory");
	if (!bad)
		bad = pb_kernel_read_config(kernel, err);
	if (!bad)
		kernel->build_id = pb_image_build_id(kernel->vmlinuz, err);
	if (!bad && kernel->build_id)
		return 0;
	pb_kernel_free(kernel);
	return -1;
}

/* Put @path, if it is one, in the place of *@field. */
static int take_other(const char *path, char **field, struct sc_error *err)
{
	char *whole = path ? whole_path(path, err) : NULL;

	if (!path)
		return 0;
	if (!whole)
		return -1;
	free(*field);
	*field = whole;
	return 0;
}

/* As open_by_hand(), of what packages of the kernel and its headers install. */
static int open_installed(const char *release, struct pb_kernel *kernel,
			  struct sc_error *err)
{
	struct kp_path headers, vmlinuz, modules;
	const struct pb_kernel_options options = { .without_source = true,
						   .headers = headers.s,
						   .vmlinuz = vmlinuz.s,
						   .modules = modules.s };

	return kp_path(&headers, err, "/lib/modules/%s/build", release) ||
			       kp_path(&vmlinuz, err, "/boot/vmlinuz-%s",
				       release) ||
			       kp_path(&modules, err, "/lib/modules/%s",
				       release) ||
			       open_by_hand(release, &options, kernel, err)
		       ? -1
		       : 0;
}

static bool is_installed(const char *release)
{
	struct kp_path headers;

	return !kp_path(&headers, NULL, "/lib/modules/%s/build", release) &&
	       kp_exists(headers.s);
}

/*
 * Another source than the one that was prepared is whole, and nothing is put
 * into it: so the kernel counts as one that is not in the cache.
 */
static int take_source(const char *source, struct pb_kernel *kernel,
		       struct sc_error *err)
{
	if (take_other(source, &kernel->source, err))
		return -1;
	if (source) {
		free(kernel->folder);
		kernel->folder = NULL;
	}
	return 0;
}

/* Other headers, as those whose programs run on this machine. */
static int take_headers(const char *headers, struct pb_kernel *kernel,
			struct sc_error *err)
{
	if (!headers)
		return 0;
	free(kernel->compiler);
	free(kernel->linker);
	kernel->compiler = kernel->linker = NULL;
	return take_other(headers, &kernel->headers, err) ||
			       pb_kernel_read_config(kernel, err)
		       ? -1
		       : 0;
}

static int open_prepared(const char *cache, const char *release,
			 const struct pb_kernel_options *options,
			 struct pb_kernel *kernel, struct sc_error *err)
{
	if (pb_kernel_find(cache, release, NULL, kernel, err))
		return -1;
	if (!take_source(options->source, kernel, err) &&
	    !take_headers(options->headers, kernel, err))
		return 0;
	pb_kernel_free(kernel);
	return -1;
}

int pb_kernel_open(const char *release, const struct pb_kernel_options *options,
		   struct pb_kernel *kernel, struct sc_error *err)
{
	struct pb_cache cache;
	int bad;

	if (!pb_is_release(release))
		return sc_fail(err, "'%.100s' is not a kernel release",
			       release);
	if (options->vmlinuz || options->modules)
		return open_by_hand(release, options, kernel, err);
	if (pb_cache_open(&cache, options->cache, err))
		return -1;
	bad = open_prepared(cache.folder, release, options, kernel, err);
	pb_cache_close(&cache);
	if (bad && options->without_source && !options->headers &&
	    is_installed(release))
		return open_installed(release, kernel, err);
	return bad ? -1 : 0;
}
