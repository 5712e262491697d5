// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/cli/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOT_FOUND 127 /* what a shell says of a command it cannot find */

static bool is_runnable(const char *dir, size_t len, const char *name)
{
	char path[4096];

	if (!len || len + strlen(name) + 2 > sizeof(path))
		return false;
	snprintf(path, sizeof(path), "%.*s/%s", (int)len, dir, name);
	return !access(path, X_OK);
}

static bool is_in_path(const char *name)
{
	const char *dir = getenv("PATH");

	while (dir && *dir) {
		size_t len = strcspn(dir, ":");

		if (is_runnable(dir, len, name))
			return true;
		dir += len + (dir[len] == ':');
	}
	return false;
}

/* The command line, or NULL: no paging. */
static const char *pager_command(void)
{
	const char *pager = getenv("PAGER");

	if (pager)
		return *pager && strcmp(pager, "cat") ? pager : NULL;
	return is_in_path("less") ? "less -R" : NULL;
}

FILE *sc_pager_open(bool allowed)
{
	const char *cmd = allowed && isatty(STDOUT_FILENO) ? pager_command()
							   : NULL;
	FILE *out;

	if (!cmd)
		return stdout;
	/* raw colours; no paging of what fits on the screen */
	setenv("LESS", "FRX", 0);
	fflush(stdout);
	out = popen(cmd, "w");
	if (!out)
		return stdout;
	/* a reader that has seen enough is no error */
	signal(SIGPIPE, SIG_IGN);
	return out;
}

int sc_pager_close(FILE *out)
{
	int status;

	if (out == stdout)
		return 0;
	status = pclose(out);
	if (status < 0)
		return errno == EPIPE ? 0 : -1;
	return WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND ? -1 : 0;
}

bool sc_terminal_wants_colour(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no_color && *no_color) && term &&
	       strcmp(term, "dumb");
}
