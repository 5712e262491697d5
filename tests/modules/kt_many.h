/* SPDX-License-Identifier: GPL-2.0-only */
/* kt_many.h - F(000) to F(499) */
#ifndef KT_MANY_H
#define KT_MANY_H

#define KT_MANY_10(F, n)						\
	F(n##0) F(n##1) F(n##2) F(n##3) F(n##4)				\
	F(n##5) F(n##6) F(n##7) F(n##8) F(n##9)
#define KT_MANY_100(F, n)						\
	KT_MANY_10(F, n##0) KT_MANY_10(F, n##1) KT_MANY_10(F, n##2)	\
	KT_MANY_10(F, n##3) KT_MANY_10(F, n##4) KT_MANY_10(F, n##5)	\
	KT_MANY_10(F, n##6) KT_MANY_10(F, n##7) KT_MANY_10(F, n##8)	\
	KT_MANY_10(F, n##9)
#define KT_MANY(F)							\
	KT_MANY_100(F, 0) KT_MANY_100(F, 1) KT_MANY_100(F, 2)		\
	KT_MANY_100(F, 3) KT_MANY_100(F, 4)

#endif /* KT_MANY_H */
