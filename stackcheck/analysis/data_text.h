/* SPDX-License-Identifier: GPL-2.0-only */
/* The files of data/, embedded at build time without their comments. */
#ifndef STACKCHECK_ANALYSIS_DATA_TEXT_H
#define STACKCHECK_ANALYSIS_DATA_TEXT_H

extern const char sc_noreturn_text[];
extern const char sc_conventions_text[];

#endif
