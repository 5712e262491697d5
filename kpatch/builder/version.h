/* SPDX-License-Identifier: GPL-2.0-only */
/* Versions of Debian packages. */
#ifndef KPATCH_BUILDER_VERSION_H
#define KPATCH_BUILDER_VERSION_H

/*
 * Below 0, 0 or above 0, as @a is older than @b, the same, or newer, by the
 * rules of Debian's policy (5.6.12): epoch, upstream version, revision.
 */
int pb_version_compare(const char *a, const char *b);

#endif
