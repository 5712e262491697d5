/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STACKCHECK_UTIL_VERSION_H
#define STACKCHECK_UTIL_VERSION_H

#define SC_VERSION "0.2"

#endif
