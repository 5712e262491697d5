// SPDX-License-Identifier: GPL-2.0-only
/* Fetch and unpack everything that a kernel release needs. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/build_config.h"
#include "kpatch/builder/cache.h"
#include "kpatch/builder/fetch.h"
#include "kpatch/builder/include_walk.h"
#include "kpatch/builder/prepare.h"
#include "kpatch/builder/source_limit.h"
#include "kpatch/builder/tree.h"
#include "kpatch/builder/unpack_parts.h"
#include "stackcheck/util/output.h"

/* What preparing takes at its fullest: packages, and what is unpacked. */
#define ROOM ((uint64_t)1300 << 20)

/* One preparation. */
struct preparation {
	const struct pb_kernel_options *options;
	const struct pb_progress *progress;
	const struct pb_cache *cache;
	const char *version; /* of the packages */
	struct pb_parts parts;
	struct kp_path folder; /* where it is made */
	struct kp_path at; /* where it will be */
	struct kp_path modules;
	struct kp_path source;
	char *build_id;
	const char *name; /* of the folder in kernels/ */
};

/* Tell of a step that is done; @part of the folder is its size. */
static double tell_step(const struct preparation *p, const char *step,
			const char *part, double begin)
{
	struct kp_path path;

	if (!kp_path(&path, NULL, "%s/%s", p->folder.s, part))
		pb_progress_tell(p->progress, "%s: %llu MB, %.1f s", step,
				 (unsigned long long)(pb_tree_size(path.s) >>
						      20),
				 pb_progress_now() - begin);
	return pb_progress_now();
}

static bool has_file(const struct pb_package *package)
{
	return package->where == PB_IN_FOLDER || package->where == PB_AT_APT;
}

static int fetch_packages(struct preparation *p, struct sc_error *err)
{
	struct kp_path to;

	if (kp_path(&to, err, "%s/debs", p->folder.s) ||
	    kp_make_folder(to.s, err))
		return -1;
	for (size_t i = 0; i < PB_ROLES; i++) {
		const struct pb_package *item = &p->parts.packages->items[i];

		if (has_file(item) && pb_package_fetch(item, p->cache, to.s,
						       &p->parts.debs[i], err))
			return -1;
	}
	return 0;
}

/* The image tells the build-id, and so the name of the folder. */
static int prepare_image(struct preparation *p, struct sc_error *err)
{
	struct kp_path vmlinuz;

	if (pb_parts_image(&p->parts, &p->modules, err) ||
	    kp_path(&vmlinuz, err, "%s/vmlinuz", p->folder.s) ||
	    pb_image_check_version(vmlinuz.s, p->parts.release, p->version,
				   err))
		return -1;
	p->build_id = pb_image_build_id(vmlinuz.s, err);
	if (!p->build_id ||
	    kp_path(&p->at, err, "%s/kernels/%s-%s", p->cache->folder,
		    p->parts.release, p->build_id))
		return -1;
	p->name = strrchr(p->at.s, '/') + 1;
	return 0;
}

static int prepare_source(struct preparation *p, struct sc_error *err)
{
	char *own;

	if (!p->options->source)
		return kp_path(&p->source, err, "source") ||
				       pb_parts_source(&p->parts, err)
			       ? -1
			       : 0;
	own = realpath(p->options->source, NULL);
	if (!own)
		return sc_fail(err, "%.256s: %s", p->options->source,
			       strerror(errno));
	kp_path(&p->source, NULL, "%s", own);
	free(own);
	return 0;
}

/* The package of the source stays; the others have been unpacked. */
static int remove_packages(struct preparation *p, struct sc_error *err)
{
	for (size_t i = 0; i < PB_ROLES; i++) {
		const char *file = p->parts.debs[i].s;

		if (i != PB_ROLE_SOURCE && *file && unlink(file))
			return sc_fail(err, "%.256s: %s", file,
				       strerror(errno));
	}
	return 0;
}

/* Where the modules stay in place, the image that they belong to is told. */
static void write_installed(const struct preparation *p, FILE *out)
{
	struct kp_path image;

	if (*p->modules.s != '/')
		return;
	if (!kp_path(&image, NULL, "/boot/vmlinuz-%s", p->parts.release) &&
	    kp_exists(image.s))
		fprintf(out, "installed=%s\n", image.s);
	else
		fprintf(out, "installed=%s/vmlinuz\n", p->modules.s);
}

static int write_description(const struct preparation *p, struct sc_error *err)
{
	const struct pb_package *headers =
		&p->parts.packages->items[PB_ROLE_HEADERS];
	struct sc_output out;
	struct kp_path path;

	if (kp_path(&path, err, "%s/kernel", p->folder.s) ||
	    sc_output_open(&out, path.s, err))
		return -1;
	fprintf(out.file, "release=%s\nversion=%s\nbuild-id=%s\n",
		p->parts.release, p->version, p->build_id);
	fprintf(out.file, "source=%s\nheaders=unpacked/usr/src/%s\n",
		p->source.s, headers->name);
	fprintf(out.file, "vmlinuz=vmlinuz\nmodules=%s\n", p->modules.s);
	write_installed(p, out.file);
	return sc_output_commit(&out, err);
}

/* Each step is told when it is done. */
static int run_steps(struct preparation *p, struct sc_error *err)
{
	double t = pb_progress_now();

	if (fetch_packages(p, err))
		return -1;
	t = tell_step(p, "packages", "debs", t);
	if (prepare_image(p, err))
		return -1;
	t = tell_step(p, "modules", "modules", t);
	if (pb_parts_headers(&p->parts, p->at.s, err))
		return -1;
	t = tell_step(p, "headers", "unpacked", t);
	if (prepare_source(p, err))
		return -1;
	tell_step(p, "source", "source", t);
	if (remove_packages(p, err))
		return -1;
	return write_description(p, err);
}

static void forget_packages(const struct preparation *p)
{
	for (size_t i = 0; i < PB_ROLES; i++)
		pb_package_forget(&p->parts.packages->items[i], p->cache);
}

static int make_kernel(struct preparation *p, struct sc_error *err)
{
	const char *release = p->parts.release;
	double begin = pb_progress_now();
	int bad;

	if (pb_cache_room(p->cache, ROOM, err) ||
	    pb_cache_begin(p->cache, release, &p->folder, err))
		return -1;
	p->parts.folder = p->folder.s;
	bad = run_steps(p, err);
	if (!bad)
		bad = pb_cache_commit(p->cache, release, p->name, err);
	if (bad) {
		pb_cache_discard(p->cache, release);
	} else {
		forget_packages(p);
		p->folder = p->at;
		tell_step(p, "all", "", begin);
	}
	free(p->build_id);
	return bad;
}

/* What is prepared is told, and read into @kernel. -1: it is not there. */
static int find_prepared(const struct preparation *p, struct pb_kernel *kernel)
{
	struct sc_error ignored;

	if (pb_kernel_find(p->cache->folder, p->parts.release, p->version,
			   kernel, &ignored))
		return -1;
	pb_progress_tell(p->progress, "%s: it is prepared", p->parts.release);
	return 0;
}

/* Who had the lock before may have made it. */
static int make_locked(struct preparation *p, struct pb_kernel *kernel,
		       struct sc_error *err)
{
	int lock = pb_cache_lock(p->cache, p->parts.release, p->progress, err);
	int bad;

	if (lock < 0)
		return -1;
	bad = find_prepared(p, kernel);
	if (bad && !make_kernel(p, err))
		bad = pb_kernel_read(p->at.s, kernel, err);
	close(lock);
	return bad;
}

static int find_or_make(const char *release,
			const struct pb_kernel_options *options,
			const struct pb_progress *progress,
			const struct pb_cache *cache, struct pb_kernel *kernel,
			struct sc_error *err)
{
	struct pb_packages packages;
	struct preparation p = { .options = options,
				 .progress = progress,
				 .cache = cache,
				 .parts = { .release = release,
					    .packages = &packages } };
	int bad;

	if (pb_packages_find(release, options->packages,
			     options->source != NULL, &packages, err))
		return -1;
	p.version = packages.items[PB_ROLE_IMAGE].version;
	bad = find_prepared(&p, kernel) && make_locked(&p, kernel, err) ? -1
									: 0;
	pb_packages_free(&packages);
	return bad;
}

/* What has to be unpacked for the index goes again. */
static int make_index(const struct pb_kernel *kernel,
		      const struct pb_progress *progress, struct sc_error *err)
{
	int use = pb_source_begin(kernel), bad;

	bad = pb_includes_make(kernel, progress, err);
	pb_source_end(kernel, use, progress);
	return bad;
}

int pb_prepare(const char *release, const struct pb_kernel_options *options,
	       const struct pb_progress *progress, struct pb_kernel *kernel,
	       struct sc_error *err)
{
	struct pb_cache cache;
	int bad;

	if (pb_cache_open(&cache, options->cache, err))
		return -1;
	pb_cache_sweep(&cache);
	bad = find_or_make(release, options, progress, &cache, kernel, err);
	pb_cache_close(&cache);
	if (bad || !make_index(kernel, progress, err))
		return bad;
	pb_kernel_free(kernel);
	return -1;
}
