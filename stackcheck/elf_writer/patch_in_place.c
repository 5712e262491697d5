// SPDX-License-Identifier: GPL-2.0-only
/*
 * A linked image cannot be laid out anew, but sections of it can be given
 * other contents of the same size.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/elf_writer/patch_in_place.h"
#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/util/output.h"

int sc_image_write_patched(struct sc_image *img, const char *out_path,
			   const struct sc_patch *patches, size_t n,
			   struct sc_error *err)
{
	const struct sc_image_priv *p = img->priv;
	uint8_t *bytes = malloc(p->size);
	int ret;

	if (!bytes)
		return sc_image_fail(img, err, "out of memory");
	memcpy(bytes, p->bytes, p->size);
	for (size_t i = 0; i < n; i++) {
		const struct sc_section *s = &img->secs[patches[i].sec];

		/* a section's data lies in the image's own bytes */
		memcpy(bytes + (s->data - p->bytes), patches[i].data, s->size);
	}
	ret = sc_output_put(out_path, bytes, p->size, err);
	free(bytes);
	return ret;
}
