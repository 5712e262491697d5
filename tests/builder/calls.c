// SPDX-License-Identifier: GPL-2.0-only
/*
 * System calls that the shell of the test kernel cannot make.
 *	calls getdents DIR	read DIR into a page that is not there; prints the
 *				error's name
 *	calls inodes N		make N pipes, one after another, on one CPU; prints
 *				the first and the last inode's number without its
 *				highest bit, and how many had that bit
 *	calls nice N		become that nice; prints the error's name, or "none"
 *	calls slice		become a task of SCHED_FIFO; prints the milliseconds
 *				after which another one of its kind has its turn
 *	calls writeable SIZE	can a socket with room for SIZE bytes be written
 *				to? prints "yes" or "no"
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int tell_error(int failed)
{
	puts(failed ? strerrorname_np(errno) : "none");
	return 0;
}

static int read_badly(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY);

	if (fd < 0)
		return 1;
	return tell_error(syscall(SYS_getdents64, fd, 4096UL, 4096UL) < 0);
}

/* The number of a new pipe; 0: there is none. */
static unsigned long make_pipe(void)
{
	struct stat st = { 0 };
	int fds[2];

	if (pipe(fds))
		return 0;
	if (fstat(fds[0], &st))
		st.st_ino = 0;
	close(fds[0]);
	close(fds[1]);
	return st.st_ino;
}

static int count_inodes(long n)
{
	unsigned long first = 0, last = 0, marked = 0;
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(0, &cpus);
	if (sched_setaffinity(0, sizeof(cpus), &cpus))
		return 1;
	for (long i = 0; i < n; i++) {
		unsigned long number = make_pipe();

		marked += number >> 31;
		last = number & ~(1UL << 31);
		if (!i)
			first = last;
	}
	printf("%lu %lu %lu\n", first, last, marked);
	return 0;
}

static int poll_socket(int size)
{
	struct pollfd fd = { .fd = socket(AF_NETLINK, SOCK_RAW, 0),
			     .events = POLLOUT };

	if (fd.fd < 0 ||
	    setsockopt(fd.fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)) ||
	    poll(&fd, 1, 0) < 0)
		return 1;
	puts(fd.revents & POLLOUT ? "yes" : "no");
	return 0;
}

static int tell_slice(void)
{
	const struct sched_param param = { .sched_priority = 1 };
	struct timespec slice;

	if (sched_setscheduler(0, SCHED_FIFO, &param) ||
	    sched_rr_get_interval(0, &slice))
		return 1;
	printf("%ld\n", slice.tv_sec * 1000 + slice.tv_nsec / 1000000);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "getdents"))
		return read_badly(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "inodes"))
		return count_inodes(atol(argv[2]));
	if (argc == 3 && !strcmp(argv[1], "nice"))
		return tell_error(setpriority(PRIO_PROCESS, 0, atoi(argv[2])));
	if (argc == 2 && !strcmp(argv[1], "slice"))
		return tell_slice();
	if (argc == 3 && !strcmp(argv[1], "writeable"))
		return poll_socket(atoi(argv[2]));
	return 2;
}
