/* SPDX-License-Identifier: GPL-2.0-only */
/* The exit codes of kpatch: kpatch(1). Scripts rely on them. */
#ifndef KPATCH_EXIT_CODE_H
#define KPATCH_EXIT_CODE_H

enum kp_exit {
	KP_DONE = 0,
	KP_LATER = 1, /* refused; the same may succeed later */
	KP_USAGE = 2, /* wrong usage, or a file or name that cannot be used */
	KP_NEVER = 3, /* refused, until the patch or the system is changed */
	KP_SYSTEM = 4, /* kpatch.ko or a permission is missing, or the like */
};

#endif
