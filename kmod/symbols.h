/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * symbols.h - what the look-up of names gives to those that check the result
 */
#ifndef KPATCH_SYMBOLS_H
#define KPATCH_SYMBOLS_H

#include <linux/static_call.h>
#include <linux/stringify.h>

#include "internal.h"

/*
 * Direct the static call @call to @func, a function that is not exported; false
 * if there is none. A header declares it, and the compiler refuses a @call of
 * another type.
 */
#define kpatch_bind(call, func) ({					\
	unsigned long addr_ = kpatch_lookup_data(__stringify(func));	\
									\
	if (addr_ && !kpatch_lookup_broken(__stringify(func)))		\
		static_call_update(call, (typeof(&(func)))addr_);	\
	addr_ != 0;							\
})

struct kpatch_match {
	unsigned long pos;	/* wanted, from 1; 0: there must be one alone */
	unsigned long count;
	unsigned long addr;
	unsigned long size;	/* bytes, of a module's symbol; 0: not known */
	struct module *mod;	/* whose symbol it is; NULL: of vmlinux */
	struct module *in;	/* where we are looking */
};

/* The symbol @name at @pos of @mod, or of vmlinux; KPATCH_NONE: it is in @m. */
enum kpatch_reason kpatch_find_symbol(struct module *mod, const char *name,
				      unsigned long pos,
				      struct kpatch_match *m);
/*
 * The same in vmlinux and all modules that are live, counted in that order.
 * With KPATCH_NONE the caller owns a reference to m->mod, if that is not NULL.
 */
enum kpatch_reason kpatch_find_external(const char *name, unsigned long pos,
					struct kpatch_match *m);
/* Refuse for the reason that either gave. */
int kpatch_refuse_symbol(struct kpatch_op *op, enum kpatch_reason why,
			 const char *object, const char *name,
			 const struct kpatch_match *m);

/* Every symbol @name of vmlinux, until @fn is not 0. */
void kpatch_each_of_vmlinux(const char *name,
			    int (*fn)(void *data, unsigned long addr),
			    void *data);
/* The symbol that @addr lies in, bytes; false where there is none. */
bool kpatch_size_at(unsigned long addr, unsigned long *size,
		    unsigned long *offset);
/* Is @addr in memory that is freed after the init of @mod, or of vmlinux? */
bool kpatch_goes_with_init(const struct module *mod, unsigned long addr);
/* Write @len bytes of text or data, which may be read-only. */
void kpatch_write_text(void *addr, const void *bytes, size_t len);

#endif /* KPATCH_SYMBOLS_H */
