/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As much of a kernel as kmod/kpatch.h needs to be compiled without one: the
 * layout of a patch's tables and its .modinfo are real, its code does nothing.
 */
#ifndef TESTS_KPATCH_OUTSIDE_H
#define TESTS_KPATCH_OUTSIDE_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

typedef unsigned int gfp_t;

struct module {
	char name[56];
};

static struct module this_module;

#define THIS_MODULE (&this_module)
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define __init
#define __exit

#define PASTE2(a, b) a##b
#define PASTE(a, b) PASTE2(a, b)
#define MODULE_INFO(key, value)                                                \
	static const char PASTE(info_, __COUNTER__)[]                          \
		__attribute__((used, section(".modinfo"))) = key "=" value
#define MODULE_LICENSE(text) MODULE_INFO("license", text)
#define MODULE_DESCRIPTION(text) MODULE_INFO("description", text)
#define MODULE_PARM_DESC(name, text) MODULE_INFO("parm", #name ":" text)
#define module_param_named(name, value, type, mode)                            \
	void *PASTE(param_, name) = &(value)
#define module_init(fn)                                                        \
	int init_module(void)                                                  \
	{                                                                      \
		return fn();                                                   \
	}
#define module_exit(fn)                                                        \
	void cleanup_module(void)                                              \
	{                                                                      \
		fn();                                                          \
	}

#endif
