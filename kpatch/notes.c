// SPDX-License-Identifier: GPL-2.0-only
/* The build-id in the notes of a kernel or module that runs. */
#include <elf.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/loaded.h"
#include "kpatch/notes.h"

static size_t align_to_4(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

char *kp_hex(const uint8_t *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	char *text = malloc(n * 2 + 1);

	for (size_t i = 0; text && i < n; i++) {
		text[i * 2] = digits[bytes[i] >> 4];
		text[i * 2 + 1] = digits[bytes[i] & 15];
	}
	if (text)
		text[n * 2] = '\0';
	return text;
}

const char *kp_notes_find(const char *notes, size_t len, const char *owner,
			  uint32_t type, size_t *size_ret)
{
	size_t at = 0, n = strlen(owner) + 1;

	while (at <= len && len - at >= sizeof(Elf64_Nhdr)) {
		size_t name = at + sizeof(Elf64_Nhdr), desc;
		Elf64_Nhdr nh;

		memcpy(&nh, notes + at, sizeof(nh));
		desc = name + align_to_4(nh.n_namesz);
		if (desc > len || nh.n_descsz > len - desc)
			return NULL;
		*size_ret = nh.n_descsz;
		if (nh.n_type == type && nh.n_namesz == n &&
		    !memcmp(notes + name, owner, n))
			return notes + desc;
		at = desc + align_to_4(nh.n_descsz);
	}
	return NULL;
}

char *kp_notes_build_id(const char *notes, size_t len)
{
	size_t size;
	const char *id =
		kp_notes_find(notes, len, ELF_NOTE_GNU, NT_GNU_BUILD_ID, &size);

	return id && size ? kp_hex((const uint8_t *)id, size) : NULL;
}

char *kp_running_build_id(const struct kp_ctx *ctx, const char *module)
{
	struct kp_path path;
	char *notes, *id;
	size_t len;
	int bad;

	if (module)
		bad = kp_sysfs_path(ctx, &path, NULL,
				    "/module/%s/notes/.note.gnu.build-id",
				    module);
	else
		bad = kp_sysfs_path(ctx, &path, NULL, "/kernel/notes");
	notes = bad ? NULL : kp_read_file(path.s, &len, NULL);
	id = notes ? kp_notes_build_id(notes, len) : NULL;
	free(notes);
	return id;
}
