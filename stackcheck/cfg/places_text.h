/* SPDX-License-Identifier: GPL-2.0-only */
/* data/places.txt, embedded at build time without its comments. */
#ifndef STACKCHECK_CFG_PLACES_TEXT_H
#define STACKCHECK_CFG_PLACES_TEXT_H

extern const char sc_places_text[];

#endif
