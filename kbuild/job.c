// SPDX-License-Identifier: GPL-2.0-only
/* What make asks for, and the kernel's own objtool. */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "kbuild/job.h"
#include "kbuild/kbuild.h"

extern char **environ;

/*
 * Options that ask for nothing but what is checked here. With any other one
 * objtool annotates the object, or checks what is none of our business.
 */
static bool is_ours(const char *option)
{
	static const char *const ours[] = { "--stackval", "-s", "--link",
					    "--module", "--no-unreachable" };

	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		if (!strcmp(option, ours[i]))
			return true;
	return false;
}

static const char *env_or(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value && *value ? value : otherwise;
}

static void find_objtool(struct kb_job *job)
{
	/* until 6.12 make runs in the build's folder, later it may not */
	snprintf(job->objtool_path, sizeof(job->objtool_path),
		 "%s/tools/objtool/objtool", env_or("objtree", "."));
	job->objtool = env_or("STACKCHECK_OBJTOOL", job->objtool_path);
}

static void take_option(struct kb_job *job, const char *option)
{
	/* a kernel with ORC may ask for both */
	if (!strcmp(option, "--orc") || !strcmp(option, "-o"))
		job->mode = SC_MODE_TABLE;
	else if ((!strcmp(option, "--stackval") || !strcmp(option, "-s")) &&
		 job->mode == SC_MODE_AUTO)
		job->mode = SC_MODE_FRAME;
	if (!strcmp(option, "--module"))
		job->module = true;
	if (!is_ours(option) && !job->objtool)
		find_objtool(job);
}

int kb_job_parse(struct kb_job *job, int argc, char **argv)
{
	*job = (struct kb_job){ .argv = argv };
	if (argc < 2 || argv[argc - 1][0] == '-')
		return -1;
	for (int i = 1; i < argc - 1; i++)
		take_option(job, argv[i]);
	job->object = argv[argc - 1];
	job->tree = env_or("KBUILD_EXTMOD", env_or("objtree", "."));
	job->werror = !strcmp(env_or("STACKCHECK_WERROR", "0"), "1");
	return 0;
}

int kb_objtool_run(const struct kb_job *job, struct sc_error *err)
{
	pid_t pid;
	int status, bad;

	job->argv[0] = (char *)job->objtool;
	bad = posix_spawn(&pid, job->objtool, NULL, NULL, job->argv, environ);
	if (bad)
		return sc_fail(
			err,
			"%s: %s; set STACKCHECK_OBJTOOL to the kernel's objtool",
			job->objtool, strerror(bad));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return sc_fail(err, "%s: %s", job->objtool,
				       strerror(errno));
	if (!WIFEXITED(status))
		return sc_fail(err, "%s: killed by signal %d", job->objtool,
			       WTERMSIG(status));
	return WEXITSTATUS(status);
}
