// SPDX-License-Identifier: GPL-2.0-only
/* A user of the header is preprocessed before and after the change. */
#include "kpatch/builder/forms.h"
#include "kpatch/builder/header_check.h"
#include "kpatch/builder/source.h"
#include "kpatch/builder/texts_same.h"
#include "kpatch/builder/type_compare.h"

static int preprocess_source(const struct pb_header_job *job,
			     const char *source, struct pb_compiled *c,
			     struct sc_error *err)
{
	if (pb_source_get(job->shop->kernel, source, job->progress, err) ||
	    pb_shadow_open(job->shadow, source, err) ||
	    pb_compile_any(job->shop, source, c, err))
		return -1;
	if (!pb_preprocess_forms(job->shop, job->shadow, c, err))
		return 0;
	pb_compiled_free(c);
	return -1;
}

int pb_header_check_types(const struct pb_header_job *job, const char *source,
			  struct sc_error *err)
{
	struct pb_compiled c;
	int ret;

	if (preprocess_source(job, source, &c, err))
		return -1;
	ret = pb_types_compare(c.old_text.s, c.new_text.s,
			       job->shop->changed_types, err);
	pb_compiled_free(&c);
	return ret;
}

int pb_header_check_assembly(const struct pb_header_job *job,
			     const char *source, struct sc_error *err)
{
	struct pb_compiled c;
	bool same;
	int ret;

	if (preprocess_source(job, source, &c, err))
		return -1;
	ret = pb_texts_compare(c.old_text.s, c.new_text.s, &same, err);
	pb_compiled_free(&c);
	if (ret || same)
		return ret;
	return sc_fail(
		err,
		"%.300s: the change of a header changes this assembly, which a patch cannot replace",
		source);
}
