// SPDX-License-Identifier: GPL-2.0-only
/*
 * The options that make has for objtool. What is not known here is refused: it
 * may ask for something without which the kernel does not work.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kbuild/options.h"
#include "stackcheck/util/affix.h"

struct description {
	const char *name;
	char letter;
	enum kb_doer doer;
};

static const struct description options[KB_NOPTIONS] = {
#define X(ENUM, name, letter, doer) [KB_##ENUM] = { name, letter, KB_##doer },
	KB_OPTIONS(X)
#undef X
};

static int fail_unknown(const char *arg, struct sc_error *err)
{
	return sc_fail(
		err,
		"%s: option of objtool that is not known here; known are those that Linux 6.1 to 7.3 use; the object was not read",
		arg);
}

/* The option whose name is the first @len bytes of @name; else KB_NOPTIONS. */
static unsigned int find_name(const char *name, size_t len)
{
	unsigned int i = 0;

	while (i < KB_NOPTIONS &&
	       (strncmp(options[i].name, name, len) || options[i].name[len]))
		i++;
	return i;
}

static unsigned int find_letter(char letter)
{
	unsigned int i = 0;

	while (i < KB_NOPTIONS && options[i].letter != letter)
		i++;
	return i;
}

/* A list of hacks with commas; with an empty one all of them are meant. */
static int take_hacks(struct kb_request *req, const char *list)
{
	char name[32];

	for (unsigned int i = 0; !*list && i < KB_NOPTIONS; i++)
		if (sc_starts_with(options[i].name, "hacks="))
			req->asked |= KB_BIT(i);
	while (*list) {
		size_t len = strcspn(list, ",");
		int n = snprintf(name, sizeof(name), "hacks=%.*s", (int)len,
				 list);
		unsigned int i = n < (int)sizeof(name) ? find_name(name, n)
						       : KB_NOPTIONS;

		if (i == KB_NOPTIONS)
			return -1;
		req->asked |= KB_BIT(i);
		list += len + (list[len] == ',');
	}
	return 0;
}

static int take_prefix(struct kb_request *req, const char *value)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	if (end == value || *end || n > 255)
		return -1;
	req->asked |= KB_BIT(KB_PREFIX);
	req->prefix = (unsigned int)n;
	return 0;
}

static int take_long(struct kb_request *req, const char *arg)
{
	const char *name = arg + 2, *value = strchr(name, '=');
	unsigned int i;

	if (sc_starts_with(name, "hacks") && (!name[5] || name[5] == '='))
		return take_hacks(req, name[5] ? name + 6 : "");
	if (sc_starts_with(name, "prefix="))
		return take_prefix(req, value + 1);
	if (sc_starts_with(name, "output=")) {
		req->out = value + 1;
		return 0;
	}
	i = find_name(name, strlen(name));
	if (i == KB_NOPTIONS || i == KB_PREFIX)
		return -1;
	req->asked |= KB_BIT(i);
	return 0;
}

static int take_letter(struct kb_request *req, const char *arg)
{
	unsigned int i = arg[1] && !arg[2] ? find_letter(arg[1]) : KB_NOPTIONS;

	if (!strcmp(arg, "-h"))
		return take_hacks(req, "");
	if (i == KB_NOPTIONS)
		return -1;
	req->asked |= KB_BIT(i);
	return 0;
}

/*
 * In 6.12 `-o` asks for ORC, and in 7.3 a file follows it. Make passes one
 * object, so another name before it can only be that file.
 */
static bool is_output(int argc, char **argv, int i)
{
	return !strcmp(argv[i], "-o") && i + 2 < argc && argv[i + 1][0] != '-';
}

int kb_request_parse(struct kb_request *req, int argc, char **argv,
		     struct sc_error *err)
{
	*req = (struct kb_request){ 0 };
	if (argc < 2 || argv[argc - 1][0] == '-')
		return 1;
	for (int i = 1; i < argc - 1; i++) {
		const char *arg = argv[i];

		if (arg[0] != '-')
			return 1;
		if (is_output(argc, argv, i))
			req->out = argv[++i];
		else if (arg[1] == '-' ? take_long(req, arg)
				       : take_letter(req, arg))
			return fail_unknown(arg, err);
	}
	req->object = argv[argc - 1];
	return 0;
}

bool kb_request_needs(const struct kb_request *req, enum kb_doer doer)
{
	for (unsigned int i = 0; i < KB_NOPTIONS; i++)
		if (kb_is_asked(req, i) && options[i].doer == doer)
			return true;
	return false;
}

void kb_request_undone(const struct kb_request *req, char *buf, size_t size)
{
	size_t at = 0;

	buf[0] = '\0';
	for (unsigned int i = 0; i < KB_NOPTIONS && at < size; i++)
		if (kb_is_asked(req, i) && options[i].doer == KB_OBJTOOL)
			at += (size_t)snprintf(buf + at, size - at, " --%s",
					       options[i].name);
}
