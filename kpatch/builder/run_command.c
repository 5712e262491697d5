// SPDX-License-Identifier: GPL-2.0-only
/* Programs that are run without a shell. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kpatch/builder/progress.h"
#include "kpatch/builder/run_command.h"
#include "kpatch/builder/spawn.h"
#include "kpatch/system.h"

#define LIMIT ((size_t)16 << 20)
#define PAUSE_MS 50
#define TAIL 4096

/* What is running. */
struct running {
	const struct pb_run *run;
	pid_t pids[PB_RUN_MOST]; /* 0: has ended */
	int status[PB_RUN_MOST]; /* as waitpid() tells */
	size_t n; /* of those that were started */
	int out, errors; /* ends of pipes that are read; -1: closed */
	char *text; /* captured output */
	size_t len, cap;
	char tail[TAIL + 1]; /* the end of the errors */
	size_t tail_len;
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static int open_pipe(int ends[2], struct sc_error *err)
{
	if (!pipe2(ends, O_CLOEXEC))
		return 0;
	ends[0] = ends[1] = -1;
	return sc_fail(err, "a pipe cannot be made: %s", strerror(errno));
}

/* --- beginning */

/* Where the last one's output goes, and all errors. */
static int open_outputs(struct running *r, int *out, int *errors,
			struct sc_error *err)
{
	int ends[2];

	if (r->run->output) {
		*out = open(r->run->output,
			    O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC,
			    0644);
		*errors = *out < 0 ? -1 : fcntl(*out, F_DUPFD_CLOEXEC, 3);
		if (*errors >= 0)
			return 0;
		return sc_fail(err, "%.256s: %s", r->run->output,
			       strerror(errno));
	}
	if (open_pipe(ends, err))
		return -1;
	r->out = ends[0];
	*out = ends[1];
	if (open_pipe(ends, err))
		return -1;
	r->errors = ends[0];
	*errors = ends[1];
	fcntl(r->out, F_SETFL, O_NONBLOCK);
	fcntl(r->errors, F_SETFL, O_NONBLOCK);
	return 0;
}

/* Each reads from the one before; *@in is the first one's input. */
static int start_chain(struct running *r, int *in, int out, int errors,
		       struct sc_error *err)
{
	while (r->n < r->run->n) {
		bool last = r->n + 1 == r->run->n;
		int ends[2] = { -1, -1 };
		pid_t pid;

		if (!last && open_pipe(ends, err))
			return -1;
		pid = pb_spawn_command(
			&r->run->commands[r->n],
			(int[]){ *in, last ? out : ends[1], errors }, err);
		close_fd(in);
		close_fd(&ends[1]);
		*in = ends[0];
		if (pid < 0)
			return -1;
		r->pids[r->n++] = pid;
	}
	return 0;
}

static int start_all(struct running *r, struct sc_error *err)
{
	int in = open("/dev/null", O_RDONLY | O_CLOEXEC), out = -1, errors = -1;
	int bad = open_outputs(r, &out, &errors, err);

	if (!bad && in < 0)
		bad = sc_fail(err, "/dev/null: %s", strerror(errno));
	if (!bad)
		bad = start_chain(r, &in, out, errors, err);
	close_fd(&in);
	close_fd(&out);
	close_fd(&errors);
	return bad;
}

/* --- while it runs */

static int keep_output(struct running *r, const char *bytes, size_t n,
		       struct sc_error *err)
{
	size_t limit = r->run->limit ? r->run->limit : LIMIT;

	if (n > limit - r->len)
		return sc_fail(err, "%.128s: prints more than %zu bytes",
			       r->run->commands[r->run->n - 1].argv[0], limit);
	if (!r->text || r->len + n + 1 > r->cap) {
		size_t cap = (r->len + n + 1) * 2;
		char *grown = realloc(r->text, cap);

		if (!grown)
			return sc_fail(err, "out of memory");
		r->text = grown;
		r->cap = cap;
	}
	memcpy(r->text + r->len, bytes, n);
	r->len += n;
	r->text[r->len] = '\0';
	return 0;
}

static void keep_tail(struct running *r, const char *bytes, size_t n)
{
	size_t keep = r->tail_len;

	if (n > TAIL) {
		bytes += n - TAIL;
		n = TAIL;
	}
	if (keep > TAIL - n)
		keep = TAIL - n;
	memmove(r->tail, r->tail + r->tail_len - keep, keep);
	memcpy(r->tail + keep, bytes, n);
	r->tail_len = keep + n;
	r->tail[r->tail_len] = '\0';
}

/* Read what is there now; the pipe is closed at its end. */
static int drain_pipe(struct running *r, int *fd, struct sc_error *err)
{
	char bytes[16384];
	ssize_t n;

	if (*fd < 0)
		return 0;
	while ((n = read(*fd, bytes, sizeof(bytes))) > 0) {
		if (fd == &r->errors)
			keep_tail(r, bytes, (size_t)n);
		else if (keep_output(r, bytes, (size_t)n, err))
			return -1;
	}
	if (!n || (errno != EAGAIN && errno != EINTR))
		close_fd(fd);
	return 0;
}

static int drain_pipes(struct running *r, struct sc_error *err)
{
	if (drain_pipe(r, &r->errors, err))
		return -1;
	return drain_pipe(r, &r->out, err);
}

/* The number of those that still run. */
static size_t reap_ended(struct running *r)
{
	size_t alive = 0;

	for (size_t i = 0; i < r->n; i++) {
		if (r->pids[i] &&
		    waitpid(r->pids[i], &r->status[i], WNOHANG) == r->pids[i])
			r->pids[i] = 0;
		alive += r->pids[i] != 0;
	}
	return alive;
}

/* Until a pipe has something, or a moment is over. */
static void pause_for(struct running *r)
{
	struct pollfd fds[2] = { { .fd = r->out, .events = POLLIN },
				 { .fd = r->errors, .events = POLLIN } };
	bool closed = r->out < 0 && r->errors < 0 && !r->run->output;

	poll(fds, 2, closed ? 1 : PAUSE_MS);
}

static int watch_run(struct running *r, struct sc_error *err)
{
	const char *name = r->run->commands[0].argv[0];
	double end = pb_progress_now() + (double)r->run->deadline_ms / 1000;

	while (reap_ended(r)) {
		pause_for(r);
		if (drain_pipes(r, err))
			return -1;
		if (kp_interrupted())
			return sc_fail(err, "%.128s: interrupted", name);
		if (r->run->deadline_ms && pb_progress_now() > end)
			return sc_fail(
				err,
				"%.128s: does not end within %.1f s; it was killed",
				name, (double)r->run->deadline_ms / 1000);
	}
	return drain_pipes(r, err);
}

/* --- the end */

/* The end of the file that errors went to. */
static void read_tail(struct running *r)
{
	int fd = open(r->run->output, O_RDONLY | O_CLOEXEC);
	off_t size = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
	ssize_t n = 0;

	if (size > 0)
		n = pread(fd, r->tail, TAIL, size > TAIL ? size - TAIL : 0);
	r->tail_len = n > 0 ? (size_t)n : 0;
	r->tail[r->tail_len] = '\0';
	close_fd(&fd);
}

/* A full disk is told as such, whatever the last line is. */
static const char *last_line(struct running *r)
{
	char *line;

	if (r->run->output)
		read_tail(r);
	if (strstr(r->tail, strerror(ENOSPC)))
		return "the disk is full";
	while (r->tail_len && strchr("\n\r ", r->tail[r->tail_len - 1]))
		r->tail[--r->tail_len] = '\0';
	line = strrchr(r->tail, '\n');
	line = line ? line + 1 : r->tail;
	return *line ? line : "nothing";
}

/* The first that failed by itself; else the first that failed; else n. */
static size_t find_failed(const struct running *r)
{
	size_t failed = r->n;

	for (size_t i = r->n; i-- > 0;) {
		int s = r->status[i];
		bool pipe = WIFSIGNALED(s) && WTERMSIG(s) == SIGPIPE;

		if (s && (!pipe || failed == r->n))
			failed = i;
	}
	return failed;
}

static int judge_end(struct running *r, struct sc_error *err)
{
	size_t i = find_failed(r);
	const char *name;
	int s;

	if (i == r->n)
		return 0;
	name = r->run->commands[i].argv[0];
	s = r->status[i];
	if (WIFSIGNALED(s))
		return sc_fail(
			err,
			"%.128s: ended by signal %d; the last line it printed: %.256s",
			name, WTERMSIG(s), last_line(r));
	return sc_fail(err,
		       "%.128s: exit code %d; the last line it printed: %.256s",
		       name, WEXITSTATUS(s), last_line(r));
}

static void end_run(struct running *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->pids[i])
			pb_spawn_kill(r->pids[i]);
	close_fd(&r->out);
	close_fd(&r->errors);
}

int pb_run_commands(const struct pb_run *run, char **text_ret,
		    struct sc_error *err)
{
	struct running r = { .run = run, .out = -1, .errors = -1 };
	int bad = start_all(&r, err);

	if (!bad)
		bad = watch_run(&r, err);
	if (!bad)
		bad = judge_end(&r, err);
	end_run(&r);
	if (!bad && text_ret && !r.text)
		bad = keep_output(&r, "", 0, err);
	if (!bad && text_ret)
		*text_ret = r.text;
	else
		free(r.text);
	return bad;
}

int pb_run_program(const char *const *argv, char **text_ret,
		   struct sc_error *err)
{
	const struct pb_command command = { .argv = argv };

	return pb_run_commands(&(struct pb_run){ .commands = &command, .n = 1 },
			       text_ret, err);
}
