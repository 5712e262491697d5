// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/util/folder.h"

#include <errno.h>

#include "stackcheck/util/memory.h"

struct walk {
	char *const *roots;
	int options;
	int (*order)(const FTSENT **a, const FTSENT **b);
	FTS *fts;
};

static void open_guarded(void *arg)
{
	struct walk *w = arg;

	w->fts = fts_open(w->roots, w->options, w->order);
}

FTS *sc_folder_open(const char *path, int options,
		    int (*order)(const FTSENT **a, const FTSENT **b))
{
	char *const roots[] = { (char *)path, NULL };
	struct walk w = { .roots = roots, .options = options, .order = order };

	if (sc_memory_guard(open_guarded, &w))
		return w.fts;
	errno = ENOMEM;
	return NULL;
}
