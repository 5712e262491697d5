// SPDX-License-Identifier: GPL-2.0-only
/* Fixes of files, disks, and keys. */
#define _GNU_SOURCE
#include "triggers.h"
#include <fcntl.h>
#include <linux/blkpg.h>
#include <linux/blktrace_api.h>
#include <linux/fs.h>
#include <linux/keyctl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

static int open_file(const char *name, int flags)
{
	return (int)must_succeed(name, open(name, flags, 0600));
}

int lock_file(char **words)
{
	struct flock lock = { .l_type = F_WRLCK, .l_len = 10 };

	must_succeed("fcntl", fcntl(open_file(words[0], O_RDWR | O_CREAT),
				    F_SETLK, &lock));
	return 0;
}

int close_epoll(char **words)
{
	struct epoll_event event = { .events = EPOLLIN };
	int fds[2],
		epoll = (int)must_succeed("epoll_create1", epoll_create1(0));

	(void)words;
	must_succeed("pipe", pipe(fds));
	must_succeed("epoll_ctl",
		     epoll_ctl(epoll, EPOLL_CTL_ADD, fds[0], &event));
	must_succeed("epoll_wait", epoll_wait(epoll, &event, 1, 0));
	close(epoll);
	return 0;
}

/* keep_account FILE: of a process that ends at once */
int keep_account(char **words)
{
	close(open_file(words[0], O_RDWR | O_CREAT));
	must_succeed("acct", acct(words[0]));
	if (!must_succeed("fork", fork()))
		_exit(0);
	wait(NULL);
	must_succeed("acct", acct(NULL));
	return 0;
}

int set_attribute(char **words)
{
	must_succeed("setxattr", setxattr(words[0], "user.one", "first", 5, 0));
	must_succeed("setxattr", setxattr(words[0], "user.one", "other", 5, 0));
	must_succeed("removexattr", removexattr(words[0], "user.one"));
	return 0;
}

static void change_partition(int disk, int op)
{
	struct blkpg_partition part = { .start = 4096,
					.length = 8192,
					.pno = 1 };
	struct blkpg_ioctl_arg arg = { .op = op,
				       .datalen = sizeof(part),
				       .data = &part };

	must_succeed("BLKPG", ioctl(disk, BLKPG, &arg));
}

int add_partition(char **words)
{
	int disk = open_file(words[0], O_RDWR);

	change_partition(disk, BLKPG_ADD_PARTITION);
	change_partition(disk, BLKPG_DEL_PARTITION);
	return 0;
}

/* What was recorded of a disk, by all processors. */
static long read_traces(const char *name)
{
	char path[128], buf[4096];
	long len, sum = 0;

	for (int cpu = 0; cpu < 2; cpu++) {
		snprintf(path, sizeof(path),
			 "/sys/kernel/debug/block/%s/trace%d", name, cpu);
		int fd = open_file(path, O_RDONLY | O_NONBLOCK);

		while ((len = read(fd, buf, sizeof(buf))) > 0)
			sum += len;
		close(fd);
	}
	return sum;
}

int trace_disk(char **words)
{
	struct blk_user_trace_setup setup = { .act_mask = 0xffff,
					      .buf_size = 65536,
					      .buf_nr = 2 };
	char buf[4096];
	int disk = open_file(words[0], O_RDWR);

	must_succeed("BLKTRACESETUP", ioctl(disk, BLKTRACESETUP, &setup));
	must_succeed("BLKTRACESTART", ioctl(disk, BLKTRACESTART));
	must_succeed("BLKFLSBUF", ioctl(disk, BLKFLSBUF));
	must_succeed("read", read(disk, buf, sizeof(buf)));
	must_succeed("BLKTRACESTOP", ioctl(disk, BLKTRACESTOP));
	must_succeed("the trace", read_traces(setup.name) ? 0 : -1);
	must_succeed("BLKTRACETEARDOWN", ioctl(disk, BLKTRACETEARDOWN));
	return 0;
}

int add_and_drop_key(char **words)
{
	long key = must_succeed("add_key",
				syscall(SYS_add_key, "user", "a key", "text",
					4UL, KEY_SPEC_PROCESS_KEYRING));

	(void)words;
	must_succeed("keyctl", syscall(SYS_keyctl, KEYCTL_UNLINK, key,
				       KEY_SPEC_PROCESS_KEYRING));
	return 0;
}
