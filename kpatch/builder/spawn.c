// SPDX-License-Identifier: GPL-2.0-only
/*
 * The beginning and the end of one process. posix_spawn() cannot ask the kernel
 * to kill the child when its parent dies, so this forks.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kpatch/builder/spawn.h"

/* The name before '=' is the same. */
static int is_same_variable(const char *a, const char *b)
{
	size_t n = strcspn(a, "=");

	return !strncmp(a, b, n) && b[n] == '=';
}

static int is_replaced(const char *old, const char *const *add)
{
	if (is_same_variable("LC_ALL=", old))
		return 1;
	for (size_t i = 0; add && add[i]; i++)
		if (is_same_variable(add[i], old))
			return 1;
	return 0;
}

/* The environment with @add in it; only the array is to be freed. */
static char **make_environment(const char *const *add)
{
	static const char locale[] = "LC_ALL=C";
	size_t old = 0, more = 0, n = 0;
	char **env;

	while (environ && environ[old])
		old++;
	while (add && add[more])
		more++;
	env = calloc(old + more + 2, sizeof(*env));
	if (!env)
		return NULL;
	for (size_t i = 0; i < old; i++)
		if (!is_replaced(environ[i], add))
			env[n++] = environ[i];
	env[n++] = (char *)locale;
	for (size_t i = 0; i < more; i++)
		env[n++] = (char *)add[i];
	return env;
}

/* Nothing here may allocate: other threads' locks are as they were. */
static void become_command(const struct pb_command *command, const int fds[3],
			   char **env, pid_t parent)
{
	static const char why[] = "cannot be run\n";
	sigset_t none;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(PB_CANNOT_RUN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	for (int i = 0; i < 3; i++)
		if (dup2(fds[i], i) < 0)
			_exit(PB_CANNOT_RUN);
	if (!command->folder || !chdir(command->folder))
		execvpe(command->argv[0], (char *const *)command->argv, env);
	if (write(STDERR_FILENO, why, sizeof(why) - 1) < 0)
		_exit(PB_CANNOT_RUN);
	_exit(PB_CANNOT_RUN);
}

pid_t pb_spawn_command(const struct pb_command *command, const int fds[3],
		       struct sc_error *err)
{
	char **env = make_environment(command->env);
	pid_t parent = getpid(), pid = env ? fork() : -1;

	if (!pid)
		become_command(command, fds, env, parent);
	if (pid < 0)
		sc_fail(err, "%.128s: cannot be started: %s", command->argv[0],
			strerror(errno));
	else
		setpgid(pid, pid);
	free(env);
	return pid;
}

void pb_spawn_kill(pid_t pid)
{
	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}
