// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/boot.h"

#define PREFIX "kpatch."

/*
 * The next word of @rest, which is cut off there; blanks inside double quotes
 * are part of it. NULL: there is none, or what follows is not the kernel's.
 */
static char *next_word(char **rest)
{
	char *word = *rest, *at;
	bool quoted = false;

	while (isspace((unsigned char)*word))
		word++;
	for (at = word; *at; at++) {
		if (*at == '"')
			quoted = !quoted;
		if (!quoted && isspace((unsigned char)*at))
			break;
	}
	*rest = at;
	if (*at)
		*(*rest)++ = '\0';
	return *word && strcmp(word, "--") ? word : NULL;
}

static char *read_line(const struct kp_ctx *ctx)
{
	size_t len;

	return kp_read_file(ctx->cmdline, &len, NULL);
}

int kp_boot_parameters(const struct kp_ctx *ctx, char *buf, size_t size)
{
	char *line = read_line(ctx), *rest = line, *word;
	size_t at = 0;
	int bad = 0;

	buf[0] = '\0';
	while (line && !bad && (word = next_word(&rest))) {
		size_t len = strlen(word);

		if (strncmp(word, PREFIX, strlen(PREFIX)))
			continue;
		word += strlen(PREFIX);
		len -= strlen(PREFIX);
		if (len + 2 > size - at) {
			bad = -1;
			continue;
		}
		if (at)
			buf[at++] = ' ';
		memcpy(buf + at, word, len + 1);
		at += len;
	}
	free(line);
	return bad;
}

/* As the kernel reads a bool. */
static bool is_false(const char *value)
{
	if ((value[0] == 'o' || value[0] == 'O') && value[1])
		return value[1] == 'f' || value[1] == 'F';
	return value[0] == '0' || value[0] == 'n' || value[0] == 'N' ||
	       value[0] == 'f' || value[0] == 'F';
}

bool kp_boot_disabled(const struct kp_ctx *ctx)
{
	static const char key[] = PREFIX "enable=";
	char *line = read_line(ctx), *rest = line, *word;
	bool disabled = false;

	/* The last one counts. */
	while (line && (word = next_word(&rest)))
		if (!strncmp(word, key, strlen(key)))
			disabled = is_false(word + strlen(key));
	free(line);
	return disabled;
}
