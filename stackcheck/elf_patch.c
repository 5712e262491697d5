// SPDX-License-Identifier: GPL-2.0-only
/*
 * A linked image cannot be laid out anew, but sections of it can be given
 * other contents of the same size.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stackcheck/image_priv.h"

static int write_all(int fd, const uint8_t *data, size_t size)
{
	while (size) {
		ssize_t n = write(fd, data, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		data += n;
		size -= (size_t)n;
	}
	return 0;
}

static int save(const uint8_t *bytes, size_t size, const char *out_path,
		struct sc_error *err)
{
	char *temp = NULL;
	int fd, bad;

	if (asprintf(&temp, "%s.XXXXXX", out_path) < 0)
		return sc_fail(err, "out of memory");
	fd = mkstemp(temp);
	bad = fd < 0 || write_all(fd, bytes, size) || fchmod(fd, 0644);
	if (fd >= 0 && close(fd))
		bad = 1;
	if (bad || rename(temp, out_path)) {
		sc_fail(err, "%.256s: cannot write: %s", out_path,
			strerror(errno));
		if (fd >= 0)
			unlink(temp);
		bad = 1;
	}
	free(temp);
	return bad ? -1 : 0;
}

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
	ret = save(bytes, p->size, out_path, err);
	free(bytes);
	return ret;
}
