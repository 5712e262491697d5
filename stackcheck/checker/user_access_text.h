/* SPDX-License-Identifier: GPL-2.0-only */
/* data/user_access.txt, embedded at build time without its comments. */
#ifndef STACKCHECK_CHECKER_USER_ACCESS_TEXT_H
#define STACKCHECK_CHECKER_USER_ACCESS_TEXT_H

extern const char sc_user_access_text[];

#endif
