// SPDX-License-Identifier: GPL-2.0-only
/* What a kernel's headers and image say of how it was built. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/build_config.h"
#include "kpatch/file.h"
#include "stackcheck/image/image.h"

/* The boot protocol: where the text of the version lies. */
#define HEADER_MAGIC 0x202
#define KERNEL_VERSION 0x20e /* 16 bits; from 0x200 on */

/* The value of the line NAME=VALUE; NULL: there is none, or no memory. */
static char *find_value(const char *text, const char *name)
{
	size_t n = strlen(name), len;

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		if (strncmp(text, name, n) || text[n] != '=')
			continue;
		text += n + 1;
		len = strcspn(text, "\n");
		if (len > 1 && *text == '"' && text[len - 1] == '"')
			return strndup(text + 1, len - 2);
		return strndup(text, len);
	}
	return NULL;
}

char *pb_config_value(const char *headers, const char *name,
		      struct sc_error *err)
{
	static const char *const files[] = { "include/config/auto.conf",
					     ".config" };
	char *value = NULL;
	struct kp_path path;

	for (size_t i = 0; i < 2 && !value; i++) {
		char *text = NULL;
		size_t len;

		if (!kp_path(&path, NULL, "%s/%s", headers, files[i]))
			text = kp_read_file(path.s, &len, NULL);
		if (text)
			value = find_value(text, name);
		free(text);
	}
	if (!value)
		sc_fail(err,
			"%.256s: neither include/config/auto.conf nor .config has %s; it is no folder of kernel headers",
			headers, name);
	return value;
}

static char *make_hex(const uint8_t *bytes, size_t n)
{
	char *text = malloc(2 * n + 1);

	for (size_t i = 0; text && i < n; i++)
		sprintf(text + 2 * i, "%02x", bytes[i]);
	return text;
}

char *pb_image_build_id(const char *vmlinuz, struct sc_error *err)
{
	size_t size;
	char *bytes = kp_read_file(vmlinuz, &size, err), *id = NULL;
	struct sc_image *img = NULL;

	if (bytes)
		img = sc_image_load(vmlinuz, (const uint8_t *)bytes, size, NULL,
				    err);
	if (img && img->build_id && img->build_id_len <= 64)
		id = make_hex(img->build_id, img->build_id_len);
	if (img && !id)
		sc_fail(err, "%.256s: it has no build-id", vmlinuz);
	if (img)
		sc_image_free(img);
	free(bytes);
	return id;
}

/* The version's text in the header of a boot image; NULL: it has none. */
static const char *find_version(const char *bytes, size_t size)
{
	size_t at;

	if (size < KERNEL_VERSION + 2 ||
	    memcmp(bytes + HEADER_MAGIC, "HdrS", 4))
		return NULL;
	at = (uint8_t)bytes[KERNEL_VERSION] |
	     (size_t)(uint8_t)bytes[KERNEL_VERSION + 1] << 8;
	at += 0x200;
	return at > 0x200 && at < size ? bytes + at : NULL;
}

/* @word in @text, with no letter of a longer word behind it. */
static int has_word(const char *text, const char *word)
{
	const char *at = strstr(text, word);

	return at && (!at[strlen(word)] || at[strlen(word)] == ' ');
}

int pb_image_check_version(const char *vmlinuz, const char *release,
			   const char *version, struct sc_error *err)
{
	size_t size;
	char *bytes = kp_read_file(vmlinuz, &size, err), want[256];
	const char *text = bytes ? find_version(bytes, size) : NULL;
	int bad = bytes ? 0 : -1;

	snprintf(want, sizeof(want), "Debian %s", version);
	if (bytes && !text)
		bad = sc_fail(err, "%.256s: it is no boot image", vmlinuz);
	else if (text &&
		 (strncmp(text, release, strlen(release)) ||
		  text[strlen(release)] != ' ' || !has_word(text, want)))
		bad = sc_fail(
			err,
			"%.200s: it is of '%.120s', not of %.60s in version %.60s",
			vmlinuz, text, release, version);
	free(bytes);
	return bad;
}
