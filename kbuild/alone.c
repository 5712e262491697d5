// SPDX-License-Identifier: GPL-2.0-only
/* What the step makes of an object where there is no objtool. */
#include <stdio.h>
#include <stdlib.h>

#include "kbuild/alone.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/orc/generate.h"
#include "stackcheck/orc/prefix_rows.h"
#include "stackcheck/orc/write_object.h"
#include "stackcheck/sites/find_cfi.h"
#include "stackcheck/sites/find_seals.h"
#include "stackcheck/sites/find_sites.h"
#include "stackcheck/sites/make_nops.h"
#include "stackcheck/sites/prefix_symbols.h"
#include "stackcheck/sites/site_sections.h"
#include "stackcheck/util/output.h"

int kb_alone_prepare(struct kb_alone *a, const struct kb_job *job,
		     struct sc_image *img, struct sc_error *err)
{
	const struct kb_request *req = &job->request;

	if (sc_site_names_find(&a->names, img))
		return sc_fail(err, "%s: out of memory", job->object);
	if (kb_is_asked(req, KB_HACK_JUMP_LABEL) &&
	    sc_nops_jump_labels(img, err))
		return -1;
	if (kb_is_asked(req, KB_HACK_NOINSTR) &&
	    sc_nops_profiling(&a->names, img, err))
		return -1;
	if (kb_is_asked(req, KB_MCOUNT) &&
	    sc_nops_tracing(&a->names, img, kb_is_asked(req, KB_MNOP),
			    &a->sites, err))
		return -1;
	return 0;
}

/* The tables that an option asks for. */
static unsigned int choose_tables(const struct kb_job *job)
{
	const struct kb_request *req = &job->request;
	unsigned int tables = 0;

	if (job->cfi_sites)
		tables |= SC_SITES_BIT(SC_SITES_CFI);
	if (kb_is_asked(req, KB_STATIC_CALL))
		tables |= SC_SITES_BIT(SC_SITES_STATIC_CALL);
	if (kb_is_asked(req, KB_RETPOLINE))
		tables |= SC_SITES_BIT(SC_SITES_RETPOLINE);
	if (kb_is_asked(req, KB_RETHUNK))
		tables |= SC_SITES_BIT(SC_SITES_RETURN);
	if (kb_is_asked(req, KB_RETHUNK) && kb_is_asked(req, KB_HACK_SKYLAKE))
		tables |= SC_SITES_BIT(SC_SITES_CALL);
	if (kb_is_asked(req, KB_MCOUNT))
		tables |= SC_SITES_BIT(SC_SITES_MCOUNT);
	if (kb_is_asked(req, KB_IBT))
		tables |= SC_SITES_BIT(SC_SITES_SEAL);
	return tables;
}

static int add_sites(struct kb_alone *a, const struct kb_job *job,
		     const struct sc_object *obj, struct sc_edit *edit,
		     struct sc_error *err)
{
	unsigned int tables = choose_tables(job);
	const struct sc_sites_wanted wanted = {
		.module = job->module,
		.tracing = kb_is_asked(&job->request, KB_MCOUNT),
		.replacements = job->since_7_2,
	};

	if (sc_sites_find(obj, &a->names, &wanted, &a->sites) ||
	    ((tables & SC_SITES_BIT(SC_SITES_SEAL)) &&
	     sc_seals_find(obj, &a->sites)) ||
	    (job->cfi_sites && sc_cfi_find(obj, &a->sites)))
		return sc_fail(err, "%s: out of memory", job->object);
	return sc_site_sections_add(&a->sites, tables, job->module, edit, err);
}

/* The room before functions has a symbol of its own, or is the hash's. */
static int add_symbols(const struct kb_job *job, const struct sc_object *obj,
		       struct sc_edit *edit, struct sc_error *err)
{
	unsigned int room = job->request.prefix;

	if (job->cfi_symbols)
		return sc_cfi_grow_symbols(obj, room, edit, err);
	return job->since_7_2
		       ? sc_prefix_symbols_add_listed(obj, room, edit, err)
		       : sc_prefix_symbols_add(obj, room, edit, err);
}

static int add_orc(const struct kb_job *job, struct sc_analysis *analysis,
		   struct sc_edit *edit, struct sc_error *err)
{
	struct sc_orc_entry *entries = NULL;
	size_t n = 0;
	int bad;

	if (sc_orc_make(analysis, &entries, &n) ||
	    sc_orc_add_prefixes(analysis->obj, job->request.prefix, &entries,
				&n))
		bad = sc_fail(err, "%s: out of memory", job->object);
	else
		bad = n ? sc_orc_add_sections(edit, entries, n, false, err) : 0;
	free(entries);
	return bad;
}

int kb_alone_add(struct kb_alone *a, const struct kb_job *job,
		 struct sc_analysis *analysis, struct sc_edit *edit,
		 struct sc_error *err)
{
	if (add_sites(a, job, analysis->obj, edit, err) ||
	    add_symbols(job, analysis->obj, edit, err))
		return -1;
	return kb_is_asked(&job->request, KB_ORC)
		       ? add_orc(job, analysis, edit, err)
		       : 0;
}

void kb_alone_free(struct kb_alone *a)
{
	sc_site_names_free(&a->names);
	sc_sites_free(&a->sites);
}

int kb_alone_backup(const struct kb_job *job, const struct sc_image *img,
		    struct sc_error *err)
{
	char path[4096];

	if (!kb_is_asked(&job->request, KB_BACKUP))
		return 0;
	if (snprintf(path, sizeof(path), "%s.orig", job->object) >=
	    (int)sizeof(path))
		return sc_fail(err, "%s: name too long; nothing was written",
			       job->object);
	return sc_output_put(path, img->priv->bytes, img->priv->size, err);
}
