// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "kpatch/builder/kbuild_run.h"
#include "kpatch/builder/run_command.h"

#define MINUTES(n) ((n)*60 * 1000LL)

int pb_kbuild_run(const struct pb_kbuild_run *r, char **text_ret,
		  struct sc_error *err)
{
	struct kp_path where, obj, name;
	const char *const argv[] = {
		"make", "-rR",	     "--no-print-directory",
		"-f",	r->makefile, "KBUILD_EXTMOD=",
		obj.s,	name.s,	     r->goal,
		NULL
	};
	const struct pb_command command = {
		.argv = argv,
		.folder = where.s,
		.env = (const char *const *)r->env->list,
	};
	const struct pb_run run = { .commands = &command,
				    .n = 1,
				    .deadline_ms = MINUTES(20) };

	if (kp_path(&where, err, "%s/obj", r->shop->work) ||
	    kp_path(&obj, err, "obj=%s", r->folder) ||
	    kp_path(&name, err, "KPATCH_OBJECT=%s", r->object))
		return -1;
	return pb_run_commands(&run, text_ret, err);
}

bool pb_kbuild_lists(const char *text, const char *kind, const char *object)
{
	char line[4200];
	const char *at;
	size_t len;

	len = (size_t)snprintf(line, sizeof(line), "%s%s", kind, object);
	for (at = strstr(text, line); at; at = strstr(at + 1, line))
		if (at[len] == '\n' || !at[len])
			return true;
	return false;
}

bool pb_kbuild_has_makefile(const struct pb_workshop *shop, const char *folder)
{
	struct kp_path path;

	return (!kp_path(&path, NULL, "%s/%s/Makefile", shop->kernel->source,
			 folder) &&
		kp_exists(path.s)) ||
	       (!kp_path(&path, NULL, "%s/%s/Kbuild", shop->kernel->source,
			 folder) &&
		kp_exists(path.s));
}
