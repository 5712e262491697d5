// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compilers write "error:", and modpost and others "ERROR:". The stack checks
 * write "warning: stackcheck:".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/log_line.h"
#include "kpatch/file.h"

static const char *find_error(const char *text)
{
	static const char *const words[] = { "error: ", "ERROR: ", "*** " };
	const char *first = NULL;

	for (size_t i = 0; !first && i < sizeof(words) / sizeof(words[0]); i++)
		first = strstr(text, words[i]);
	return first;
}

bool pb_log_finding_line(const char *log, char *line, size_t size)
{
	static const char mark[] = ": warning: stackcheck: ";
	char *text = kp_read_file(log, NULL, NULL);
	const char *at = text ? strstr(text, mark) : NULL;

	if (at) {
		at += strlen(mark);
		snprintf(line, size, "%.*s", (int)strcspn(at, "\n"), at);
	}
	free(text);
	return at;
}

bool pb_log_error_line(const char *log, char *line, size_t size)
{
	char *text = kp_read_file(log, NULL, NULL);
	const char *at = text ? find_error(text) : NULL;

	while (at && at > text && at[-1] != '\n')
		at--;
	if (at)
		snprintf(line, size, "%.*s", (int)strcspn(at, "\n"), at);
	free(text);
	return at;
}
