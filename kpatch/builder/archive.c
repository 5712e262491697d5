// SPDX-License-Identifier: GPL-2.0-only
/* Debian packages as files, and what is in them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/archive.h"
#include "kpatch/builder/run_command.h"

#define ARGS 256

/* Arguments of one program; the texts stay whose they are. */
struct args {
	const char *v[ARGS];
	size_t n;
};

static void add_arg(struct args *args, const char *arg)
{
	if (args->n < ARGS - 1)
		args->v[args->n++] = arg;
}

static void add_args(struct args *args, const char *const *more)
{
	while (more && *more)
		add_arg(args, *more++);
}

/* What dpkg-deb says first is the package's name. */
static int fail_archive(const char *deb, const struct sc_error *why,
			struct sc_error *err)
{
	return sc_fail(err, "%.200s: it cannot be read; %.280s", deb,
		       why->text);
}

int pb_archive_unpack(const char *deb, const char *folder,
		      const char *const *without, struct sc_error *err)
{
	const char *const list[] = { "dpkg-deb", "--fsys-tarfile", deb, NULL };
	struct args tar = { { 0 }, 0 };
	struct pb_command commands[2] = { { .argv = list }, { .argv = tar.v } };
	struct pb_run run = { .commands = commands, .n = 2 };
	struct sc_error why;

	add_args(&tar, (const char *const[]){ "tar", "--no-same-owner",
					      "--anchored", NULL });
	add_args(&tar, without);
	add_args(&tar,
		 (const char *const[]){ "-x", "-f", "-", "-C", folder, NULL });
	if (pb_run_commands(&run, NULL, &why))
		return fail_archive(deb, &why, err);
	return 0;
}

int pb_archive_unpack_source(const char *deb, const char *name,
			     const char *folder, const char *const *options,
			     struct sc_error *err)
{
	char member[256];
	const char *const list[] = { "dpkg-deb", "--fsys-tarfile", deb, NULL };
	const char *const inner[] = {
		"tar", "-x", "-O", "-f", "-", member, NULL
	};
	struct args tar = { { 0 }, 0 };
	struct pb_command commands[3] = { { .argv = list },
					  { .argv = inner },
					  { .argv = tar.v } };
	struct pb_run run = { .commands = commands, .n = 3 };
	struct sc_error why;

	snprintf(member, sizeof(member), "./usr/src/%s.tar.xz", name);
	add_args(&tar, (const char *const[]){ "tar", "--no-same-owner",
					      "--strip-components=1", "-x",
					      "-J", "-f", "-", "-C", folder,
					      "--anchored", NULL });
	add_args(&tar, options);
	if (pb_run_commands(&run, NULL, &why))
		return fail_archive(deb, &why, err);
	return 0;
}

char *pb_archive_control(const char *deb, struct sc_error *err)
{
	const char *const argv[] = { "dpkg-deb", "-f", deb, NULL };
	struct sc_error why;
	char *text;

	if (!pb_run_program(argv, &text, &why))
		return text;
	fail_archive(deb, &why, err);
	return NULL;
}

static int check_hash(const char *deb, const char *sha256, struct sc_error *err)
{
	const char *const argv[] = { "sha256sum", "--", deb, NULL };
	char *text;
	int bad;

	if (pb_run_program(argv, &text, err))
		return -1;
	/* A backslash comes first if the name has special characters. */
	bad = strncmp(text + (*text == '\\'), sha256, 64) ||
	      strlen(sha256) != 64;
	free(text);
	return bad ? sc_fail(err,
			     "%.256s: its SHA256 is not the one that apt knows of this version; remove the file",
			     deb)
		   : 0;
}

int pb_archive_check(const char *deb, const char *sha256, struct sc_error *err)
{
	const char *const argv[] = { "dpkg-deb", "--info", deb, NULL };
	struct sc_error why;

	if (pb_run_program(argv, NULL, &why))
		return fail_archive(deb, &why, err);
	return sha256 ? check_hash(deb, sha256, err) : 0;
}
