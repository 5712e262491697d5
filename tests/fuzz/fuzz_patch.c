// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as the file of a patch: refused, or described within bounds.
 * tests/fuzz.sh makes the seed of tests/kpatch/patch.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kpatch/patch_file.h"
#include "kpatch/patches.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

static void look(const struct kp_file *file)
{
	check(file->name && *file->name && !strchr(file->name, '/'), "a name");
	check(file->release && *file->release && !strchr(file->release, '/'),
	      "a release");
	for (size_t i = 0; i < file->nobjects; i++) {
		const struct kp_object *obj = &file->objects[i];

		check(obj->name && *obj->name, "an object has a name");
		for (size_t k = 0; k < obj->nfunctions; k++)
			check(*obj->functions[k].name && obj->functions[k].pos,
			      "a function has a name and a position");
	}
	json_decref(kp_objects_json(file->objects, file->nobjects));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("patch", MFD_CLOEXEC);
	struct sc_error err = { "" };
	struct kp_file file;
	char path[64];

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (kp_file_open(&file, path, &err)) {
		check(err.text[0], "a word about what is wrong");
	} else {
		look(&file);
		kp_file_close(&file);
	}
	close(fd);
	return 0;
}
