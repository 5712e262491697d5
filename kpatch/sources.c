// SPDX-License-Identifier: GPL-2.0-only
/* The source files of the kernel that a patch of `kpatch build` was made from. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/notes.h"
#include "kpatch/sources.h"
#include "kpatch/sysfs.h"
#include "stackcheck/util/vec.h"

static int add_name(struct kp_names *names, const char *text, size_t len)
{
	char *name = strndup(text, len);

	if (name && !SC_VEC_PUSH(names->items, names->n, name))
		return 0;
	free(name);
	return -1;
}

int kp_sources_parse(const void *notes, size_t len, struct kp_names *sources)
{
	size_t size;
	const char *text = kp_notes_find(notes, len, KP_SOURCES_OWNER,
					 KP_SOURCES_TYPE, &size);
	const char *end = text ? text + size : NULL, *newline;

	*sources = (struct kp_names){ 0 };
	while (text < end &&
	       (newline = memchr(text, '\n', (size_t)(end - text)))) {
		if (add_name(sources, text, (size_t)(newline - text)))
			return -1;
		text = newline + 1;
	}
	return 0;
}

int kp_sources_of_loaded(const struct kp_ctx *ctx, const char *module,
			 struct kp_names *sources)
{
	struct kp_path path;
	char *notes = NULL;
	size_t len = 0;
	int bad;

	if (!kp_sysfs_path(ctx, &path, NULL,
			   "/module/%s/notes/" KP_SOURCES_SECTION, module))
		notes = kp_read_file(path.s, &len, NULL);
	bad = kp_sources_parse(notes, len, sources);
	free(notes);
	return bad;
}
