// SPDX-License-Identifier: GPL-2.0-only
/* Who includes a header, in a small source. */
#include "tests/unit/test.h"

#include <string.h>
#include <unistd.h>

#include "kpatch/builder/include_graph.h"
#include "kpatch/builder/tree.h"
#include "kpatch/file.h"
#include "stackcheck/util/output.h"

static const struct {
	const char *path, *text;
} files[] = {
	{ "s/include/linux/a.h", "#include <linux/b.h>\n" },
	{ "s/include/linux/b.h", "int b;\n" },
	{ "s/include/linux/forced.h", "int f;\n" },
	{ "s/include/asm-generic/c.h", "int c;\n" },
	{ "s/fs/Makefile",
	  "ccflags-y := -include $(srctree)/include/linux/forced.h\n"
	  "$(obj)/z.o: $(srctree)/net/z.c\n" },
	{ "s/fs/own.h", "int own;\n" },
	{ "s/fs/x.c", "/* */ # include <linux/a.h>\n" },
	{ "s/fs/y.c", "#include \"own.h\"\n#include \"z.inc.c\"\n" },
	{ "s/fs/z.inc.c", "#include <asm/c.h>\n" },
	{ "s/fs/sub/w.c", "#include \"../own.h\"\n" },
	{ "s/fs/sub/own.h", "int sub;\n" },
	{ "s/fs/g.c", "#define HEADER <linux/b.h>\n#include HEADER\n" },
	{ "s/fs/t.c", "#define TRACE_FILE own\n#include PATH(TRACE_FILE)\n" },
	{ "s/net/own.h", "int own;\n" },
	{ "s/net/z.c", "#include \"own.h\"\n" },
	{ "s/net/o.bin", "\0#include <linux/b.h>\n" },
	{ "h/include/generated/d.h", "#include <linux/b.h>\n" },
	{ "h/arch/x86/include/generated/asm/c.h",
	  "#include <asm-generic/c.h>\n" },
};

struct tree {
	char top[32];
	struct pb_includes includes;
};

static void put_file(const char *top, const char *name, const char *text)
{
	struct sc_error err;
	struct kp_path path;

	assert_int_equal(kp_path(&path, &err, "%s/%s", top, name), 0);
	*strrchr(path.s, '/') = '\0';
	assert_int_equal(kp_make_folder(path.s, &err), 0);
	path.s[strlen(path.s)] = '/';
	assert_int_equal(sc_output_put(path.s, text, *text ? strlen(text) : 20,
				       &err),
			 0);
}

static int make_tree(void **state)
{
	static struct tree tree;
	struct pb_kernel kernel = { .folder = NULL };
	struct kp_path source, headers;
	struct sc_error err;

	strcpy(tree.top, "/tmp/includes.XXXXXX");
	assert_non_null(mkdtemp(tree.top));
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		put_file(tree.top, files[i].path, files[i].text);
	kp_path(&source, &err, "%s/s", tree.top);
	kp_path(&headers, &err, "%s/h", tree.top);
	kernel.source = source.s;
	kernel.headers = headers.s;
	assert_int_equal(pb_includes_open(&kernel, NULL, &tree.includes, &err),
			 0);
	*state = &tree;
	return 0;
}

static int remove_tree(void **state)
{
	struct tree *tree = *state;
	struct sc_error err;

	pb_includes_free(&tree->includes);
	return pb_tree_remove(tree->top, &err);
}

/* The users of @path, sorted, with a space behind each. */
static const char *users(const struct tree *tree, const char *path)
{
	static char text[1024];
	struct pb_file_set set;

	assert_int_equal(pb_file_set_make(&tree->includes, &set), 0);
	pb_includes_add_users(&tree->includes, path, &set);
	*text = '\0';
	for (uint32_t i = 0; i < tree->includes.nfiles; i++)
		if (set.has[i]) {
			strcat(text, tree->includes.files[i]);
			strcat(text, " ");
		}
	pb_file_set_free(&set);
	return text;
}

static void users_are_found_through_other_files(void **state)
{
	assert_string_equal(users(*state, "include/linux/a.h"), "fs/x.c ");
	assert_string_equal(
		users(*state, "include/linux/b.h"),
		"fs/g.c fs/x.c include/generated/d.h include/linux/a.h ");
	assert_string_equal(
		users(*state, "include/asm-generic/c.h"),
		"arch/x86/include/generated/asm/c.h fs/y.c fs/z.inc.c ");
}

static void own_folder_comes_first(void **state)
{
	assert_string_equal(users(*state, "fs/own.h"),
			    "fs/sub/w.c fs/t.c fs/y.c ");
	assert_string_equal(users(*state, "net/own.h"), "fs/t.c net/z.c ");
	assert_string_equal(users(*state, "fs/sub/own.h"), "fs/t.c ");
}

static void names_lead_through_folders(void **state)
{
	static const char file[] = "arch/x86/boot/compressed/c.c";
	struct kp_path path;

	(void)state;
	assert_int_equal(pb_include_beside(file, sizeof(file) - 1,
					   "../cmdline.c", &path),
			 0);
	assert_string_equal(path.s, "arch/x86/boot/cmdline.c");
	assert_int_equal(pb_include_beside(file, sizeof(file) - 1,
					   "./a/../../b.h", &path),
			 0);
	assert_string_equal(path.s, "arch/x86/boot/b.h");
	assert_int_equal(pb_include_beside("a/b.c", 5, "../../c.h", &path), -1);
	assert_int_equal(pb_include_beside("b.c", 3, "c.h", &path), 0);
	assert_string_equal(path.s, "c.h");
	assert_string_equal(pb_include_end("sub/../x.c"), "x.c");
	assert_string_equal(pb_include_end("../a/x.c"), "a/x.c");
	assert_true(pb_include_is_end("fs/x.c", "x.c"));
	assert_false(pb_include_is_end("fs/ax.c", "x.c"));
}

static void header_that_no_file_is_yet_has_users(void **state)
{
	assert_string_equal(users(*state, "include/asm/c.h"),
			    "fs/y.c fs/z.inc.c ");
}

static void makefile_includes_for_its_folder(void **state)
{
	assert_string_equal(
		users(*state, "include/linux/forced.h"),
		"fs/Makefile fs/g.c fs/sub/w.c fs/t.c fs/x.c fs/y.c fs/z.inc.c ");
}

static void makefile_of_another_folder_is_told(void **state)
{
	const struct tree *tree = *state;

	assert_string_equal(pb_includes_other_maker(&tree->includes, "net/z.c",
						    0),
			    "fs/Makefile");
	assert_null(pb_includes_other_maker(&tree->includes, "net/z.c", 1));
	assert_null(pb_includes_other_maker(&tree->includes, "fs/x.c", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(users_are_found_through_other_files),
		cmocka_unit_test(own_folder_comes_first),
		cmocka_unit_test(names_lead_through_folders),
		cmocka_unit_test(header_that_no_file_is_yet_has_users),
		cmocka_unit_test(makefile_includes_for_its_folder),
		cmocka_unit_test(makefile_of_another_folder_is_told),
	};

	return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
