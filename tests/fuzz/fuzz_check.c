// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as an object, all the way: loaded, taken apart, judged in both
 * modes, its ORC made. Must end with findings or with a message. Build with
 * -DFUZZ_MAIN for a plain program that takes files.
 */
#include <stdio.h>
#include <stdlib.h>

#include "stackcheck/analysis/facts.h"
#include "stackcheck/orc/generate.h"
#include "stackcheck/analysis/analysis.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_in_mode(struct sc_image *img, enum sc_mode mode)
{
	struct sc_check_options opt = { .mode = mode };
	struct sc_error err = { "" };
	struct sc_result res;
	struct sc_analysis *analysis = sc_analysis_new(img, &opt, NULL, &err);
	struct sc_orc_entry *entries = NULL;
	size_t n = 0;

	if (!analysis)
		return;
	if (!sc_result_init(&res, "fuzz")) {
		sc_analysis_check(analysis, &res);
		sc_result_free(&res);
	}
	if (!sc_orc_make(analysis, &entries, &n))
		free(entries);
	sc_analysis_free(analysis);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sc_image_options how = { 0 };
	struct sc_error err = { "" };
	struct sc_image *img;

	if (size > 1 << 20)
		return 0;
	img = sc_image_load("fuzz", data, size, &how, &err);
	if (!img)
		return 0;
	check_in_mode(img, SC_MODE_FRAME);
	check_in_mode(img, SC_MODE_TABLE);
	sc_image_free(img);
	return 0;
}

#ifdef FUZZ_MAIN
int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		static uint8_t buf[1 << 20];
		size_t n = f ? fread(buf, 1, sizeof(buf), f) : 0;

		if (f)
			fclose(f);
		LLVMFuzzerTestOneInput(buf, n);
	}
	return 0;
}
#endif
