// SPDX-License-Identifier: GPL-2.0-only
/* The cache of prepared kernels, and programs that are run. */
#include "tests/unit/test.h"

#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kpatch/builder/cache.h"
#include "kpatch/builder/run_command.h"
#include "kpatch/builder/tree.h"

#define RELEASE "6.1.0-1-amd64"

static char folder[32];
static struct pb_cache cache;

static int open_cache(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/cache.XXXXXX");
	return mkdtemp(folder) ? pb_cache_open(&cache, folder, NULL) : -1;
}

static int remove_cache(void **state)
{
	(void)state;
	pb_cache_close(&cache);
	return pb_tree_remove(folder, NULL);
}

static bool is_there(const char *name)
{
	struct kp_path path;

	assert_int_equal(kp_path(&path, NULL, "%s/%s", cache.folder, name), 0);
	return kp_exists(path.s);
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

/* A folder as an interrupted run leaves it. */
static void begin(const char *release)
{
	struct kp_path path;

	assert_int_equal(pb_cache_begin(&cache, release, &path, NULL), 0);
	strcat(path.s, "/file");
	write_file(path.s, "x");
}

static void commit_renames(void **state)
{
	(void)state;
	begin(RELEASE);
	assert_int_equal(pb_cache_commit(&cache, RELEASE, RELEASE "-0a", NULL),
			 0);
	assert_true(is_there("kernels/" RELEASE "-0a/file"));
	assert_false(is_there("kernels/." RELEASE ".new"));
}

static void begin_empties(void **state)
{
	struct kp_path path;

	(void)state;
	begin(RELEASE);
	assert_int_equal(pb_cache_begin(&cache, RELEASE, &path, NULL), 0);
	assert_false(is_there("kernels/." RELEASE ".new/file"));
}

static void sweep_spares_what_is_locked(void **state)
{
	int lock = pb_cache_lock(&cache, RELEASE, NULL, NULL);

	(void)state;
	assert_true(lock >= 0);
	begin(RELEASE);
	begin("other");
	pb_cache_sweep(&cache);
	assert_true(is_there("kernels/." RELEASE ".new/file"));
	assert_false(is_there("kernels/.other.new"));
	close(lock);
	pb_cache_sweep(&cache);
	assert_false(is_there("kernels/." RELEASE ".new"));
}

static void count_line(void *ctx, const char *text)
{
	assert_non_null(strstr(text, RELEASE));
	++*(int *)ctx;
}

static void second_waits(void **state)
{
	int told = 0, lock = pb_cache_lock(&cache, RELEASE, NULL, NULL), second;
	const struct pb_progress progress = { count_line, &told };
	pid_t pid = fork();

	(void)state;
	if (!pid) {
		usleep(200000);
		_exit(0);
	}
	close(lock); /* now the child alone holds it */
	second = pb_cache_lock(&cache, RELEASE, &progress, NULL);
	assert_true(second >= 0);
	assert_int_equal(told, 1);
	close(second);
	waitpid(pid, NULL, 0);
}

static void odd_names_are_refused(void **state)
{
	struct sc_error err;

	(void)state;
	assert_int_equal(pb_cache_lock(&cache, "../x", NULL, &err), -1);
	assert_int_equal(pb_cache_lock(&cache, "", NULL, &err), -1);
}

static void open_folder_is_refused(void **state)
{
	struct pb_cache other;
	struct sc_error err;

	(void)state;
	assert_int_equal(chmod(folder, 0777), 0);
	assert_int_equal(pb_cache_open(&other, folder, &err), -1);
	assert_non_null(strstr(err.text, folder));
}

static void small_disk_is_told(void **state)
{
	struct sc_error err;

	(void)state;
	assert_int_equal(pb_cache_room(&cache, 1, &err), 0);
	assert_int_equal(pb_cache_room(&cache, UINT64_MAX, &err), -1);
	assert_non_null(strstr(err.text, "MB"));
}

static void same_files_are_shared(void **state)
{
	char a[64], b[64], other[64];
	struct stat m, n;

	(void)state;
	snprintf(a, sizeof(a), "%s/kernels/f", folder);
	snprintf(b, sizeof(b), "%s/packages/f", folder);
	snprintf(other, sizeof(other), "%s/packages", folder);
	write_file(a, "text");
	write_file(b, "text");
	strrchr(a, '/')[0] = '\0';
	assert_int_equal(pb_tree_share(a, other, NULL), 0);
	strcat(a, "/f");
	assert_int_equal(stat(a, &m), 0);
	assert_int_equal(stat(b, &n), 0);
	assert_true(m.st_ino == n.st_ino);
	assert_true(pb_tree_has(other, "f"));
	assert_false(pb_tree_has(other, ".ko"));
}

/* --- programs */

static int run_shell(const char *script, int64_t deadline_ms, char **text,
		     struct sc_error *err)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	const char *const env[] = { "WORD=hello", NULL };
	const struct pb_command command = { argv, "/", env };
	const struct pb_run run = { .commands = &command,
				    .n = 1,
				    .limit = 1000,
				    .deadline_ms = deadline_ms };

	return pb_run_commands(&run, text, err);
}

static void output_is_captured(void **state)
{
	char *text = NULL;

	(void)state;
	assert_int_equal(
		run_shell("echo $WORD $LC_ALL; pwd; cat", 0, &text, NULL), 0);
	assert_string_equal(text, "hello C\n/\n");
	free(text);
}

static void failure_is_told(void **state)
{
	struct sc_error err;
	char *text;

	(void)state;
	assert_int_equal(run_shell("echo a >&2; echo odd >&2; exit 3", 0, &text,
				   &err),
			 -1);
	assert_string_equal(err.text,
			    "sh: exit code 3; the last line it printed: odd");
	assert_int_equal(run_shell("yes", 0, &text, &err), -1);
	assert_non_null(strstr(err.text, "1000 bytes"));
	assert_int_equal(run_shell("echo No space left on device >&2; exit 2",
				   0, &text, &err),
			 -1);
	assert_non_null(strstr(err.text, "the disk is full"));
}

static void deadline_ends_all(void **state)
{
	struct sc_error err;
	char *text;

	(void)state;
	assert_int_equal(run_shell("sleep 60 & wait", 100, &text, &err), -1);
	assert_non_null(strstr(err.text, "0.1 s"));
}

static void missing_program_is_told(void **state)
{
	const char *const argv[] = { "no-such-program", NULL };
	struct sc_error err;

	(void)state;
	assert_int_equal(pb_run_program(argv, NULL, &err), -1);
	assert_non_null(strstr(err.text, "no-such-program: "));
	assert_non_null(strstr(err.text, "cannot be run"));
}

static void chain_passes_on(void **state)
{
	const char *const a[] = { "printf", "b\\na\\n", NULL };
	const char *const b[] = { "sort", NULL };
	const char *const bad[] = { "false", NULL };
	struct pb_command commands[] = { { .argv = a }, { .argv = b } };
	const struct pb_run run = { .commands = commands, .n = 2 };
	struct sc_error err;
	char *text;

	(void)state;
	assert_int_equal(pb_run_commands(&run, &text, &err), 0);
	assert_string_equal(text, "a\nb\n");
	free(text);
	commands[0].argv = bad;
	assert_int_equal(pb_run_commands(&run, &text, &err), -1);
	assert_non_null(strstr(err.text, "false: exit code 1"));
}

static void output_goes_to_file(void **state)
{
	const char *const argv[] = { "sh", "-c", "echo o; echo e >&2; exit 1",
				     NULL };
	const struct pb_command command = { .argv = argv };
	struct pb_run run = { .commands = &command, .n = 1 };
	struct sc_error err;
	char path[64];

	(void)state;
	snprintf(path, sizeof(path), "%s/log", folder);
	run.output = path;
	assert_int_equal(pb_run_commands(&run, NULL, &err), -1);
	assert_non_null(strstr(err.text, "printed: e"));
}

/* A program dies with the one that runs it, however that ends. */
static void child_dies_with_parent(void **state)
{
	char script[256], path[64];
	pid_t pid;

	(void)state;
	snprintf(path, sizeof(path), "%s/alive", folder);
	snprintf(script, sizeof(script), "echo x >%s.a; sleep 1; echo x >%s",
		 path, path);
	pid = fork();
	if (!pid)
		_exit(run_shell(script, 0, &(char *){ NULL }, NULL) ? 1 : 0);
	strcat(path, ".a");
	for (int i = 0; i < 500 && !kp_exists(path); i++)
		usleep(10000);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	usleep(1500000);
	path[strlen(path) - 2] = '\0';
	assert_false(kp_exists(path));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_cache, remove_cache)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(commit_renames),
		TEST(begin_empties),
		TEST(sweep_spares_what_is_locked),
		TEST(second_waits),
		TEST(odd_names_are_refused),
		TEST(open_folder_is_refused),
		TEST(small_disk_is_told),
		TEST(same_files_are_shared),
		cmocka_unit_test(output_is_captured),
		cmocka_unit_test(failure_is_told),
		cmocka_unit_test(deadline_ends_all),
		cmocka_unit_test(missing_program_is_told),
		cmocka_unit_test(chain_passes_on),
		TEST(output_goes_to_file),
		TEST(child_dies_with_parent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
