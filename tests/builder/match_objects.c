// SPDX-License-Identifier: GPL-2.0-only
/*
 * match_objects TARGET MODULE|- OBJECT...: match objects with a kernel image or
 * a module, and print what does not match, and the sums.
 */
#include <stdio.h>
#include <string.h>

#include "kpatch/builder/match.h"
#include "kpatch/builder/object_read.h"

static size_t counts[PB_MATCH_ABSENT + 1];

static void print_match(const struct pb_object *obj,
			const struct pb_match *match)
{
	static const char *const kinds[] = { "same", "weak", "other",
					     "absent" };

	for (size_t i = 0; i < match->nfuncs; i++) {
		const struct pb_match_func *f = &match->funcs[i];

		counts[f->kind]++;
		if (f->kind != PB_MATCH_SAME)
			printf("%s %s %s: %s\n", kinds[f->kind], obj->path,
			       obj->syms[f->sym].name, f->why);
	}
}

static int match_one(const char *path, const struct pb_target *target)
{
	struct sc_error err = { "" };
	struct pb_object *obj = pb_object_read(path, &err);
	struct pb_match *match = obj ? pb_match_object(obj, target, &err)
				     : NULL;

	if (match)
		print_match(obj, match);
	else
		fprintf(stderr, "%s\n", err.text);
	pb_match_free(match);
	pb_object_free(obj);
	return match ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct sc_error err = { "" };
	struct pb_target *target;
	int failed = 0;

	if (argc < 4)
		return 2;
	target = pb_target_open(argv[1], strcmp(argv[2], "-") ? argv[2] : NULL,
				&err);
	if (!target) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	for (int i = 3; i < argc; i++)
		failed |= match_one(argv[i], target);
	printf("same %zu, weak %zu, other %zu, absent %zu\n",
	       counts[PB_MATCH_SAME], counts[PB_MATCH_WEAK],
	       counts[PB_MATCH_OTHER], counts[PB_MATCH_ABSENT]);
	pb_target_free(target);
	return failed;
}
