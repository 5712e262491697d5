// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stackcheck/util/output.h"

static char folder[32];
static char path[64];

static int make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/output.XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/file", folder);
	return 0;
}

/* The number of files that there are, which are removed if @remove. */
static int files(int remove)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	int n = 0;

	assert_non_null(dir);
	while ((e = readdir(dir))) {
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		n++;
		if (remove)
			unlinkat(dirfd(dir), e->d_name, 0);
	}
	closedir(dir);
	return n;
}

static int remove_folder(void **state)
{
	(void)state;
	files(1);
	return rmdir(folder);
}

static void is_file(const char *want)
{
	char text[32];
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	assert_string_equal(text, want);
}

static void is_mode(mode_t want)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, want);
}

static void put(const char *text)
{
	struct sc_error err = { "" };

	if (sc_output_put(path, text, strlen(text), &err))
		fail_msg("%s", err.text);
}

static void a_file_is_replaced_at_the_end(void **state)
{
	struct sc_output out;
	struct sc_error err = { "" };

	(void)state;
	put("old");
	assert_int_equal(sc_output_open(&out, path, &err), 0);
	assert_int_equal(files(0), 1); /* nothing is changed yet */
	fputs("new", out.file);
	fflush(out.file);
	assert_int_equal(files(0), 2);
	is_file("old");
	assert_int_equal(sc_output_commit(&out, &err), 0);
	assert_int_equal(files(0), 1);
	is_file("new");
}

static void what_is_discarded_leaves_no_trace(void **state)
{
	struct sc_output out;
	struct sc_error err = { "" };

	(void)state;
	put("old");
	assert_int_equal(sc_output_open(&out, path, &err), 0);
	fputs("new", out.file);
	fflush(out.file);
	sc_output_discard(&out);
	sc_output_discard(&out);
	assert_int_equal(files(0), 1);
	is_file("old");
}

static void nothing_written_is_an_empty_file(void **state)
{
	(void)state;
	put("old");
	put("");
	is_file("");
	assert_int_equal(files(0), 1);
}

static void modes_are_by_umask_or_as_before(void **state)
{
	struct sc_output out;
	struct sc_error err = { "" };
	mode_t before = umask(027);

	(void)state;
	put("new");
	is_mode(0640);
	chmod(path, 0604);
	put("again");
	is_mode(0604);
	assert_int_equal(sc_output_open(&out, path, &err), 0);
	out.mode = 0755;
	assert_int_equal(sc_output_commit(&out, &err), 0);
	is_mode(0755);
	umask(before);
}

static void a_link_is_followed_or_replaced(void **state)
{
	char link[80];
	struct sc_output out;
	struct sc_error err = { "" };
	struct stat st;
	int dir = open(folder, O_RDONLY | O_DIRECTORY);

	(void)state;
	assert_true(dir >= 0);
	snprintf(link, sizeof(link), "%s/link", folder);
	assert_int_equal(symlink("file", link), 0);
	assert_int_equal(sc_output_put(link, "text", 4, &err), 0);
	is_file("text");
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));

	assert_int_equal(sc_output_open_at(&out, dir, "link", link, &err), 0);
	fputs("other", out.file);
	assert_int_equal(sc_output_commit(&out, &err), 0);
	is_file("text");
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_int_equal(st.st_size, 5);
	close(dir);
}

static void links_in_a_circle_are_refused(void **state)
{
	struct sc_error err = { "" };

	(void)state;
	assert_int_equal(symlink("file", path), 0);
	assert_int_equal(sc_output_put(path, "text", 4, &err), -1);
	assert_non_null(strstr(err.text, "symbolic links"));
	assert_int_equal(files(0), 1);
}

/* As the kernel's protected_symlinks, which root's programs rely on. */
static void a_strangers_link_in_a_shared_folder_is_refused(void **state)
{
	char link[80];
	struct sc_error err = { "" };

	(void)state;
	if (geteuid())
		return;
	put("old");
	snprintf(link, sizeof(link), "%s/link", folder);
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(lchown(link, 12345, 12345), 0);
	assert_int_equal(chmod(folder, 01777), 0);
	assert_int_equal(sc_output_put(link, "new", 3, &err), -1);
	assert_non_null(strstr(err.text, "Permission denied"));
	is_file("old");
}

/* A child that gets @sig while its temporary file is there. */
static int interrupted(int sig, int commit)
{
	struct sc_output out;
	struct sc_error err = { "" };
	int status;
	pid_t pid = fork();

	if (!pid) {
		signal(sig, SIG_DFL);
		if (sc_output_open(&out, path, &err))
			_exit(2);
		fputs("new", out.file);
		fflush(out.file);
		if (files(0) != 2)
			_exit(3);
		raise(sig);
		if (commit)
			sc_output_commit(&out, &err);
		else
			sc_output_discard(&out);
		_exit(4); /* not reached */
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void signals_leave_nothing_behind(void **state)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		for (int commit = 0; commit < 2; commit++) {
			int status;

			put("old");
			status = interrupted(signals[i], commit);
			assert_true(WIFSIGNALED(status));
			assert_int_equal(WTERMSIG(status), signals[i]);
			assert_int_equal(files(0), 1);
			is_file(commit ? "new" : "old");
		}
	}
}

static void the_input_is_spared(void **state)
{
	char other[80];
	struct sc_error err = { "" };

	(void)state;
	put("input");
	snprintf(other, sizeof(other), "%s/other", folder);
	assert_int_equal(sc_output_spare(path, other, &err), 0);
	assert_int_equal(sc_output_spare(other, path, &err), 0);
	assert_int_equal(sc_output_spare(NULL, path, &err), 0);
	assert_int_equal(sc_output_spare(path, NULL, &err), 0);
	assert_int_equal(sc_output_spare(path, path, &err), -1);
	assert_int_equal(link(path, other), 0);
	assert_int_equal(sc_output_spare(other, path, &err), -1);
	unlink(other);
	assert_int_equal(symlink(path, other), 0);
	assert_int_equal(sc_output_spare(other, path, &err), -1);
	assert_int_equal(sc_output_spare(path, other, &err), -1);
	assert_int_equal(sc_output_spare("/dev/null", "/dev/null", &err), 0);
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_file_is_replaced_at_the_end),
		IN_FOLDER(what_is_discarded_leaves_no_trace),
		IN_FOLDER(nothing_written_is_an_empty_file),
		IN_FOLDER(modes_are_by_umask_or_as_before),
		IN_FOLDER(a_link_is_followed_or_replaced),
		IN_FOLDER(links_in_a_circle_are_refused),
		IN_FOLDER(a_strangers_link_in_a_shared_folder_is_refused),
		IN_FOLDER(signals_leave_nothing_behind),
		IN_FOLDER(the_input_is_spared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
