// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/util/library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include "stackcheck/util/memory.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards all here */
static struct sc_error first_error; /* empty: none */

static void note_error(const char *why)
{
	if (!first_error.text[0])
		sc_fail(&first_error,
			"%s; install the package that has this library",
			why ? why : "unknown error");
}

static bool find_functions(struct sc_library *lib, void *handle)
{
	for (size_t i = 0; i < lib->n; i++) {
		void *found = dlsym(handle, lib->names[i]);

		if (!found)
			return false;
		memcpy((char *)lib->functions + i * sizeof(found), &found,
		       sizeof(found));
	}
	return true;
}

bool sc_library_load(struct sc_library *lib)
{
	/* the loader holds locks of its own: it must not be left in the middle */
	void *guard = sc_memory_unguard(), *handle;

	pthread_mutex_lock(&lock);
	if (!lib->tried) {
		handle = dlopen(lib->file, RTLD_LAZY | RTLD_LOCAL);
		lib->loaded = handle && find_functions(lib, handle);
		lib->tried = true;
		if (!lib->loaded)
			note_error(dlerror());
	}
	pthread_mutex_unlock(&lock);
	sc_memory_reguard(guard);
	return lib->loaded;
}

const char *sc_library_error(void)
{
	const char *text;

	pthread_mutex_lock(&lock);
	text = first_error.text[0] ? first_error.text : NULL;
	pthread_mutex_unlock(&lock);
	return text;
}

int sc_library_fail(struct sc_error *err)
{
	const char *text = sc_library_error();

	return text ? sc_fail(err, "%s", text) : 0;
}
