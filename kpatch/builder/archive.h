/* SPDX-License-Identifier: GPL-2.0-only */
/* Debian packages as files, and what is in them. */
#ifndef KPATCH_BUILDER_ARCHIVE_H
#define KPATCH_BUILDER_ARCHIVE_H

#include "stackcheck/util/error.h"

/*
 * Unpack the package @deb into @folder, without what the patterns in @without
 * name (tar's --exclude; NULL ends). 0, or -1 with @err.
 */
int pb_archive_unpack(const char *deb, const char *folder,
		      const char *const *without, struct sc_error *err);

/*
 * Unpack the archive ./usr/src/@name.tar.xz that is in the package @deb into
 * @folder, without its top folder, which is @name. @options are tar's, and
 * members (NULL ends). 0, or -1 with @err.
 */
int pb_archive_unpack_source(const char *deb, const char *name,
			     const char *folder, const char *const *options,
			     struct sc_error *err);

/* Fields of the package's control file, as text that the caller frees. */
char *pb_archive_control(const char *deb, struct sc_error *err);

/*
 * -1 with @err unless `dpkg-deb --info` can read @deb, and its SHA256 is this
 * one; NULL: any.
 */
int pb_archive_check(const char *deb, const char *sha256, struct sc_error *err);

#endif
