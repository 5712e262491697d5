/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * wish.h - what is written to the file `enabled` of a patch
 */
#ifndef KPATCH_WISH_H
#define KPATCH_WISH_H

#include <linux/types.h>

struct kpatch_wish {
	bool enable;
	bool check;		/* whether the opposite of now could be done */
	int timeout_ms;		/* negative: none for this request alone */
	int consistency;	/* an enum kpatch_consistency; negative: none */
};

/* What @buf, up to its NUL, asks for. 0, or -EINVAL, -ERANGE or -ENOMEM. */
int kpatch_read_wish(const char *buf, struct kpatch_wish *wish);

#endif /* KPATCH_WISH_H */
