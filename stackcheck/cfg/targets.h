/* SPDX-License-Identifier: GPL-2.0-only */
/* Where branches, calls and table entries lead. */
#ifndef STACKCHECK_CFG_TARGETS_H
#define STACKCHECK_CFG_TARGETS_H

#include "stackcheck/cfg/cfg.h"

/* Target of a direct branch or call in section @sec. */
struct sc_target sc_insn_target(const struct sc_object *obj, uint32_t sec,
				const struct sc_insn *insn);

/* Offset of the distance in a direct branch or call. */
uint64_t sc_insn_field(const struct sc_insn *insn);
/* May a relocation fill it in? */
bool sc_insn_has_reloc(const struct sc_object *obj, const struct sc_insn *insn);
/* sc_insn_target() when that relocation, or that there is none, is known. */
struct sc_target sc_insn_target_by(const struct sc_object *obj, uint32_t sec,
				   const struct sc_insn *insn,
				   const struct sc_reloc *r);

/*
 * What the PC-relative or absolute field at @off of section @sec points to,
 * with @bias added (0 for data: the field relative to itself).
 */
struct sc_target sc_field_target(const struct sc_object *obj, uint32_t sec,
				 uint64_t off, unsigned int size, int64_t bias);

/*
 * Is the symbol a weak one of the object whose place another object's may
 * take? What is known of the function here is then not known of its callee.
 */
bool sc_symbol_is_open(const struct sc_object *obj, uint32_t sym);

/* A name for a target: a function's or an undefined symbol's, or "". */
const char *sc_target_name(const struct sc_object *obj,
			   const struct sc_target *to);

/* Did a compiler put a tracing call there? Then the ABI's convention holds. */
bool sc_func_is_compiled(const struct sc_object *obj, const struct sc_func *f);

/* What is behind a branch or call, by its name. */
enum sc_callee_kind sc_target_kind(const struct sc_object *obj,
				   const struct sc_target *to);
/* The same when sc_func_at() the target is known: @f, or NULL. */
enum sc_callee_kind sc_callee_kind(const struct sc_object *obj,
				   const struct sc_target *to,
				   const struct sc_func *f);

#endif
