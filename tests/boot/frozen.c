// SPDX-License-Identifier: GPL-2.0-only
/*
 * frozen.c - how long tasks that sleep in the kernel are kept from going on
 *
 *	frozen KIND[=MS]...
 *
 * One process for each KIND sleeps over and over, MS milliseconds at a time
 * (20). Each measures how much later than due it goes on: the gap. Where a
 * timer wakes it, a thread that waits for the same time elsewhere tells when
 * that timer came, as a busy machine may be late itself. Prints
 * `ready`, goes on until stdin ends, and then prints one line for each kind:
 *
 *	frozen kind=K sleeps=N gap_us=LONGEST late_us=SUM share_ppm=SUM/TIME
 *		eintr=N end=HOW
 *
 * HOW is `ok`, `error-N` with an errno, `signal-N`, or `missing` where the
 * kernel does not have it. The names of the processes are `fz-KIND`.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/io_uring.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

typedef long long ns_t;

/* What a process tells; shared with its parent. */
struct result {
	ns_t begin, end;
	ns_t longest, late;
	long sleeps, eintr;
	int error;
	int missing;
};

/* One that sleeps. */
struct one {
	struct result *res;
	ns_t nap;
	int fd[2]; /* what it waits for, for some */
	int epfd;
	unsigned int word; /* of the futex */
	int clock; /* a timer beside the sleep */
	ns_t due; /* what the sleep is to end at */
	ns_t fired; /* when that timer came; 0: not yet */
	struct io_uring_params ring;
	int ring_fd;
	struct io_uring_sqe *sqes;
	char *sq, *cq;
};

static volatile sig_atomic_t done;

static void on_term(int sig)
{
	(void)sig;
	done = 1;
}

static ns_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static struct timespec span(ns_t ns)
{
	return (struct timespec){ ns / 1000000000LL, ns % 1000000000LL };
}

/* Waits where nothing changes, for the time at which the sleep is due. */
static void *watch_clock(void *arg)
{
	struct one *o = arg;
	unsigned long long n;

	while (read(o->clock, &n, sizeof(n)) == sizeof(n))
		__atomic_store_n(&o->fired, now_ns(), __ATOMIC_RELEASE);
	return NULL;
}

/* SIGTERM is for the thread that sleeps. */
static int start_thread(void *(*run)(void *arg), struct one *o)
{
	sigset_t term;
	pthread_t t;
	int err;

	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &term, NULL);
	err = pthread_create(&t, NULL, run, o);
	pthread_sigmask(SIG_UNBLOCK, &term, NULL);
	return err ? -1 : 0;
}

static int start_clock(struct one *o)
{
	o->clock = timerfd_create(CLOCK_MONOTONIC, 0);
	return o->clock < 0 ? -1 : start_thread(watch_clock, o);
}

/* A sleep begins; returns when it is due. */
static ns_t due_at(struct one *o)
{
	struct itimerspec when = {};

	o->due = now_ns() + o->nap;
	when.it_value = span(o->due);
	__atomic_store_n(&o->fired, 0, __ATOMIC_RELEASE);
	timerfd_settime(o->clock, TFD_TIMER_ABSTIME, &when, NULL);
	return o->due;
}

/* How much too late the sleep, which was due at @due, ended at @end. */
static ns_t lateness(struct one *o, ns_t due, ns_t end)
{
	ns_t fired = __atomic_load_n(&o->fired, __ATOMIC_ACQUIRE);

	if (due != o->due)
		return end - due;
	return fired ? end - (fired > due ? fired : due) : 0;
}

/* --- each sleeps once; returns when it was due, or -1 with errno ------------- */

static ns_t nap_nanosleep(struct one *o)
{
	struct timespec t = span(o->nap);
	ns_t due = due_at(o);

	return syscall(SYS_nanosleep, &t, NULL) ? -1 : due;
}

static ns_t nap_futex(struct one *o)
{
	struct timespec t = span(o->nap);
	ns_t due = due_at(o);

	if (syscall(SYS_futex, &o->word, FUTEX_WAIT, 0, &t, NULL, 0) &&
	    errno != ETIMEDOUT)
		return -1;
	return due;
}

static ns_t nap_poll(struct one *o)
{
	struct pollfd p = { .fd = o->fd[0], .events = POLLIN };
	ns_t due = due_at(o);

	return poll(&p, 1, o->nap / 1000000) < 0 ? -1 : due;
}

static ns_t nap_epoll(struct one *o)
{
	struct epoll_event ev;
	ns_t due = due_at(o);

	return epoll_wait(o->epfd, &ev, 1, o->nap / 1000000) < 0 ? -1 : due;
}

/* The writer of the pipe says when it wrote. */
static ns_t nap_pipe(struct one *o)
{
	ns_t due;

	return read(o->fd[0], &due, sizeof(due)) < 0 ? -1 : due;
}

/* The child says when it ends, as its death is due then. */
static ns_t nap_wait4(struct one *o)
{
	pid_t pid = fork();
	ns_t due;

	if (!pid) {
		struct timespec t = span(o->nap);

		syscall(SYS_nanosleep, &t, NULL);
		due = now_ns();
		if (write(o->fd[1], &due, sizeof(due)) < 0)
			_exit(1);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, NULL, 0) < 0)
		return -1;
	return read(o->fd[0], &due, sizeof(due)) < 0 ? -1 : due;
}

static ns_t nap_vfork(struct one *o)
{
	static ns_t due;
	pid_t pid = vfork();

	if (!pid) {
		struct timespec t = span(o->nap);

		syscall(SYS_nanosleep, &t, NULL);
		due = now_ns();
		_exit(0);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
	return pid < 0 ? -1 : due;
}

/* What it takes for a CPU to come back to one of several that want it. */
#define SLICES_NS 20000000LL

/* It does not sleep, but reads: any time above that is time it was held. */
static ns_t nap_zeros(struct one *o)
{
	static char page[4096];
	ns_t begin = now_ns();

	return read(o->epfd, page, sizeof(page)) < 0 ? -1 : begin + SLICES_NS;
}

static int ready_zeros(struct one *o)
{
	o->epfd = open("/dev/zero", O_RDONLY);
	return o->epfd < 0 ? -1 : 0;
}

static unsigned int *ring_at(char *ring, unsigned int off)
{
	return (unsigned int *)(ring + off);
}

/* A time-out is asked for, and its completion waited for. */
static ns_t nap_uring(struct one *o)
{
	struct io_uring_params *p = &o->ring;
	unsigned int *tail = ring_at(o->sq, p->sq_off.tail);
	unsigned int i = *tail & *ring_at(o->sq, p->sq_off.ring_mask);
	struct timespec t = span(o->nap);
	ns_t due = due_at(o);
	unsigned int submit = 1;

	o->sqes[i] = (struct io_uring_sqe){
		.opcode = IORING_OP_TIMEOUT,
		.fd = -1,
		.addr = (unsigned long)&t,
		.len = 1,
	};
	ring_at(o->sq, p->sq_off.array)[i] = i;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	while (syscall(SYS_io_uring_enter, o->ring_fd, submit, 1,
		       IORING_ENTER_GETEVENTS, NULL, 0) < 0) {
		if (errno != EINTR || done)
			return -1;
		o->res->eintr++;
		submit = 0;
	}
	/* Taken, so that the next wait is for the next one. */
	__atomic_store_n(ring_at(o->cq, p->cq_off.head),
			 __atomic_load_n(ring_at(o->cq, p->cq_off.tail),
					 __ATOMIC_ACQUIRE),
			 __ATOMIC_RELEASE);
	return due;
}

/* --- and gets ready ------------------------------------------------------------ */

static void *write_times(void *arg)
{
	struct one *o = arg;

	for (;;) {
		struct timespec t = span(o->nap);
		ns_t due;

		syscall(SYS_nanosleep, &t, NULL);
		due = now_ns();
		if (write(o->fd[1], &due, sizeof(due)) < 0)
			return NULL;
	}
}

static int ready_pipe(struct one *o)
{
	return start_thread(write_times, o);
}

static int ready_epoll(struct one *o)
{
	struct epoll_event ev = { .events = EPOLLIN };

	o->epfd = epoll_create1(0);
	return epoll_ctl(o->epfd, EPOLL_CTL_ADD, o->fd[0], &ev);
}

/* All calls are allowed but the one that the kernel restarts others by. */
static int ready_seccomp(struct one *o)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_restart_syscall, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = { sizeof(code) / sizeof(*code), code };

	(void)o;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog);
}

static int ready_uring(struct one *o)
{
	struct io_uring_params *p = &o->ring;
	size_t len;

	o->ring_fd = syscall(SYS_io_uring_setup, 4, p);
	if (o->ring_fd < 0)
		return -1;
	len = p->sq_off.array + p->sq_entries * sizeof(unsigned int);
	o->sq = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED, o->ring_fd,
		     IORING_OFF_SQ_RING);
	len = p->cq_off.cqes + p->cq_entries * sizeof(struct io_uring_cqe);
	o->cq = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED, o->ring_fd,
		     IORING_OFF_CQ_RING);
	len = p->sq_entries * sizeof(struct io_uring_sqe);
	o->sqes = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED,
		       o->ring_fd, IORING_OFF_SQES);
	return o->sq == MAP_FAILED || o->cq == MAP_FAILED ||
			       o->sqes == MAP_FAILED
		       ? -1
		       : 0;
}

/* --- all ----------------------------------------------------------------------- */

static const struct kind {
	const char *name;
	ns_t (*nap)(struct one *o);
	int (*ready)(struct one *o);
} kinds[] = {
	{ "pipe", nap_pipe, ready_pipe },
	{ "futex", nap_futex, NULL },
	{ "nanosleep", nap_nanosleep, NULL },
	{ "epoll", nap_epoll, ready_epoll },
	{ "poll", nap_poll, NULL },
	{ "uring", nap_uring, ready_uring },
	{ "vfork", nap_vfork, NULL },
	{ "wait4", nap_wait4, NULL },
	{ "seccomp", nap_nanosleep, ready_seccomp },
	{ "freezer", nap_nanosleep, NULL },
	{ "zeros", nap_zeros, ready_zeros },
};

static void nap_until_done(const struct kind *k, struct one *o)
{
	struct result *r = o->res;
	ns_t due, late;

	while (!done) {
		due = k->nap(o);
		r->end = now_ns();
		if (due < 0 && errno != EINTR) {
			r->error = errno;
			return;
		}
		r->sleeps++;
		/* A call that came back early was not late. */
		if (due < 0) {
			r->eintr += !done;
			continue;
		}
		late = lateness(o, due, r->end);
		if (late < 0)
			continue;
		r->late += late;
		if (late > r->longest)
			r->longest = late;
	}
}

static void child(const struct kind *k, struct one *o)
{
	char name[16];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(name, sizeof(name), "fz-%s", k->name);
	prctl(PR_SET_NAME, name);
	signal(SIGTERM, on_term);
	if (pipe(o->fd) || start_clock(o) || (k->ready && k->ready(o))) {
		o->res->missing = errno == ENOSYS || errno == EINVAL;
		o->res->error = errno;
		_exit(0);
	}
	o->res->begin = now_ns();
	o->res->end = o->res->begin;
	nap_until_done(k, o);
	_exit(0);
}

static const struct kind *find_kind(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strlen(kinds[i].name) == len &&
		    !strncmp(kinds[i].name, name, len))
			return &kinds[i];
	fprintf(stderr, "frozen: what is %s?\n", name);
	exit(2);
}

static void tell(const struct kind *k, const struct result *r, int status)
{
	ns_t time = r->end - r->begin;
	char end[32] = "ok";

	if (WIFSIGNALED(status) && WTERMSIG(status) != SIGTERM)
		snprintf(end, sizeof(end), "signal-%d", WTERMSIG(status));
	else if (r->missing)
		strcpy(end, "missing");
	else if (r->error)
		snprintf(end, sizeof(end), "error-%d", r->error);
	printf("frozen kind=%s sleeps=%ld gap_us=%lld late_us=%lld share_ppm=%lld eintr=%ld end=%s\n",
	       k->name, r->sleeps, r->longest / 1000, r->late / 1000,
	       time > 0 ? r->late * 1000000 / time : 0, r->eintr, end);
}

int main(int argc, char **argv)
{
	const struct kind *kind[32];
	struct result *res;
	pid_t pid[32];
	int n = argc - 1;
	char c;

	if (n < 1 || n > 32)
		return 2;
	res = mmap(NULL, 32 * sizeof(*res), PROT_READ | PROT_WRITE,
		   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (res == MAP_FAILED)
		return 2;
	for (int i = 0; i < n; i++) {
		struct one o = { .res = &res[i], .nap = 20000000 };
		const char *ms = strchr(argv[i + 1], '=');

		kind[i] = find_kind(argv[i + 1], ms ? (size_t)(ms - argv[i + 1])
						    : strlen(argv[i + 1]));
		if (ms)
			o.nap = atoll(ms + 1) * 1000000;
		pid[i] = fork();
		if (!pid[i])
			child(kind[i], &o);
	}
	usleep(300000);
	for (int i = 0; i < n; i++)
		printf("pid %s %d\n", kind[i]->name, pid[i]);
	printf("ready\n");
	fflush(stdout);
	while (read(0, &c, 1) > 0)
		;
	for (int i = 0; i < n; i++)
		kill(pid[i], SIGTERM);
	for (int i = 0; i < n; i++) {
		int status = 0;

		waitpid(pid[i], &status, 0);
		tell(kind[i], &res[i], status);
	}
	return 0;
}
