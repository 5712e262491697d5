/* SPDX-License-Identifier: GPL-2.0-only */
/* kt_call.h - functions of kt_call that its patch calls */
#ifndef KT_CALL_H
#define KT_CALL_H

#include <linux/types.h>

void kt_call_wait(void);
u64 kt_call_price(void);

#endif /* KT_CALL_H */
