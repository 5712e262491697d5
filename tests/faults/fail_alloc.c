// SPDX-License-Identifier: GPL-2.0-only
/*
 * Preloaded into a program under test: makes one allocation fail, or all from
 * one on. stackcheck's own malloc() calls __libc_malloc(), so both names are
 * taken over; a call is counted once. FAULT_FD is a descriptor that is mapped
 * as a struct fault, in which the driver says what is to fail.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "tests/faults/fault.h"

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t align, size_t size);

/* The C library's functions under names that are not taken over. */
typedef void *(*malloc_fn)(size_t);
typedef void *(*calloc_fn)(size_t, size_t);
typedef void *(*realloc_fn)(void *, size_t);
typedef void *(*memalign_fn)(size_t, size_t);

void *dlsym(void *handle, const char *name);
#define NEXT ((void *)-1l)

static struct fault *fault;
static atomic_int ready; /* 1: being set up, 2: done */

static malloc_fn next_malloc;
static calloc_fn next_calloc;
static realloc_fn next_realloc;
static memalign_fn next_memalign;

static void set_up(void)
{
	const char *fd = getenv("FAULT_FD");
	int none = 0;

	if (atomic_load(&ready) == 2 ||
	    !atomic_compare_exchange_strong(&ready, &none, 1))
		return;
	next_malloc = (malloc_fn)dlsym(NEXT, "__libc_malloc");
	next_calloc = (calloc_fn)dlsym(NEXT, "__libc_calloc");
	next_realloc = (realloc_fn)dlsym(NEXT, "__libc_realloc");
	next_memalign = (memalign_fn)dlsym(NEXT, "__libc_memalign");
	if (fd) {
		fault = mmap(NULL, sizeof(*fault), PROT_READ | PROT_WRITE,
			     MAP_SHARED, atoi(fd), 0);
		if (fault == MAP_FAILED)
			fault = NULL;
	}
	atomic_store(&ready, 2);
}

static int fails(void)
{
	unsigned long now;

	set_up();
	if (!fault)
		return 0;
	now = atomic_fetch_add(&fault->count, 1) + 1;
	if (!fault->at || now < fault->at || (now > fault->at && !fault->after))
		return 0;
	atomic_store(&fault->fired, 1);
	errno = ENOMEM;
	return 1;
}

void *__libc_malloc(size_t size)
{
	return fails() ? NULL : next_malloc(size);
}

void *__libc_calloc(size_t n, size_t size)
{
	return fails() ? NULL : next_calloc(n, size);
}

void *__libc_realloc(void *old, size_t size)
{
	return fails() ? NULL : next_realloc(old, size);
}

void *__libc_memalign(size_t align, size_t size)
{
	return fails() ? NULL : next_memalign(align, size);
}

void *malloc(size_t size)
{
	return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return __libc_realloc(old, size);
}

/* A mapping of the program itself or of a library. */
void *mmap(void *addr, size_t len, int prot, int flags, int fd, off_t off)
{
	static void *(*next)(void *, size_t, int, int, int, off_t);

	if (!next)
		next = (void *(*)(void *, size_t, int, int, int,
				  off_t))dlsym(NEXT, "mmap");
	if (atomic_load(&ready) == 2 && fails())
		return MAP_FAILED;
	return next(addr, len, prot, flags, fd, off);
}

void *mmap64(void *addr, size_t len, int prot, int flags, int fd, off_t off)
{
	return mmap(addr, len, prot, flags, fd, off);
}
