// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plan in a file becomes a patch module, without the stages before.
 *
 *	make_module PLAN HEADERS WORK STEP HEADER SYMVERS OUT
 *
 * SYMVERS may be "-". A line of the plan has a word that says what it is, and
 * then what struct pb_plan has, in that order; "-" is NULL:
 *
 *	name NAME
 *	format livepatch	it is for kpatch.ko otherwise
 *	build_id HEX
 *	diff_hash HEX
 *	object PATH
 *	source PATH
 *	func OBJECT NAME SYMPOS OLD_ADDR OLD_SIZE SYMBOL
 *	ref SYMBOL OBJECT NAME SYMPOS
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/link.h"
#include "kpatch/builder/post_link.h"
#include "kpatch/builder/verify.h"

#define WORDS 8

static char *or_null(char *word)
{
	return word && strcmp(word, "-") != 0 ? word : NULL;
}

static int take_line(struct pb_plan *plan, char **w, size_t n)
{
	struct pb_plan_func func = { 0 };
	struct pb_plan_ref ref = { 0 };

	if (n == 2 && !strcmp(w[0], "name"))
		plan->name = strdup(w[1]);
	else if (n == 2 && !strcmp(w[0], "format"))
		plan->format = strcmp(w[1], "livepatch") ? PB_PLAN_KPATCH
							 : PB_PLAN_LIVEPATCH;
	else if (n == 2 && !strcmp(w[0], "build_id"))
		plan->build_id = strdup(w[1]);
	else if (n == 2 && !strcmp(w[0], "diff_hash"))
		plan->diff_hash = strdup(w[1]);
	else if (n == 2 && !strcmp(w[0], "object"))
		return pb_plan_add_object(plan, w[1]);
	else if (n == 2 && !strcmp(w[0], "source"))
		return pb_plan_add_source(plan, w[1]);
	else if (n == 7 && !strcmp(w[0], "func")) {
		func.object = or_null(w[1]);
		func.name = w[2];
		func.sympos = (unsigned int)strtoul(w[3], NULL, 0);
		func.old_addr = strtoull(w[4], NULL, 0);
		func.old_size = strtoull(w[5], NULL, 0);
		func.symbol = w[6];
		return pb_plan_add_func(plan, &func);
	} else if (n == 5 && !strcmp(w[0], "ref")) {
		ref.symbol = w[1];
		ref.object = or_null(w[2]);
		ref.name = w[3];
		ref.sympos = (unsigned int)strtoul(w[4], NULL, 0);
		return pb_plan_add_ref(plan, &ref);
	} else {
		return -1;
	}
	return 0;
}

static int read_plan(struct pb_plan *plan, const char *path)
{
	FILE *f = fopen(path, "r");
	char line[4096];
	int bad = !f;

	while (!bad && fgets(line, sizeof(line), f)) {
		char *words[WORDS], *rest = line, *word;
		size_t n = 0;

		while (n < WORDS && (word = strsep(&rest, " \n")))
			if (*word)
				words[n++] = word;
		bad = n && take_line(plan, words, n);
	}
	if (f)
		fclose(f);
	return bad;
}

int main(int argc, char **argv)
{
	struct sc_error err = { "the plan cannot be read" };
	struct pb_plan *plan = pb_plan_new();
	struct kp_path ko;
	int bad = 1;

	if (argc == 8 && plan && !read_plan(plan, argv[1])) {
		struct pb_link link = { .headers = argv[2],
					.work = argv[3],
					.step = argv[4],
					.header = argv[5],
					.symvers = or_null(argv[6]) };

		bad = pb_link_module(plan, &link, &ko, &err) ||
		      pb_post_link(plan, ko.s, argv[7], &err) ||
		      pb_verify_module(plan, argv[7], argv[2], &err);
	}
	if (bad)
		fprintf(stderr, "make_module: %s\n", err.text);
	pb_plan_free(plan);
	return bad;
}
