// SPDX-License-Identifier: GPL-2.0-only
/* Fixes of memory, time, and events. */
#define _GNU_SOURCE
#include "triggers.h"
#include <alloca.h>
#include <linux/bpf.h>
#include <linux/membarrier.h>
#include <linux/mempolicy.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

static const size_t huge = 2UL << 20;

static char *map_pages(size_t len)
{
	char *at = mmap(NULL, len, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	must_succeed("mmap", at == MAP_FAILED ? -1 : 0);
	return at;
}

static char *align_up(char *at)
{
	return (char *)(((uintptr_t)at + huge - 1) & ~(huge - 1));
}

/* A table of small pages goes to a place that begins where it did. */
int move_memory(char **words)
{
	char *from = align_up(map_pages(3 * huge)),
	     *to = align_up(map_pages(3 * huge));

	(void)words;
	must_succeed("madvise", madvise(from, huge, MADV_NOHUGEPAGE));
	memset(from, 1, huge);
	must_succeed("mremap", mremap(from, huge, huge,
				      MREMAP_MAYMOVE | MREMAP_FIXED, to) == to
				       ? 0
				       : -1);
	return to[huge - 1] == 1 ? 0 : 1;
}

int bind_memory(char **words)
{
	unsigned long nodes = 1;
	char *at = map_pages(huge);

	(void)words;
	memset(at, 1, huge);
	must_succeed("mbind", syscall(SYS_mbind, at + 4096, 8192UL,
				      MPOL_PREFERRED, &nodes, 8UL, 0UL));
	return 0;
}

int grow_stack(char **words)
{
	volatile char *at = alloca(4 << 20);

	(void)words;
	for (long i = (4 << 20) - 1; i >= 0; i -= 4096)
		at[i] = 1;
	return 0;
}

static void take_alarm(int number)
{
	(void)number;
}

/* Some tenths of a second of a processor are all that it may have. */
int run_out_of_time(char **words)
{
	struct itimerval timer = { .it_value = { .tv_usec = 100000 } };
	const struct sigaction action = { .sa_handler = take_alarm };
	struct itimerval left;

	(void)words;
	must_succeed("sigaction", sigaction(SIGPROF, &action, NULL));
	must_succeed("setitimer", setitimer(ITIMER_PROF, &timer, NULL));
	do
		must_succeed("getitimer", getitimer(ITIMER_PROF, &left));
	while (left.it_value.tv_sec || left.it_value.tv_usec);
	return 0;
}

/* On all processors whose tasks have asked for it, as this one does. */
int run_barrier(char **words)
{
	(void)words;
	must_succeed("membarrier",
		     syscall(SYS_membarrier,
			     MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0));
	must_succeed("membarrier",
		     syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0,
			     0));
	return 0;
}

static int open_event(int group)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_TASK_CLOCK,
		.read_format = PERF_FORMAT_GROUP | PERF_FORMAT_ID,
	};

	return (int)must_succeed("perf_event_open",
				 syscall(SYS_perf_event_open, &attr, 0, -1,
					 group, 0));
}

int group_events(char **words)
{
	uint64_t values[8];
	int leader = open_event(-1);

	(void)words;
	open_event(leader);
	must_succeed("read", read(leader, values, sizeof(values)));
	return values[0] == 2 ? 0 : 1;
}

/* make_map TYPE: by the number of the type of map */
int make_map(char **words)
{
	union bpf_attr attr = {
		.map_type = (uint32_t)atoi(words[0]),
		.key_size = 4,
		.value_size = 8,
		.max_entries = 100,
	};

	if (attr.map_type == BPF_MAP_TYPE_DEVMAP_HASH)
		attr.value_size = 4;
	must_succeed("bpf",
		     syscall(SYS_bpf, BPF_MAP_CREATE, &attr, sizeof(attr)));
	return 0;
}
