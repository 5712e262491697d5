// SPDX-License-Identifier: GPL-2.0-only
/*
 * helper.c - what the scenarios need and a shell cannot do
 *
 *	helper load FILE [PARAMETER...]	finit_module; prints 0 or the errno
 *	helper timed FILE [DONE]	load, until the file DONE says 0 or is
 *					gone; prints the nanoseconds it took
 *	helper unload MODULE		delete_module; the same
 *	helper write FILE TEXT		one write; the same
 *	helper read FILE		one read, under the name `reader`
 *	helper nosyslog PROGRAM [ARGUMENT...]
 *					run it without CAP_SYSLOG, as root in
 *					a container has it
 *	helper sleepers N		N tasks that sleep until stdin ends;
 *					prints a line when all do
 *	helper hammer FILE A B		read FILE over and over on all CPUs
 *					until stdin ends; complains of a text
 *					that is neither A nor B
 *	helper readers N FILE A B	the same by N tasks, on any CPU
 *	helper getpgrp			print what that system call says
 *	helper getpgrps OTHER		call it over and over on all CPUs until
 *					stdin ends; complains of what is neither
 *					true nor OTHER
 *	helper exits			create and end processes and threads
 *					until stdin ends
 *	helper reaped			a thread called kt_exit that ends at once
 *	helper zombies			processes that have ended and are not
 *					waited for until stdin ends
 *	helper spin			a task on each CPU that uses no calls
 *	helper failnth FILE TEXT OTHER	write TEXT with the first allocation
 *					failing, then the second, until none
 *					fails; see there
 *	helper failload FILE MODULE ENABLED SHOWN TEXT
 *					load with the first allocation failing,
 *					and so on; see there
 *	helper cycles N FILE MODULE	load, disable, unload
 *	helper flock FILE		hold a lock on it until stdin ends
 *	helper vhost			a worker of vhost that has a queue without
 *					a machine; each byte of stdin is a kick,
 *					and it goes at stdin's end
 *	helper attach PID		attach to it as a debugger does, wait
 *					until it stops, and let it go
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/vhost.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int fail(const char *what)
{
	fprintf(stderr, "helper: %s: %s\n", what, strerror(errno));
	return 2;
}

/* init_module with the parameters joined by blanks; 0 or an errno. */
static int load(char **argv)
{
	char params[1024] = "";
	int fd = open(argv[0], O_RDONLY | O_CLOEXEC);
	int err;

	if (fd < 0)
		return errno;
	for (argv++; *argv; argv++) {
		strncat(params, *argv, sizeof(params) - strlen(params) - 2);
		strcat(params, " ");
	}
	err = syscall(SYS_finit_module, fd, params, 0) ? errno : 0;
	close(fd);
	return err;
}

static int write_once(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);
	int err = 0;

	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		err = errno;
	close(fd);
	return err;
}

static int report(int err)
{
	printf("%d\n", err);
	return err ? 1 : 0;
}

static long long now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int timed(char **argv)
{
	const char *done = argv[1];
	long long before;
	int err;

	argv[1] = NULL;
	before = now_ns();
	err = load(argv);
	if (err)
		return report(err);
	while (done) {
		char c = '0';
		int fd = open(done, O_RDONLY | O_CLOEXEC);

		if (fd >= 0 && read(fd, &c, 1) < 0)
			return fail(done);
		if (fd >= 0)
			close(fd);
		if (c == '0')
			break;
		usleep(1000);
	}
	printf("%lld\n", now_ns() - before);
	return 0;
}

/* cat would splice, and begin again when it is nudged. */
static int read_once(const char *file)
{
	char buf[4096];
	ssize_t len;
	int fd;

	prctl(PR_SET_NAME, "reader");
	fd = open(file, O_RDONLY | O_CLOEXEC);
	len = fd < 0 ? -1 : read(fd, buf, sizeof(buf));
	if (len < 0)
		return fail(file);
	return write(1, buf, len) == len ? 0 : 2;
}

static void wait_for_stdin(void)
{
	char c;

	while (read(0, &c, 1) > 0)
		;
}

/* In children, so that they die with us. */
static void die_with_parent(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGTERM, SIG_DFL);
}

static void *sleep_for_ever(void *arg)
{
	(void)arg;
	for (;;)
		pause();
	return NULL;
}

static int sleepers(int n)
{
	pthread_attr_t attr;
	int i;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, 16384);
	for (i = 0; i < n; i++) {
		pthread_t t;

		errno = pthread_create(&t, &attr, sleep_for_ever, NULL);
		if (errno)
			return fail("thread");
	}
	/* Each has to get to its pause(). */
	usleep(200000 + n * 200);
	printf("ready\n");
	fflush(stdout);
	wait_for_stdin();
	return 0;
}

static volatile sig_atomic_t stop;

static void on_term(int sig)
{
	(void)sig;
	stop = 1;
}

static int hammer_one(const char *file, const char *a, const char *b, int cpu)
{
	unsigned long n = 0, seen_a = 0, seen_b = 0;
	cpu_set_t set;
	char buf[4096];

	if (cpu >= 0) {
		CPU_ZERO(&set);
		CPU_SET(cpu, &set);
		sched_setaffinity(0, sizeof(set), &set);
	}
	while (!stop) {
		int fd = open(file, O_RDONLY);
		ssize_t len = read(fd, buf, sizeof(buf) - 1);

		close(fd);
		if (len < 0)
			return fail(file);
		buf[len] = '\0';
		if (!strncmp(buf, a, strlen(a))) {
			seen_a++;
		} else if (!strncmp(buf, b, strlen(b))) {
			seen_b++;
		} else {
			fprintf(stderr, "helper: read neither: %s\n", buf);
			return 1;
		}
		n++;
	}
	printf("cpu %d: %lu reads, %lu %lu\n", cpu, n, seen_a, seen_b);
	return 0;
}

/* Run @nr children until stdin ends; 0 if all were content. */
static int crowd(int nr, int (*one)(char **argv, int i), char **argv)
{
	pid_t pid[64];
	int i, status, ret = 0;

	for (i = 0; i < nr && i < 64; i++) {
		pid[i] = fork();
		if (pid[i] < 0)
			return fail("fork");
		if (!pid[i]) {
			if (getenv("NICE") && nice(atoi(getenv("NICE"))) < 0)
				_exit(fail("nice"));
			die_with_parent();
			signal(SIGTERM, on_term);
			i = one(argv, i);
			fflush(stdout);
			_exit(i);
		}
	}
	printf("ready\n");
	fflush(stdout);
	wait_for_stdin();
	for (i = 0; i < nr; i++)
		kill(pid[i], SIGTERM);
	for (i = 0; i < nr; i++) {
		waitpid(pid[i], &status, 0);
		if (!WIFEXITED(status) || WEXITSTATUS(status))
			ret = 1;
	}
	return ret;
}

static int do_hammer(char **argv, int cpu)
{
	return hammer_one(argv[0], argv[1], argv[2], cpu);
}

static int do_read(char **argv, int i)
{
	(void)i;
	return hammer_one(argv[1], argv[2], argv[3], -1);
}

static int do_getpgrps(char **argv, int cpu)
{
	long true_one = getpgid(0), other = atol(argv[0]), got;
	unsigned long seen = 0, n = 0;
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
	for (; !stop; n++) {
		got = syscall(SYS_getpgrp);
		if (got != true_one && got != other) {
			fprintf(stderr, "helper: getpgrp: %ld\n", got);
			return 1;
		}
		seen += got == other;
	}
	printf("cpu %d: %lu calls, %lu of them %ld\n", cpu, n, seen, other);
	return 0;
}

static void *end_at_once(void *arg)
{
	return arg;
}

/* What is not in the bounding set a program of root's does not get. */
static int without_syslog(char **argv)
{
	if (prctl(PR_CAPBSET_DROP, CAP_SYSLOG, 0, 0, 0))
		return fail("PR_CAPBSET_DROP");
	execvp(argv[0], argv);
	return fail(argv[0]);
}

static int do_exits(char **argv, int i)
{
	(void)argv;
	(void)i;
	while (!stop) {
		pthread_t t[4];
		int k, nr = 0;
		pid_t pid = fork();

		if (!pid)
			_exit(0);
		for (k = 0; k < 4; k++)
			if (!pthread_create(&t[nr], NULL, end_at_once, NULL))
				nr++;
		for (k = 0; k < nr; k++)
			pthread_join(t[k], NULL);
		if (pid > 0)
			waitpid(pid, NULL, 0);
	}
	return 0;
}

static void *end_as_kt_exit(void *arg)
{
	prctl(PR_SET_NAME, "kt_exit");
	return arg;
}

static int reaped(void)
{
	pthread_attr_t attr;
	pthread_t t;

	/* The process must not be taken for its thread. */
	prctl(PR_SET_NAME, "helper");
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	errno = pthread_create(&t, &attr, end_as_kt_exit, NULL);
	if (errno)
		return fail("thread");
	printf("ready\n");
	fflush(stdout);
	wait_for_stdin();
	return 0;
}

static int zombies(void)
{
	int i;

	for (i = 0; i < 20; i++)
		if (!fork())
			_exit(0);
	usleep(300000);
	printf("ready\n");
	fflush(stdout);
	wait_for_stdin();
	while (wait(NULL) > 0)
		;
	return 0;
}

static int do_spin(char **argv, int i)
{
	(void)argv;
	(void)i;
	while (!stop)
		;
	return 0;
}

/*
 * Write TEXT to FILE with each allocation of it failing in turn. An error must
 * leave FILE showing OTHER; where the failure was got over OTHER is written.
 */
static int failnth(const char *file, const char *text, const char *other)
{
	/* Opened before, as opening allocates. */
	int nth = open("/proc/self/fail-nth", O_RDWR | O_CLOEXEC);
	int failed = 0, survived = 0, n;

	if (nth < 0)
		return fail("fail-nth");
	for (n = 1; n < 100000; n++) {
		int fd = open(file, O_RDWR | O_CLOEXEC);
		char buf[16];
		int err = 0;

		if (fd < 0)
			return fail(file);
		snprintf(buf, sizeof(buf), "%d", n);
		if (pwrite(nth, buf, strlen(buf), 0) < 0)
			return fail("fail-nth");
		if (write(fd, text, strlen(text)) < 0)
			err = errno;
		memset(buf, 0, sizeof(buf));
		if (pread(nth, buf, sizeof(buf) - 1, 0) < 0)
			return fail("fail-nth");
		if (pwrite(nth, "0", 1, 0) < 0)
			return fail("fail-nth");
		if (atoi(buf)) {
			/* All of them were too few: nothing has failed. */
			close(fd);
			printf("%d failures refused, %d got over, errno %d\n",
			       failed, survived, err);
			return err;
		}
		memset(buf, 0, sizeof(buf));
		if (pread(fd, buf, 1, 0) < 0)
			return fail(file);
		close(fd);
		if (err) {
			failed++;
			if (err != ENOMEM)
				printf("failure %d: errno %d\n", n, err);
			if ((*buf == 'Y'   ? '1'
			     : *buf == 'N' ? '0'
					   : *buf) != *other) {
				printf("failure %d: left %s\n", n, buf);
				return 1;
			}
		} else {
			survived++;
			err = write_once(file, other);
			if (err) {
				printf("undo after %d: errno %d\n", n, err);
				return 1;
			}
		}
	}
	return 1;
}

/* Does @file begin with @text? */
static int shows(const char *file, const char *text)
{
	char buf[256] = "";
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? -1 : read(fd, buf, sizeof(buf) - 1);

	if (fd >= 0)
		close(fd);
	return len >= 0 && !strncmp(buf, text, strlen(text));
}

/*
 * Load a module that a patch is for with each allocation of that failing in
 * turn. Either it is not loaded, or SHOWN begins with TEXT. ENABLED is the file
 * that takes the patch out, as the module cannot go before, and in again.
 */
static int failload(char *file, const char *module, const char *enabled,
		    const char *shown, const char *text)
{
	int nth = open("/proc/self/fail-nth", O_RDWR | O_CLOEXEC);
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	int failed = 0, survived = 0, n;
	static char image[1 << 20];
	ssize_t len = fd < 0 ? -1 : read(fd, image, sizeof(image));

	if (nth < 0 || len < 0)
		return fail(nth < 0 ? "fail-nth" : file);
	for (n = 1; n < 100000; n++) {
		char buf[16];
		int err;

		snprintf(buf, sizeof(buf), "%d", n);
		if (pwrite(nth, buf, strlen(buf), 0) < 0)
			return fail("fail-nth");
		/* Of a file it could not read for want of memory it warns. */
		err = syscall(SYS_init_module, image, len, "") ? errno : 0;
		memset(buf, 0, sizeof(buf));
		if (pread(nth, buf, sizeof(buf) - 1, 0) < 0 ||
		    pwrite(nth, "0", 1, 0) < 0)
			return fail("fail-nth");
		if (!err && !shows(shown, text)) {
			printf("failure %d: loaded, and not whole\n", n);
			return 1;
		}
		if (atoi(buf)) {
			printf("%d failures refused, %d got over, errno %d\n",
			       failed, survived, err);
			return err ? err : !failed;
		}
		if (err && err != ENOMEM)
			printf("failure %d: errno %d\n", n, err);
		if (err && (shows(shown, "") || !shows(enabled, "1"))) {
			printf("failure %d: not loaded, and not gone\n", n);
			return 1;
		}
		failed += !!err;
		survived += !err;
		if (!err && (write_once(enabled, "0") ||
			     syscall(SYS_delete_module, module, O_NONBLOCK) ||
			     write_once(enabled, "1")))
			return fail("unload");
	}
	return 1;
}

/* Load MODULE from FILE, disable and unload it, N times. */
static int cycles(int n, char *file, const char *module)
{
	char *args[] = { file, NULL };
	char enabled[256];
	int i, err;

	snprintf(enabled, sizeof(enabled), "/sys/kernel/kpatch/%s/enabled",
		 module);
	for (i = 0; i < n; i++) {
		err = load(args);
		if (!err)
			err = write_once(enabled, "0");
		if (!err && syscall(SYS_delete_module, module, O_NONBLOCK))
			err = errno;
		if (err) {
			printf("cycle %d: %s\n", i, strerror(err));
			return 1;
		}
	}
	return 0;
}

static int hold_flock(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || flock(fd, LOCK_EX))
		return fail(file);
	printf("ready\n");
	fflush(stdout);
	wait_for_stdin();
	return 0;
}

/* The queue of what a machine sends. */
#define VSOCK_TX 1

static int vhost(void)
{
	struct vhost_vring_file queue = { .index = VSOCK_TX };
	int fd = open("/dev/vhost-vsock", O_RDWR | O_CLOEXEC);
	char kick;

	queue.fd = eventfd(0, EFD_CLOEXEC);
	if (fd < 0 || queue.fd < 0 || ioctl(fd, VHOST_SET_OWNER) ||
	    ioctl(fd, VHOST_SET_VRING_KICK, &queue))
		return fail("vhost");
	printf("ready\n");
	fflush(stdout);
	while (read(STDIN_FILENO, &kick, 1) == 1)
		if (eventfd_write(queue.fd, 1))
			return fail("kick");
	return 0;
}

static int attach(pid_t pid)
{
	int status;

	if (ptrace(PTRACE_ATTACH, pid, NULL, NULL))
		return fail("attach");
	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		return fail("no stop");
	if (ptrace(PTRACE_DETACH, pid, NULL, NULL))
		return fail("detach");
	return 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	int cpus = sysconf(_SC_NPROCESSORS_ONLN);

	argv += 2;
	argc -= 2;
	if (!strcmp(what, "load") && argc >= 1)
		return report(load(argv));
	if (!strcmp(what, "timed") && (argc == 1 || argc == 2))
		return timed(argv);
	if (!strcmp(what, "unload") && argc == 1)
		return report(syscall(SYS_delete_module, argv[0], O_NONBLOCK)
				      ? errno
				      : 0);
	if (!strcmp(what, "write") && argc == 2)
		return report(write_once(argv[0], argv[1]));
	if (!strcmp(what, "read") && argc == 1)
		return read_once(argv[0]);
	if (!strcmp(what, "nosyslog") && argc >= 1)
		return without_syslog(argv);
	if (!strcmp(what, "sleepers") && argc == 1)
		return sleepers(atoi(argv[0]));
	if (!strcmp(what, "hammer") && argc == 3)
		return crowd(cpus, do_hammer, argv);
	if (!strcmp(what, "readers") && argc == 4)
		return crowd(atoi(argv[0]), do_read, argv);
	if (!strcmp(what, "getpgrp"))
		return printf("%ld\n", syscall(SYS_getpgrp)) < 0;
	if (!strcmp(what, "getpgrps") && argc == 1)
		return crowd(cpus, do_getpgrps, argv);
	if (!strcmp(what, "exits"))
		return crowd(cpus, do_exits, argv);
	if (!strcmp(what, "reaped"))
		return reaped();
	if (!strcmp(what, "zombies"))
		return zombies();
	if (!strcmp(what, "spin"))
		return crowd(cpus, do_spin, argv);
	if (!strcmp(what, "failnth") && argc == 3)
		return failnth(argv[0], argv[1], argv[2]);
	if (!strcmp(what, "failload") && argc == 5)
		return failload(argv[0], argv[1], argv[2], argv[3], argv[4]);
	if (!strcmp(what, "flock") && argc == 1)
		return hold_flock(argv[0]);
	if (!strcmp(what, "vhost"))
		return vhost();
	if (!strcmp(what, "attach") && argc == 1)
		return attach(atoi(argv[0]));
	if (!strcmp(what, "cycles") && argc == 3)
		return cycles(atoi(argv[0]), argv[1], argv[2]);
	fprintf(stderr, "helper: what?\n");
	return 2;
}
