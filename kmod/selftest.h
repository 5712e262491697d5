/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * selftest.h - is what was looked up by name what this module takes it for?
 */
#ifndef KPATCH_SELFTEST_H
#define KPATCH_SELFTEST_H

/*
 * Both say in the log what is not as it should be. The first is for look-ups,
 * before others use what they lead to; the second for probes and walks, when
 * they are set up. -EOPNOTSUPP, -ENOMEM.
 */
int kpatch_selftest_lookups(void);
int kpatch_selftest(void);

#endif /* KPATCH_SELFTEST_H */
