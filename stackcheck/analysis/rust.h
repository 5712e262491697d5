/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of Rust functions, as the compiler mangles them (v0). */
#ifndef STACKCHECK_ANALYSIS_RUST_H
#define STACKCHECK_ANALYSIS_RUST_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The path of the function that @name mangles, "core::panicking::panic": without
 * what differs from compiler to compiler, and without generic arguments. False
 * for other names, for methods, closures and shims, and for paths of @size bytes
 * or more.
 */
bool sc_rust_path(const char *name, char *buf, size_t size);

#endif
