// SPDX-License-Identifier: GPL-2.0-only
/* Which makefiles may list an object of another folder, and by what name. */
#include "tests/unit/test.h"

#include <unistd.h>

#include "kpatch/builder/kbuild_elsewhere.h"
#include "kpatch/builder/tree.h"
#include "kpatch/file.h"

static char top[32];
static char visited[4096];

static const struct {
	const char *folder, *text;
} makefiles[] = {
	{ "drivers/gpu", "obj-y += amd/\n" },
	{ "drivers/gpu/amd/display", "objects += dc/dc.o\n" },
	{ "drivers/gpu/amd/card", "NAME := display\nPLACE := ../$(NAME)\n" },
	{ "drivers/gpu/amd/plain", "obj-y += display.o\n" },
	{ "drivers/gpu/amd/others", "obj-y += ../my_display/dc.o\n" },
	{ "arch/x86/kvm", "include $(srctree)/virt/kvm/Makefile.kvm\n" },
	{ "arch/arm64/kvm", "include $(srctree)/virt/kvm/Makefile.kvm\n" },
	{ "virt", "obj-y += kvm/\n" },
};

static int make_source(void **state)
{
	struct kp_path path;

	(void)state;
	strcpy(top, "/tmp/source.XXXXXX");
	if (!mkdtemp(top))
		return -1;
	for (size_t i = 0; i < sizeof(makefiles) / sizeof(makefiles[0]); i++) {
		FILE *f;

		if (kp_path(&path, NULL, "%s/%s", top, makefiles[i].folder) ||
		    kp_make_folder(path.s, NULL))
			return -1;
		strcat(path.s, "/Makefile");
		f = fopen(path.s, "w");
		if (!f || fputs(makefiles[i].text, f) < 0 || fclose(f))
			return -1;
	}
	return 0;
}

static int remove_source(void **state)
{
	(void)state;
	return pb_tree_remove(top, NULL);
}

static int note_visit(void *ctx, const char *folder, const char *name,
		      struct sc_error *err)
{
	(void)err;
	snprintf(visited + strlen(visited), sizeof(visited) - strlen(visited),
		 "%s %s\n", folder, name);
	return *(const int *)ctx;
}

/* Visit the folders for @object, and end with what the first visit returns. */
static int find_folders(const char *object, int ret)
{
	const struct pb_elsewhere to = { note_visit, &ret };

	*visited = '\0';
	return pb_kbuild_elsewhere(top, object, &to, NULL);
}

/* The name is put together, and only a makefile that leads out may mean it. */
static void test_lead_out(void **state)
{
	(void)state;
	assert_int_equal(find_folders("drivers/gpu/amd/display/dc/dc.o", 0), 0);
	assert_string_equal(visited,
			    "drivers/gpu/amd/card ../display/dc/dc.o\n");
}

/* A path from the top; of another processor none is taken. */
static void test_path(void **state)
{
	(void)state;
	assert_int_equal(find_folders("virt/kvm/main.o", 1), 1);
	assert_string_equal(visited, "arch/x86/kvm ../../../virt/kvm/main.o\n");
}

static void test_nobody(void **state)
{
	(void)state;
	assert_int_equal(find_folders("sound/core/init.o", 1), 0);
	assert_string_equal(visited, "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lead_out),
		cmocka_unit_test(test_path),
		cmocka_unit_test(test_nobody),
	};

	return cmocka_run_group_tests(tests, make_source, remove_source);
}
