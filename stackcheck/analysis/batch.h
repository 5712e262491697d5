/* SPDX-License-Identifier: GPL-2.0-only */
/* The analysis of a batch of objects, as the commands see it. */
#ifndef STACKCHECK_ANALYSIS_BATCH_H
#define STACKCHECK_ANALYSIS_BATCH_H

#include "stackcheck/analysis/options.h"
#include "stackcheck/checker/finding.h"
#include "stackcheck/image/input.h"
#include "stackcheck/util/error.h"

struct sc_batch;

/*
 * Loads what holds for all objects (data on functions that do not return).
 * @n: how many inputs there will be. @opt must live as long as the batch. NULL with @err filled on failure.
 */
struct sc_batch *sc_batch_new(const struct sc_check_options *opt, size_t n,
			      struct sc_error *err);
void sc_batch_free(struct sc_batch *batch);

/*
 * Analyse the input of index @i into @res, which the caller has initialised. Returns 0,
 * or -1 with res->error saying why it could not be read. Thread-safe.
 */
int sc_batch_analyze(struct sc_batch *batch, const struct sc_input *input,
		     size_t i, struct sc_result *res);

/*
 * What only the whole batch can tell: called once, after every input.
 * results[i] belongs to inputs[i]. Those with findings are analysed again if a
 * name that they ask for became known, with as many threads as the options allow.
 */
void sc_batch_finish(struct sc_batch *batch, const struct sc_input *inputs,
		     struct sc_result *results, size_t n);

#endif
