// SPDX-License-Identifier: GPL-2.0-only
/*
 * Its first line is "savedcmd_OBJECT := COMMAND" (since Linux 6.3; "cmd_OBJECT"
 * before), quoted for make.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/saved_command.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

/* Take off what make needs: "$$" and "\#". In place. */
static void unquote_make(char *text)
{
	char *to = text;

	while (*text) {
		if ((text[0] == '$' && text[1] == '$') ||
		    (text[0] == '\\' && text[1] == '#'))
			text++;
		*to++ = *text++;
	}
	*to = '\0';
}

/* The command in the text of the file; NULL: it has none. */
static char *find_command(char *text)
{
	char *command, *end;

	if (!sc_starts_with(text, "savedcmd_") && !sc_starts_with(text, "cmd_"))
		return NULL;
	command = strstr(text, " := ");
	end = strchr(text, '\n');
	if (!command || (end && command > end))
		return NULL;
	if (end)
		*end = '\0';
	command += strlen(" := ");
	/* the build step of single objects comes behind a semicolon */
	end = strstr(command, " ; ");
	if (end)
		*end = '\0';
	unquote_make(command);
	return command;
}

int pb_saved_command_read(const char *path, struct pb_saved_command *command,
			  struct sc_error *err)
{
	char *text = kp_read_file(path, NULL, err), *line;
	struct sc_error why = { "" };
	int ret = -1;

	*command = (struct pb_saved_command){ 0 };
	if (!text)
		return -1;
	line = find_command(text);
	if (!line)
		sc_fail(&why, "no command of a known form");
	else
		ret = pb_words_split(line, &command->argv, &why);
	if (ret) {
		pb_saved_command_free(command);
		sc_fail(err, "%.256s: %.200s", path, why.text);
	}
	free(text);
	return ret;
}

void pb_saved_command_free(struct pb_saved_command *command)
{
	pb_words_free(&command->argv);
}
