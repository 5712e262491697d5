/* SPDX-License-Identifier: GPL-2.0-only */
/* Files of data/, embedded at build time without their comments. */
#ifndef STACKCHECK_CHECKER_DATA_TEXTS_H
#define STACKCHECK_CHECKER_DATA_TEXTS_H

extern const char sc_call_tables_text[]; /* data/call_tables.txt */
extern const char sc_noinstr_text[]; /* data/noinstr.txt */
extern const char sc_user_access_text[]; /* data/user_access.txt */

#endif
