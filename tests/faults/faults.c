// SPDX-License-Identifier: GPL-2.0-only
/*
 * Run a command again and again, each time with another fault: an allocation
 * that fails, or a call that writes. Each run must end like the one without a
 * fault, or with the exit code for trouble and the old files in place.
 *
 *   faults alloc|write [OPTION...] -- COMMAND...
 *     --file=PATH     a file that the command writes; repeatable. It is as it
 *                     is now at the start of each run, or not there
 *     --trouble=N     the exit code for trouble (2)
 *     --sample=N      no more than so many faults, evenly spread
 *     --preload=PATH  the library for alloc
 *     --json          what it prints is one JSON document, also in trouble
 *
 * Prints "POINTS points, RUNS runs, WRONG wrong"; exit 1 if any is wrong.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/faults/fault.h"

#define MAX_FILES 8
#define SECONDS 60 /* for one run, on a loaded machine */

struct bytes {
	char *data; /* NULL: no such file */
	size_t size;
};

struct test {
	bool writes; /* faults in writing, not in allocating */
	bool json;
	const char *preload;
	char **command;
	int trouble;
	unsigned long sample;
	const char *files[MAX_FILES];
	struct bytes old[MAX_FILES], wanted[MAX_FILES];
	int nfiles;
	int code; /* without a fault */
	struct bytes out, err; /* what is printed then */
	int out_fd, err_fd, fault_fd;
	struct fault *fault;
	struct write_fault write_fault;
	unsigned long points, runs, wrong;
};

static void die(const char *what)
{
	fprintf(stderr, "faults: %s: %s\n", what, strerror(errno));
	exit(2);
}

static struct bytes read_fd(int fd)
{
	struct bytes b = { NULL, 0 };
	off_t size = lseek(fd, 0, SEEK_END);

	b.data = malloc((size_t)size + 1);
	if (!b.data)
		die("memory");
	b.size = (size_t)size;
	if (pread(fd, b.data, b.size, 0) != size)
		die("read");
	return b;
}

static struct bytes read_file(const char *path)
{
	struct bytes b = { NULL, 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return b;
	b = read_fd(fd);
	close(fd);
	return b;
}

static bool is_same(const struct bytes *a, const struct bytes *b)
{
	if (!a->data || !b->data)
		return a->data == b->data;
	return a->size == b->size && !memcmp(a->data, b->data, a->size);
}

static void restore(const struct test *t)
{
	for (int i = 0; i < t->nfiles; i++) {
		const struct bytes *old = &t->old[i];
		int fd;

		unlink(t->files[i]);
		if (!old->data)
			continue;
		fd = open(t->files[i], O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
		if (fd < 0 ||
		    write(fd, old->data, old->size) != (ssize_t)old->size)
			die(t->files[i]);
		close(fd);
	}
	if (ftruncate(t->out_fd, 0) || ftruncate(t->err_fd, 0))
		die("truncate");
	lseek(t->out_fd, 0, SEEK_SET);
	lseek(t->err_fd, 0, SEEK_SET);
}

/* --- one run */

static void run_child(const struct test *t)
{
	char fd[16];

	dup2(t->out_fd, STDOUT_FILENO);
	dup2(t->err_fd, STDERR_FILENO);
	snprintf(fd, sizeof(fd), "%d", t->fault_fd);
	if (t->writes) {
		if (ptrace(PTRACE_TRACEME, 0, 0, 0)) {
			perror("faults: tracing is not allowed");
			_exit(125);
		}
		raise(SIGSTOP);
	} else {
		setenv("FAULT_FD", fd, 1);
		setenv("LD_PRELOAD", t->preload, 1);
	}
	execvp(t->command[0], t->command);
	_exit(126);
}

static int wait_for(pid_t pid)
{
	struct timespec pause = { 0, 1000000 };
	time_t end = time(NULL) + SECONDS;
	int status;

	while (!waitpid(pid, &status, WNOHANG)) {
		if (time(NULL) > end)
			kill(pid, SIGKILL);
		nanosleep(&pause, NULL);
	}
	return status;
}

static int run(struct test *t)
{
	pid_t pid;

	restore(t);
	atomic_store(&t->fault->count, 0);
	atomic_store(&t->fault->fired, 0);
	pid = fork();
	if (pid < 0)
		die("fork");
	if (!pid)
		run_child(t);
	t->runs++;
	if (t->writes)
		return trace_writes(pid, &t->write_fault, SECONDS);
	return wait_for(pid);
}

/* --- what is right */

static int leftovers(void)
{
	glob_t found;
	int n = glob(".stackcheck-*.tmp", 0, NULL, &found)
			? 0
			: (int)found.gl_pathc;

	for (int i = 0; i < n; i++)
		unlink(found.gl_pathv[i]);
	if (n)
		globfree(&found);
	return n;
}

/* Roughly: a schema is for other tests. */
static bool is_document_of_trouble(const struct test *t, const struct bytes *b)
{
	char code[24];

	b->data[b->size] = '\0';
	snprintf(code, sizeof(code), "\"exit\":%d", t->trouble);
	return b->size > 2 && b->data[0] == '{' && strstr(b->data, code) &&
	       strstr(b->data, "\"error\":\"") &&
	       strchr(b->data, '\n') == b->data + b->size - 1 &&
	       b->data[b->size - 2] == '}';
}

/* Why the run was wrong, or NULL. */
static const char *judge(const struct test *t, int status)
{
	struct bytes out = read_fd(t->out_fd), err = read_fd(t->err_fd);
	bool clean = WIFEXITED(status) && WEXITSTATUS(status) == t->code;
	const char *why = NULL;

	if (!WIFEXITED(status))
		why = WTERMSIG(status) == SIGKILL ? "it hangs" : "it crashes";
	else if (leftovers())
		why = "a temporary file is left";
	else if (!clean && WEXITSTATUS(status) != t->trouble)
		why = "the exit code is another one";
	else if (clean && !is_same(&out, &t->out))
		why = "the exit code is good, but what is printed is not";
	else if (clean && !t->writes && !is_same(&err, &t->err))
		why = "the exit code is good, but the messages are not";
	else if (!clean && t->json && !t->writes &&
		 !is_document_of_trouble(t, &out))
		why = "no JSON document tells of the trouble";
	for (int i = 0; !why && i < t->nfiles; i++) {
		struct bytes now = read_file(t->files[i]);

		if (clean && !is_same(&now, &t->wanted[i]))
			why = "the exit code is good, but a file is not";
		else if (!is_same(&now, &t->wanted[i]) &&
			 !is_same(&now, &t->old[i]))
			why = "a file is neither the old one nor the right one";
		free(now.data);
	}
	if (why && getenv("FAULTS_VERBOSE"))
		fprintf(stderr, "%.*s%.*s", (int)out.size, out.data,
			(int)err.size, err.data);
	free(out.data);
	free(err.data);
	return why;
}

static void count_wrong(struct test *t, unsigned long at, const char *how,
			int status)
{
	const char *why = judge(t, status);

	if (!why)
		return;
	t->wrong++;
	printf("%s %lu: %s (status 0x%x)\n", how, at, why,
	       (unsigned int)status);
}

/* --- all faults */

static void fail_allocations(struct test *t, bool after)
{
	unsigned long step = 1, at;
	int status;

	t->fault->after = after;
	t->fault->at = 0;
	run(t);
	t->points = atomic_load(&t->fault->count);
	if (t->sample && t->points > t->sample)
		step = t->points / t->sample;
	else if (!t->sample && after)
		step = 8; /* far fewer ways to go than with a single failure */
	/* until the one that is to fail is not reached any more */
	for (at = 1;; at += step) {
		t->fault->at = at;
		status = run(t);
		if (!atomic_load(&t->fault->fired))
			break;
		count_wrong(t, at, after ? "allocations from" : "allocation",
			    status);
	}
}

static void fail_writes(struct test *t, int error)
{
	unsigned long at;
	char how[64];
	int status;

	snprintf(how, sizeof(how), "%s at write",
		 error ? strerror(error) : "half is written");
	t->write_fault.error = error;
	for (at = 1;; at++) {
		t->write_fault.at = at;
		status = run(t);
		if (!t->write_fault.fired)
			break;
		t->points++;
		count_wrong(t, at, how, status);
	}
}

static void run_clean(struct test *t)
{
	int status;

	for (int i = 0; i < t->nfiles; i++)
		t->old[i] = read_file(t->files[i]);
	status = run(t);
	if (!WIFEXITED(status) || WEXITSTATUS(status) == t->trouble ||
	    WEXITSTATUS(status) > 2) {
		struct bytes err = read_fd(t->err_fd);

		fprintf(stderr, "faults: fails without a fault: %.*s",
			(int)err.size, err.data);
		exit(2);
	}
	t->code = WEXITSTATUS(status);
	t->out = read_fd(t->out_fd);
	t->err = read_fd(t->err_fd);
	for (int i = 0; i < t->nfiles; i++)
		t->wanted[i] = read_file(t->files[i]);
}

static void parse(struct test *t, int argc, char **argv)
{
	static const struct option options[] = {
		{ "file", required_argument, NULL, 'f' },
		{ "trouble", required_argument, NULL, 't' },
		{ "sample", required_argument, NULL, 's' },
		{ "preload", required_argument, NULL, 'p' },
		{ "json", no_argument, NULL, 'j' },
		{ 0 },
	};
	int c;

	t->writes = argc > 1 && !strcmp(argv[1], "write");
	t->trouble = 2;
	optind = 2;
	while ((c = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		if (c == 'f' && t->nfiles < MAX_FILES)
			t->files[t->nfiles++] = optarg;
		else if (c == 't')
			t->trouble = atoi(optarg);
		else if (c == 's')
			t->sample = strtoul(optarg, NULL, 10);
		else if (c == 'p')
			t->preload = optarg;
		else if (c == 'j')
			t->json = true;
		else
			exit(2);
	}
	if (optind >= argc)
		exit(2);
	t->command = argv + optind;
}

int main(int argc, char **argv)
{
	struct test t = { 0 };

	parse(&t, argc, argv);
	t.out_fd = memfd_create("out", MFD_CLOEXEC);
	t.err_fd = memfd_create("err", MFD_CLOEXEC);
	t.fault_fd = memfd_create("fault", 0);
	if (t.out_fd < 0 || t.err_fd < 0 || t.fault_fd < 0 ||
	    ftruncate(t.fault_fd, sizeof(*t.fault)))
		die("memfd");
	t.fault = mmap(NULL, sizeof(*t.fault), PROT_READ | PROT_WRITE,
		       MAP_SHARED, t.fault_fd, 0);
	if (t.fault == MAP_FAILED)
		die("mmap");
	run_clean(&t);
	if (t.writes) {
		fail_writes(&t, ENOSPC);
		fail_writes(&t, EIO);
		fail_writes(&t, 0);
	} else {
		fail_allocations(&t, true);
		fail_allocations(&t, false);
	}
	restore(&t);
	printf("%lu points, %lu runs, %lu wrong\n", t.points, t.runs, t.wrong);
	return t.wrong != 0;
}
