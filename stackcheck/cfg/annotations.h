/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What authors wrote beside their code for a stack validator to read: the
 * kernel's .discard.* sections, and the same ones from frame.h.
 */
#ifndef STACKCHECK_CFG_ANNOTATIONS_H
#define STACKCHECK_CFG_ANNOTATIONS_H

#include "stackcheck/cfg/cfg.h"

int sc_annotations_read(struct sc_object *obj);

#endif
