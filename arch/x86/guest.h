/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * VMLAUNCH and VMRESUME leave for a guest; when it exits, the processor goes to
 * the address that was put in its control structure, with the %rsp that was put
 * there (Intel SDM, VM exits).
 */
#ifndef ARCH_X86_GUEST_H
#define ARCH_X86_GUEST_H

#include "arch/x86/x86.h"

/* guest.c */
int sc_x86_guest_edges(struct sc_object *obj);

#endif
