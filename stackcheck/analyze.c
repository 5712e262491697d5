// SPDX-License-Identifier: GPL-2.0-only
/* The analysis of a batch of objects: for now, that they can be read. */
#include <stdlib.h>

#include "stackcheck/analyze.h"
#include "stackcheck/stats.h"

struct sc_batch {
	const struct sc_check_options *opt;
};

struct sc_batch *sc_batch_new(const struct sc_check_options *opt,
			      struct sc_error *err)
{
	struct sc_batch *batch = calloc(1, sizeof(*batch));

	if (!batch) {
		sc_fail(err, "out of memory");
		return NULL;
	}
	batch->opt = opt;
	return batch;
}

void sc_batch_free(struct sc_batch *batch)
{
	free(batch);
}

int sc_batch_analyze(struct sc_batch *batch, const struct sc_input *input,
		     struct sc_result *res)
{
	struct sc_image_options how = { .symbols = batch->opt->symbols };
	uint64_t start = sc_stats_now(batch->opt->stats);
	struct sc_image *img = sc_input_load(input, &how, &res->error);

	sc_stats_add(batch->opt->stats, SC_STAGE_READ, start);
	if (!img)
		return -1;
	res->mode = "table";
	sc_image_free(img);
	return 0;
}

void sc_batch_finish(struct sc_batch *batch, const struct sc_input *inputs,
		     struct sc_result *results, size_t n)
{
	(void)batch;
	(void)inputs;
	(void)results;
	(void)n;
}
