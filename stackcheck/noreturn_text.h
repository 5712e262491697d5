/* SPDX-License-Identifier: GPL-2.0-only */
/* data/noreturn.txt, embedded at build time. */
#ifndef STACKCHECK_NORETURN_TEXT_H
#define STACKCHECK_NORETURN_TEXT_H

extern const char sc_noreturn_text[];

#endif
