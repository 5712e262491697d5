// SPDX-License-Identifier: GPL-2.0-only
/* Lines of a module's .modinfo. */
#include <string.h>

#include "kpatch/modinfo.h"
#include "stackcheck/image/section_index.h"

const char *kp_modinfo_next(const struct sc_image *img, const char *start,
			    uint64_t *at, size_t *len_ret)
{
	const struct sc_section *sec = sc_image_section(img, ".modinfo");
	size_t len = strlen(start);

	while (sec && sec->data && *at < sec->size) {
		const char *text = (const char *)sec->data + *at;
		size_t size = strnlen(text, sec->size - *at);

		*at += size + 1;
		if (size < len || memcmp(text, start, len))
			continue;
		*len_ret = size - len;
		return text + len;
	}
	return NULL;
}

char *kp_modinfo_value(const struct sc_image *img, const char *key)
{
	uint64_t at = 0;
	size_t len;
	const char *text = kp_modinfo_next(img, key, &at, &len);

	return text ? strndup(text, len) : NULL;
}
