// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/include_get.h"
#include "kpatch/builder/source.h"
#include "kpatch/builder/words.h"

int pb_includes_get(const struct pb_kernel *kernel,
		    const struct pb_includes *includes,
		    const struct pb_file_set *set,
		    const struct pb_progress *progress, struct sc_error *err)
{
	struct pb_words paths = { 0 };
	int ret = 0;

	for (uint32_t i = 0; !ret && i < set->n; i++)
		if (pb_words_add(&paths, includes->files[set->list[i]]))
			ret = sc_fail(err, "out of memory");
	if (!ret)
		ret = pb_source_get_list(kernel, &paths, progress, err);
	pb_words_free(&paths);
	return ret;
}
