// SPDX-License-Identifier: GPL-2.0-only
/* Faults in system calls that write, by tracing the program. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/faults/fault.h"

#define MAX_THREADS 64

/* A thread between the entry of a system call and its return. */
struct thread {
	pid_t pid; /* 0: free */
	bool inside;
	bool failing; /* the result of the call becomes that of the fault */
};

struct tracer {
	struct write_fault *fault;
	struct thread threads[MAX_THREADS];
};

static struct thread *thread_of(struct tracer *t, pid_t pid)
{
	struct thread *spare = NULL;

	for (int i = 0; i < MAX_THREADS; i++) {
		if (t->threads[i].pid == pid)
			return &t->threads[i];
		if (!t->threads[i].pid && !spare)
			spare = &t->threads[i];
	}
	if (spare)
		*spare = (struct thread){ .pid = pid };
	return spare;
}

static bool is_open_for_writing(pid_t pid, int fd)
{
	char path[64], line[128];
	unsigned int flags = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", pid, fd);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "flags: %o", &flags) == 1)
			break;
	if (f)
		fclose(f);
	return (flags & O_ACCMODE) != O_RDONLY;
}

/* Does the call at whose entry @pid stands write to where it matters? */
static bool is_write(pid_t pid, const struct user_regs_struct *regs)
{
	int fd = (int)regs->rdi;

	switch (regs->orig_rax) {
	case SYS_write:
	case SYS_pwrite64:
	case SYS_writev:
	case SYS_pwritev:
		return fd != STDERR_FILENO;
	case SYS_close:
		return fd != STDERR_FILENO && is_open_for_writing(pid, fd);
	case SYS_open:
		return regs->rsi & (O_WRONLY | O_RDWR);
	case SYS_openat:
		return regs->rdx & (O_WRONLY | O_RDWR);
	case SYS_fsync:
	case SYS_fdatasync:
	case SYS_ftruncate:
	case SYS_fallocate:
	case SYS_fchmod:
	case SYS_fchown:
	case SYS_rename:
	case SYS_renameat:
	case SYS_renameat2:
	case SYS_link:
	case SYS_linkat:
	case SYS_msync:
		return true;
	default:
		return false;
	}
}

static bool can_be_short(const struct user_regs_struct *regs)
{
	return (regs->orig_rax == SYS_write ||
		regs->orig_rax == SYS_pwrite64) &&
	       regs->rdx > 1;
}

static void enter(struct tracer *t, struct thread *th)
{
	struct write_fault *f = t->fault;
	struct user_regs_struct regs;

	if (ptrace(PTRACE_GETREGS, th->pid, 0, &regs) ||
	    !is_write(th->pid, &regs) || (!f->error && !can_be_short(&regs)))
		return;
	if (++f->count != f->at)
		return;
	f->fired = true;
	if (!f->error) {
		regs.rdx /= 2;
	} else {
		th->failing = true;
		/* a descriptor is closed even when that fails */
		if (regs.orig_rax != SYS_close)
			regs.orig_rax = (unsigned long)-1;
	}
	ptrace(PTRACE_SETREGS, th->pid, 0, &regs);
}

static void leave(struct tracer *t, struct thread *th)
{
	struct user_regs_struct regs;

	if (!th->failing || ptrace(PTRACE_GETREGS, th->pid, 0, &regs))
		return;
	th->failing = false;
	regs.rax = (unsigned long)-t->fault->error;
	ptrace(PTRACE_SETREGS, th->pid, 0, &regs);
}

/* Go on from a stop with @status; the signal that is to be delivered. */
static int handle_stop(struct tracer *t, struct thread *th, int status)
{
	int sig = WSTOPSIG(status);

	if (sig == (SIGTRAP | 0x80)) {
		th->inside = !th->inside;
		if (th->inside)
			enter(t, th);
		else
			leave(t, th);
		return 0;
	}
	return sig == SIGSTOP || sig == SIGTRAP ? 0 : sig;
}

int trace_writes(int pid, struct write_fault *fault, unsigned int seconds)
{
	struct tracer t = { .fault = fault };
	time_t end = time(NULL) + seconds;
	int status, who, last = -1;

	fault->count = 0;
	fault->fired = false;
	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		return status;
	ptrace(PTRACE_SETOPTIONS, pid, 0,
	       PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL);
	ptrace(PTRACE_SYSCALL, pid, 0, 0);
	while ((who = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
		struct thread *th = who > 0 ? thread_of(&t, who) : NULL;

		if (time(NULL) > end)
			kill(pid, SIGKILL);
		if (!th)
			continue;
		if (!WIFSTOPPED(status)) {
			th->pid = 0;
			if (who == pid)
				last = status;
			continue;
		}
		ptrace(PTRACE_SYSCALL, who, 0, handle_stop(&t, th, status));
	}
	return last;
}
