// SPDX-License-Identifier: GPL-2.0-only
/*
 * get_source FOLDER PATH...: get the source of these files of a prepared kernel,
 * as a build does that then waits for a line of input.
 */
#include <stdio.h>

#include "kpatch/builder/source.h"
#include "kpatch/builder/source_limit.h"

static void print_line(void *ctx, const char *text)
{
	fprintf(ctx, "%s\n", text);
}

int main(int argc, char **argv)
{
	const struct pb_progress progress = { print_line, stdout };
	struct pb_kernel kernel;
	struct sc_error err = { "usage: get_source FOLDER PATH..." };
	int bad = argc < 3 || pb_kernel_read(argv[1], &kernel, &err);

	if (!bad) {
		int use = pb_source_begin(&kernel);

		for (int i = 2; i < argc && !bad; i++)
			bad = pb_source_get(&kernel, argv[i], &progress, &err);
		fflush(stdout);
		getchar();
		pb_source_end(&kernel, use, &progress);
		pb_kernel_free(&kernel);
	}
	if (bad)
		fprintf(stderr, "%s\n", err.text);
	return bad ? 1 : 0;
}
