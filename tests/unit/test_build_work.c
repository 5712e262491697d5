// SPDX-License-Identifier: GPL-2.0-only
/* The folder of a build: what is removed, and what stays. */
#include "tests/unit/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "kpatch/builder/tree.h"
#include "kpatch/builder/work_folder.h"

static char tmp[32];

static int make_tmp(void **state)
{
	(void)state;
	strcpy(tmp, "/tmp/work.XXXXXX");
	return mkdtemp(tmp) ? setenv("TMPDIR", tmp, 1) : -1;
}

static int remove_tmp(void **state)
{
	struct sc_error err;

	(void)state;
	return pb_tree_remove(tmp, &err);
}

/* A folder with a file in it, that is @age seconds old; a descriptor of it. */
static int make_left(const char *name, struct kp_path *folder, time_t age)
{
	struct timespec times[2] = { { .tv_sec = time(NULL) - age },
				     { .tv_sec = time(NULL) - age } };
	struct kp_path file;
	int fd;

	assert_int_equal(kp_path(folder, NULL, "%s/%s", tmp, name), 0);
	assert_int_equal(mkdir(folder->s, 0700), 0);
	assert_int_equal(kp_path(&file, NULL, "%s/file", folder->s), 0);
	assert_int_equal(mkdir(file.s, 0700), 0);
	fd = open(folder->s, O_RDONLY | O_DIRECTORY);
	assert_true(fd >= 0);
	assert_int_equal(futimens(fd, times), 0);
	return fd;
}

static void own_folder_goes_and_the_users_stays(void **state)
{
	struct pb_work_folder work;
	struct kp_path keep, file;
	struct sc_error err;

	(void)state;
	assert_int_equal(pb_work_open(NULL, &work, &err), 0);
	assert_true(kp_exists(work.path.s));
	assert_string_equal(getenv("TMPDIR"), work.path.s);
	pb_work_close(&work);
	assert_string_equal(getenv("TMPDIR"), tmp);
	assert_false(kp_exists(work.path.s));
	assert_int_equal(kp_path(&keep, NULL, "%s/keep", tmp), 0);
	assert_int_equal(pb_work_open(keep.s, &work, &err), 0);
	pb_work_close(&work);
	assert_true(kp_exists(keep.s));
	assert_int_equal(kp_path(&file, NULL, "%s/file", keep.s), 0);
	assert_int_equal(mkdir(file.s, 0700), 0);
	assert_int_equal(pb_work_open(keep.s, &work, &err), -1);
	assert_non_null(strstr(err.text, "needs an empty folder"));
	assert_string_equal(getenv("TMPDIR"), tmp);
}

static void what_a_killed_build_left_is_removed(void **state)
{
	struct kp_path left, used, fresh;
	struct pb_work_folder work;
	struct sc_error err;
	int a, b, c;

	(void)state;
	a = make_left("kpatch-build-left", &left, 60);
	b = make_left("kpatch-build-used", &used, 60);
	c = make_left("kpatch-build-new", &fresh, 0);
	assert_int_equal(flock(b, LOCK_EX), 0);
	assert_int_equal(pb_work_open(NULL, &work, &err), 0);
	assert_false(kp_exists(left.s));
	assert_true(kp_exists(used.s));
	assert_true(kp_exists(fresh.s));
	pb_work_close(&work);
	close(a);
	close(b);
	close(c);
}

static void no_place_is_an_error_with_the_path(void **state)
{
	struct pb_work_folder work;
	struct sc_error err = { "" };

	(void)state;
	setenv("TMPDIR", "/dev/null", 1);
	assert_int_equal(pb_work_open(NULL, &work, &err), -1);
	assert_non_null(strstr(err.text, "/dev/null/kpatch-build-"));
	setenv("TMPDIR", tmp, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_folder_goes_and_the_users_stays),
		cmocka_unit_test(what_a_killed_build_left_is_removed),
		cmocka_unit_test(no_place_is_an_error_with_the_path),
	};

	return cmocka_run_group_tests(tests, make_tmp, remove_tmp);
}
