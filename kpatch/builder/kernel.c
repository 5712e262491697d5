// SPDX-License-Identifier: GPL-2.0-only
/* A kernel release in the cache: its folder is read. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/build_config.h"
#include "kpatch/builder/cache.h"
#include "kpatch/builder/kernel.h"
#include "kpatch/builder/names.h"
#include "kpatch/builder/version.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

void pb_kernel_free(struct pb_kernel *kernel)
{
	free(kernel->release);
	free(kernel->version);
	free(kernel->build_id);
	free(kernel->folder);
	free(kernel->source);
	free(kernel->headers);
	free(kernel->vmlinuz);
	free(kernel->modules);
	free(kernel->compiler);
	free(kernel->linker);
	memset(kernel, 0, sizeof(*kernel));
}

int pb_kernel_read_config(struct pb_kernel *kernel, struct sc_error *err)
{
	kernel->compiler =
		pb_config_value(kernel->headers, "CONFIG_CC_VERSION_TEXT", err);
	if (!kernel->compiler)
		return -1;
	kernel->linker =
		pb_config_value(kernel->headers, "CONFIG_LD_VERSION", err);
	return kernel->linker ? 0 : -1;
}

static int check_places(const struct pb_kernel *kernel, struct sc_error *err)
{
	const char *const places[] = { kernel->source, kernel->headers,
				       kernel->vmlinuz, kernel->modules };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (!kp_exists(places[i]))
			return sc_fail(err, "%.256s: %s", places[i],
				       strerror(errno));
	return 0;
}

/* The value of @name; a path is in @folder unless it is absolute. */
static char *read_value(const char *text, const char *name, const char *folder)
{
	size_t n = strlen(name), len;
	struct kp_path path;

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		if (strncmp(text, name, n) || text[n] != '=')
			continue;
		text += n + 1;
		len = strcspn(text, "\n");
		if (!folder || *text == '/')
			return strndup(text, len);
		if (kp_path(&path, NULL, "%s/%.*s", folder, (int)len, text))
			return NULL;
		return strdup(path.s);
	}
	return NULL;
}

static int fill_kernel(struct pb_kernel *kernel, const char *text,
		       const char *folder, struct sc_error *err)
{
	kernel->release = read_value(text, "release", NULL);
	kernel->version = read_value(text, "version", NULL);
	kernel->build_id = read_value(text, "build-id", NULL);
	kernel->source = read_value(text, "source", folder);
	kernel->headers = read_value(text, "headers", folder);
	kernel->vmlinuz = read_value(text, "vmlinuz", folder);
	kernel->modules = read_value(text, "modules", folder);
	kernel->folder = strdup(folder);
	if (kernel->release && kernel->version && kernel->build_id &&
	    kernel->source && kernel->headers && kernel->vmlinuz &&
	    kernel->modules && kernel->folder)
		return 0;
	return sc_fail(
		err,
		"%.256s/kernel: a line is missing; remove the folder, and prepare it again",
		folder);
}

/* Modules that are installed may have been replaced since. */
static int check_installed(const char *text, struct pb_kernel *kernel,
			   struct sc_error *err)
{
	char *image = read_value(text, "installed", NULL), *a, *b = NULL;
	size_t m, n = 0;
	int bad = 0;

	if (!image)
		return 0;
	a = kp_read_file(image, &m, err);
	if (a)
		b = kp_read_file(kernel->vmlinuz, &n, err);
	if (!a || !b)
		bad = -1;
	else if (m != n || memcmp(a, b, n))
		bad = sc_fail(
			err,
			"%.200s: it is no longer the build that was prepared in %.200s; remove that folder, and prepare it again",
			image, kernel->folder);
	free(a);
	free(b);
	free(image);
	return bad;
}

int pb_kernel_read(const char *folder, struct pb_kernel *kernel,
		   struct sc_error *err)
{
	struct kp_path path;
	char *text = NULL;
	size_t len;
	int bad;

	*kernel = (struct pb_kernel){ 0 };
	if (!kp_path(&path, err, "%s/kernel", folder))
		text = kp_read_file(path.s, &len, err);
	bad = text ? fill_kernel(kernel, text, folder, err) : -1;
	if (!bad)
		bad = check_places(kernel, err);
	if (!bad)
		bad = check_installed(text, kernel, err);
	if (!bad)
		bad = pb_kernel_read_config(kernel, err);
	if (bad)
		pb_kernel_free(kernel);
	free(text);
	return bad;
}

/* Whether a folder has the name RELEASE-BUILDID. */
static bool is_of_release(const char *name, const char *release)
{
	size_t n = strlen(release), m = strlen(name);

	return sc_starts_with(name, release) && name[n] == '-' && m > n + 1 &&
	       strspn(name + n + 1, "0123456789abcdef") == m - n - 1;
}

/* Take @found over if it fits and is newer than what @kernel has; free the other. */
static void take_better(struct pb_kernel *kernel, struct pb_kernel *found,
			const char *version)
{
	int newer = !kernel->version ||
		    pb_version_compare(found->version, kernel->version) > 0;
	struct pb_kernel other = *found;

	if (version ? !strcmp(found->version, version) : newer) {
		other = *kernel;
		*kernel = *found;
	}
	pb_kernel_free(&other);
}

int pb_kernel_find(const char *cache, const char *release, const char *version,
		   struct pb_kernel *kernel, struct sc_error *err)
{
	struct kp_path folder, path;
	struct pb_kernel found = { 0 };
	struct kp_names names;

	*kernel = (struct pb_kernel){ 0 };
	if (kp_path(&folder, err, "%s/kernels", cache) ||
	    kp_list_folders(folder.s, &names, err))
		return -1;
	sc_fail(err,
		"%.100s: it is not prepared; run `kpatch build --prepare --kernel=%.100s`",
		release, release);
	for (size_t i = 0; i < names.n; i++)
		if (is_of_release(names.items[i], release) &&
		    !kp_path(&path, err, "%s/%s", folder.s, names.items[i]) &&
		    !pb_kernel_read(path.s, &found, err))
			take_better(kernel, &found, version);
	kp_names_free(&names);
	return kernel->release ? 0 : -1;
}
