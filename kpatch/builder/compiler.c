// SPDX-License-Identifier: GPL-2.0-only
/* The compiler and the linker that built a kernel. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/compiler.h"
#include "kpatch/builder/run_command.h"

void pb_compiler_free(struct pb_compiler *compiler)
{
	free(compiler->prefix);
	free(compiler->cc);
	free(compiler->ld);
	*compiler = (struct pb_compiler){ 0 };
}

int pb_compiler_is_same(const char *a, const char *b)
{
	const char *m = strstr(a, " ("), *n = strstr(b, " (");

	return m && n && !strcmp(m, n);
}

long pb_linker_number(const char *line)
{
	const char *word = strrchr(line, ' ');
	int major, minor, patch = 0;

	if (strncmp(line, "GNU ld", 6) || !word ||
	    sscanf(word + 1, "%4d.%4d.%4d", &major, &minor, &patch) < 2)
		return -1;
	/* Two digits each; a date as of a snapshot counts for nothing. */
	return major * 10000L + minor * 100L + (patch < 100 ? patch : 0);
}

/* The first line that `@program --version` prints; NULL with @err. */
static char *read_version(const char *program, struct sc_error *err)
{
	const char *const argv[] = { program, "--version", NULL };
	char *text;

	if (pb_run_program(argv, &text, err))
		return NULL;
	text[strcspn(text, "\n")] = '\0';
	return text;
}

/* "x86_64-linux-gnu-gcc-12 (Debian ..." has a prefix and a name. */
struct told {
	char prefix[64];
	char name[32];
	char version[64]; /* of the package; empty: not told */
};

static int split_text(const char *text, struct told *told, struct sc_error *err)
{
	size_t n = strcspn(text, " ");
	const char *gcc = strstr(text, "gcc");

	*told = (struct told){ 0 };
	if (!gcc || gcc >= text + n || !pb_compiler_is_same(text, text) ||
	    gcc - text >= 64 || text + n - gcc >= 32)
		return sc_fail(
			err,
			"the kernel was built by '%.200s', which is no gcc that is known here",
			text);
	snprintf(told->prefix, sizeof(told->prefix), "%.*s", (int)(gcc - text),
		 text);
	snprintf(told->name, sizeof(told->name), "%.*s", (int)(text + n - gcc),
		 gcc);
	if (sscanf(text + n, " (Debian %63[^)])", told->version) != 1)
		told->version[0] = '\0';
	return 0;
}

static void format_install(const struct told *told, char *text, size_t size)
{
	if (*told->version)
		snprintf(text, size, "apt-get install %s=%s", told->name,
			 told->version);
	else
		snprintf(text, size, "that compiler");
}

static int set_names(struct pb_compiler *compiler, const char *prefix,
		     const struct told *told, struct sc_error *err)
{
	if (asprintf(&compiler->cc, "%s%s", prefix, told->name) < 0)
		compiler->cc = NULL;
	if (asprintf(&compiler->ld, "%sld", prefix) < 0)
		compiler->ld = NULL;
	compiler->prefix = strdup(prefix);
	if (compiler->cc && compiler->ld && compiler->prefix)
		return 0;
	return sc_fail(err, "out of memory");
}

static int check_compiler(const struct pb_kernel *kernel,
			  const struct pb_compiler *compiler,
			  const struct told *told, struct sc_error *err)
{
	char install[160], *line = read_version(compiler->cc, NULL);
	int bad = 0;

	format_install(told, install, sizeof(install));
	if (!line)
		bad = sc_fail(
			err,
			"%.100s: it cannot be run; the kernel was built by '%.120s'; use %s, or --cross-compile",
			compiler->cc, kernel->compiler, install);
	else if (!pb_compiler_is_same(line, kernel->compiler))
		bad = sc_fail(
			err,
			"%.80s: it is '%.100s', but the kernel was built by '%.100s'; use %s, or --cross-compile",
			compiler->cc, line, kernel->compiler, install);
	free(line);
	return bad;
}

static int check_linker(const struct pb_kernel *kernel,
			const struct pb_compiler *compiler,
			struct sc_error *err)
{
	long want = strtol(kernel->linker, NULL, 10);
	char *line = read_version(compiler->ld, err);
	int bad;

	if (!line)
		return -1;
	bad = pb_linker_number(line) == want
		      ? 0
		      : sc_fail(err,
				"%.100s: it is '%.100s', but the kernel was linked by version %ld.%ld.%ld; install binutils of that version, or use --cross-compile",
				compiler->ld, line, want / 10000,
				want / 100 % 100, want % 100);
	free(line);
	return bad;
}

static int try_prefix(const struct pb_kernel *kernel, const char *prefix,
		      const struct told *told, struct pb_compiler *compiler,
		      struct sc_error *err)
{
	if (!set_names(compiler, prefix, told, err) &&
	    !check_compiler(kernel, compiler, told, err) &&
	    !check_linker(kernel, compiler, err))
		return 0;
	pb_compiler_free(compiler);
	return -1;
}

int pb_compiler_find(const struct pb_kernel *kernel, const char *prefix,
		     struct pb_compiler *compiler, struct sc_error *err)
{
	struct told told;

	*compiler = (struct pb_compiler){ 0 };
	if (split_text(kernel->compiler, &told, err))
		return -1;
	if (prefix)
		return try_prefix(kernel, prefix, &told, compiler, err);
	if (*told.prefix &&
	    !try_prefix(kernel, told.prefix, &told, compiler, NULL))
		return 0;
	return try_prefix(kernel, "", &told, compiler, err);
}
