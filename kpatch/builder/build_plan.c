// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/build_plan.h"
#include "kpatch/builder/run_command.h"

/*
 * "kpatch_" and the name of the first diff, with "_" for what a module's name
 * cannot have. The kernel has no module that is called so.
 */
static char *name_module(const struct pb_request *req)
{
	const char *file = strrchr(req->patches[0], '/');
	char *name;

	if (req->name)
		return strdup(req->name);
	file = file ? file + 1 : req->patches[0];
	if (asprintf(&name, "kpatch_%.*s", (int)strcspn(file, "."), file) < 0)
		return NULL;
	for (char *c = name; *c; c++)
		if (!isalnum((unsigned char)*c))
			*c = '_';
	return name;
}

/* SHA-256 of the diffs, one behind the other. */
static char *hash_patches(const struct pb_request *req, struct sc_error *err)
{
	static const char *const sum[] = { "sha256sum", NULL };
	const char **cat = calloc(req->npatches + 3, sizeof(*cat));
	struct pb_command commands[] = { { .argv = cat }, { .argv = sum } };
	const struct pb_run run = { .commands = commands, .n = 2 };
	char *text = NULL;

	if (!cat) {
		sc_fail(err, "out of memory");
		return NULL;
	}
	cat[0] = "cat";
	cat[1] = "--";
	for (size_t i = 0; i < req->npatches; i++)
		cat[i + 2] = req->patches[i];
	if (pb_run_commands(&run, &text, err))
		text = NULL;
	free(cat);
	if (text)
		text[strcspn(text, " \n")] = '\0';
	return text;
}

int pb_build_begin_plan(struct pb_build *b)
{
	struct pb_plan *plan = b->result->plan = pb_plan_new();

	if (!plan)
		return sc_fail(b->err, "out of memory");
	plan->format = b->req->format;
	plan->name = name_module(b->req);
	plan->build_id = strdup(b->req->kernel->build_id);
	plan->diff_hash = hash_patches(b->req, b->err);
	if (!plan->diff_hash)
		return -1;
	return plan->name && plan->build_id ? 0
					    : sc_fail(b->err, "out of memory");
}
