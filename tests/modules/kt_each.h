/* SPDX-License-Identifier: GPL-2.0-only */
/* kt_each.h - functions of kt_each that its patch calls by their old names */
#ifndef KT_EACH_H
#define KT_EACH_H

int kt_each_first(void);
int kt_each_second(void);
/* Not patched. */
void kt_each_wait(unsigned int ms);

#endif /* KT_EACH_H */
