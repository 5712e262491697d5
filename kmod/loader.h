/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * loader.h - modules that come and go, as the module loader tells of them
 */
#ifndef KPATCH_LOADER_H
#define KPATCH_LOADER_H

int kpatch_loader_init(void);
void kpatch_loader_exit(void);

#endif /* KPATCH_LOADER_H */
