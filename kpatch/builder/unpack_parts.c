// SPDX-License-Identifier: GPL-2.0-only
/* The parts of a kernel, from packages or from what is installed. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/archive.h"
#include "kpatch/builder/run_command.h"
#include "kpatch/builder/source_unpack.h"
#include "kpatch/builder/tree.h"
#include "kpatch/builder/unpack_parts.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/output.h"

/* Documents, and headers of other processors. */
static const char *const unneeded[] = {
	"--exclude=./usr/share", "--exclude=./etc",
	"--exclude=./usr/src/linux-headers-*-common*/arch/[!x]*",
	"--exclude=./usr/src/linux-headers-*-common*/arch/xtensa", NULL
};

static const struct pb_package *item_of(const struct pb_parts *parts,
					enum pb_role role)
{
	return &parts->packages->items[role];
}

static int move_place(const char *from, const char *to, struct sc_error *err)
{
	if (!rename(from, to))
		return 0;
	return sc_fail(err, "%.256s: %s", from, strerror(errno));
}

/* The first of two places below @top that is there. */
static int find_place(const struct pb_parts *parts, const char *top,
		      const char *const forms[2], struct kp_path *path,
		      struct sc_error *err)
{
	for (int i = 0; i < 2; i++) {
		if (kp_path(path, err, "%s/%s%s", top, forms[i],
			    parts->release))
			return -1;
		if (kp_exists(path->s))
			return 0;
	}
	return sc_fail(err, "%.100s: it has neither %s%.80s nor %s%.80s",
		       item_of(parts, PB_ROLE_IMAGE)->name, forms[0],
		       parts->release, forms[1], parts->release);
}

/* The boot image; since 7.0 it lies with the modules. */
static int find_vmlinuz(const struct pb_parts *parts, const char *top,
			struct kp_path *path, struct sc_error *err)
{
	static const char *const folders[] = { "usr/lib/modules/",
					       "lib/modules/" };
	struct kp_path folder;

	if (kp_path(path, err, "%s/boot/vmlinuz-%s", top, parts->release))
		return -1;
	if (kp_exists(path->s))
		return 0;
	if (find_place(parts, top, folders, &folder, err) ||
	    kp_path(path, err, "%s/vmlinuz", folder.s))
		return -1;
	if (kp_exists(path->s))
		return 0;
	return sc_fail(err, "%.100s: it has no vmlinuz where one is looked for",
		       item_of(parts, PB_ROLE_IMAGE)->name);
}

static int copy_file(const char *from, const char *to, struct sc_error *err)
{
	const char *const argv[] = { "cp", "--", from, to, NULL };

	return pb_run_program(argv, NULL, err);
}

/* Older kernels' modules are not packed, and take four times as much. */
static int pack_modules(const char *folder, struct sc_error *err)
{
	const char *const argv[] = { "gzip", "-1", "-r", "--", folder, NULL };

	if (!pb_tree_has(folder, ".ko"))
		return 0;
	return pb_run_program(argv, NULL, err);
}

/* One of the packages of the image: unpacked, or nothing if installed. */
static int unpack_role(const struct pb_parts *parts, enum pb_role role,
		       const char *to, struct sc_error *err)
{
	enum pb_where where = item_of(parts, role)->where;

	if (where == PB_INSTALLED || where == PB_NOWHERE)
		return 0;
	return pb_archive_unpack(parts->debs[role].s, to, unneeded, err);
}

static int place_vmlinuz(const struct pb_parts *parts, const char *unpacked,
			 struct sc_error *err)
{
	bool there = item_of(parts, PB_ROLE_IMAGE)->where == PB_INSTALLED;
	struct kp_path from, to;

	if (find_vmlinuz(parts, there ? "" : unpacked, &from, err) ||
	    kp_path(&to, err, "%s/vmlinuz", parts->folder))
		return -1;
	return there ? copy_file(from.s, to.s, err)
		     : move_place(from.s, to.s, err);
}

static int place_modules(const struct pb_parts *parts, const char *unpacked,
			 struct kp_path *modules_ret, struct sc_error *err)
{
	static const char *const folders[] = { "lib/modules/",
					       "usr/lib/modules/" };
	bool own = item_of(parts, PB_ROLE_MODULES)->where != PB_NOWHERE;
	enum pb_role role = own ? PB_ROLE_MODULES : PB_ROLE_IMAGE;
	struct kp_path from, to;

	if (item_of(parts, role)->where == PB_INSTALLED)
		return find_place(parts, "", folders, modules_ret, err);
	if (find_place(parts, unpacked, folders, &from, err) ||
	    kp_path(&to, err, "%s/modules", parts->folder) ||
	    move_place(from.s, to.s, err) || pack_modules(to.s, err))
		return -1;
	return kp_path(modules_ret, err, "modules");
}

int pb_parts_image(const struct pb_parts *parts, struct kp_path *modules_ret,
		   struct sc_error *err)
{
	struct kp_path unpacked;

	if (kp_path(&unpacked, err, "%s/image", parts->folder) ||
	    kp_make_folder(unpacked.s, err) ||
	    unpack_role(parts, PB_ROLE_IMAGE, unpacked.s, err) ||
	    unpack_role(parts, PB_ROLE_MODULES, unpacked.s, err) ||
	    place_vmlinuz(parts, unpacked.s, err) ||
	    place_modules(parts, unpacked.s, modules_ret, err))
		return -1;
	return pb_tree_remove(unpacked.s, err);
}

/* --- headers */

/*
 * The folder that an installed package of headers has: usr/src/NAME, and for
 * kbuild usr/lib/NAME, which links in usr/src lead to.
 */
static int copy_installed(const struct pb_package *package, const char *to,
			  struct sc_error *err)
{
	bool kbuild = sc_starts_with(package->name, "linux-kbuild-");
	struct kp_path place;
	const char *const argv[] = { "cp",    "-a", "--parents", "--",
				     place.s, to,   NULL };
	const struct pb_command command = { .argv = argv, .folder = "/" };

	if (kp_path(&place, err, "usr/%s/%s", kbuild ? "lib" : "src",
		    package->name))
		return -1;
	return pb_run_commands(&(struct pb_run){ .commands = &command, .n = 1 },
			       NULL, err);
}

static int add_headers(const struct pb_parts *parts, enum pb_role role,
		       const char *to, struct sc_error *err)
{
	if (item_of(parts, role)->where == PB_INSTALLED)
		return copy_installed(item_of(parts, role), to, err);
	return pb_archive_unpack(parts->debs[role].s, to, unneeded, err);
}

/* @text with @top before each /usr/src/ that follows "include " or "=". */
static char *move_paths(const char *text, const char *top)
{
	static const char place[] = "/usr/src/";
	char *moved = NULL;
	size_t len;
	FILE *out = open_memstream(&moved, &len);

	for (const char *at = text; out && *at; at++) {
		bool path = sc_starts_with(at, place) && at > text &&
			    (at[-1] == '=' || at[-1] == ' ');

		if (path)
			fputs(top, out);
		putc(*at, out);
	}
	if (out && fclose(out)) {
		free(moved);
		moved = NULL;
	}
	return moved;
}

/* The makefile names folders by the place where packages are installed. */
static int adjust_makefile(const struct pb_parts *parts, const char *at,
			   struct sc_error *err)
{
	struct kp_path path, top;
	char *text, *moved;
	size_t len;
	int bad;

	if (kp_path(&path, err, "%s/unpacked/usr/src/%s/Makefile",
		    parts->folder, item_of(parts, PB_ROLE_HEADERS)->name) ||
	    kp_path(&top, err, "%s/unpacked", at))
		return -1;
	text = kp_read_file(path.s, &len, err);
	if (!text)
		return -1;
	moved = move_paths(text, top.s);
	bad = moved ? sc_output_put(path.s, moved, strlen(moved), err)
		    : sc_fail(err, "out of memory");
	free(moved);
	free(text);
	return bad;
}

/* With it, kbuild makes type data for modules, by a program we do without. */
static int remove_vmlinux(const struct pb_parts *parts, struct sc_error *err)
{
	struct kp_path path;

	if (kp_path(&path, err, "%s/unpacked/usr/src/%s/vmlinux", parts->folder,
		    item_of(parts, PB_ROLE_HEADERS)->name))
		return -1;
	if (!unlink(path.s) || errno == ENOENT)
		return 0;
	return sc_fail(err, "%.256s: %s", path.s, strerror(errno));
}

int pb_parts_headers(const struct pb_parts *parts, const char *at,
		     struct sc_error *err)
{
	struct kp_path to;

	if (kp_path(&to, err, "%s/unpacked", parts->folder) ||
	    kp_make_folder(to.s, err) ||
	    add_headers(parts, PB_ROLE_HEADERS, to.s, err) ||
	    add_headers(parts, PB_ROLE_COMMON, to.s, err) ||
	    add_headers(parts, PB_ROLE_KBUILD, to.s, err))
		return -1;
	if (remove_vmlinux(parts, err))
		return -1;
	return adjust_makefile(parts, at, err);
}

/* --- source */

int pb_parts_source(const struct pb_parts *parts, struct sc_error *err)
{
	struct kp_path to, marks, common;

	if (kp_path(&to, err, "%s/source", parts->folder) ||
	    kp_path(&marks, err, "%s/parts", parts->folder) ||
	    kp_path(&common, err, "%s/unpacked/usr/src/%s", parts->folder,
		    item_of(parts, PB_ROLE_COMMON)->name) ||
	    kp_make_folder(to.s, err) || kp_make_folder(marks.s, err) ||
	    pb_source_unpack(parts->debs[PB_ROLE_SOURCE].s,
			     item_of(parts, PB_ROLE_SOURCE)->name, to.s, err))
		return -1;
	return pb_tree_share(common.s, to.s, err);
}
