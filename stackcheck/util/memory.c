// SPDX-License-Identifier: GPL-2.0-only
/*
 * The allocation functions of the program stand before those of the C library
 * for all that is linked to it, libraries too. They pass each request on, and
 * note a failure. free() is the C library's own.
 */
#include "stackcheck/util/memory.h"

#include <errno.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_bool failed;

bool sc_memory_failed(void)
{
	return atomic_load(&failed);
}

/* Where to go on when an allocation fails; NULL: return NULL. */
static _Thread_local jmp_buf *guard;

bool sc_memory_guard(void (*fn)(void *arg), void *arg)
{
	jmp_buf here, *volatile outer = guard;

	if (setjmp(here)) {
		guard = outer;
		return false;
	}
	guard = &here;
	fn(arg);
	guard = outer;
	return true;
}

void *sc_memory_unguard(void)
{
	jmp_buf *now = guard;

	guard = NULL;
	return now;
}

void sc_memory_reguard(void *now)
{
	guard = now;
}

/* A sanitizer has allocation functions of its own. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZER
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZER
#endif

#ifndef SANITIZER

/* What the C library calls its own, in no header. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t align, size_t size);

static void *note_failure(void *got)
{
	if (got)
		return got;
	atomic_store(&failed, true);
	if (guard)
		longjmp(*guard, 1);
	return NULL;
}

void *malloc(size_t size)
{
	return note_failure(__libc_malloc(size));
}

void *calloc(size_t n, size_t size)
{
	return note_failure(__libc_calloc(n, size));
}

/* A size of 0 frees, and NULL is no failure then. */
void *realloc(void *old, size_t size)
{
	void *got = __libc_realloc(old, size);

	return size ? note_failure(got) : got;
}

void *aligned_alloc(size_t align, size_t size)
{
	return note_failure(__libc_memalign(align, size));
}

void *sc_memory_try(size_t align, size_t size)
{
	return __libc_memalign(align, size);
}

int posix_memalign(void **ret, size_t align, size_t size)
{
	void *got;

	if (align % sizeof(void *) || !align || (align & (align - 1)))
		return EINVAL;
	got = note_failure(__libc_memalign(align, size));
	if (!got)
		return ENOMEM;
	*ret = got;
	return 0;
}

#else

void *sc_memory_try(size_t align, size_t size)
{
	void *got = NULL;

	return posix_memalign(&got, align, size) ? NULL : got;
}

#endif
