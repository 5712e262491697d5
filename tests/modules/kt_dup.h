/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KT_DUP_H
#define KT_DUP_H

const char *kt_dup_a(void);
const char *kt_dup_b(void);

#endif /* KT_DUP_H */
