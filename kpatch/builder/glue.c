// SPDX-License-Identifier: GPL-2.0-only
/* The C file of a patch module. Names in it were checked by pb_plan_check(). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/glue.h"
#include "kpatch/builder/glue_livepatch.h"
#include "kpatch/builder/module_places.h"
#include "kpatch/builder/plan_check.h"
#include "kpatch/sources.h"
#include "stackcheck/util/output.h"

static void write_layout(const struct pb_glue *g)
{
	static const struct {
		const char *what;
		int value;
	} facts[] = {
		{ "sizeof(struct kpatch_dynrela)", PB_DYNRELA_SIZE },
		{ "offsetof(struct kpatch_dynrela, dest)", PB_DYNRELA_DEST },
		{ "offsetof(struct kpatch_dynrela, type)", PB_DYNRELA_TYPE },
		{ "offsetof(struct kpatch_dynrela, sympos)",
		  PB_DYNRELA_SYMPOS },
		{ "offsetof(struct kpatch_dynrela, name)", PB_DYNRELA_NAME },
		{ "offsetof(struct kpatch_dynrela, addend)",
		  PB_DYNRELA_ADDEND },
		{ "sizeof(struct kpatch_object)", PB_OBJECT_SIZE },
		{ "offsetof(struct kpatch_object, nr_dynrelas)",
		  PB_OBJECT_NR_DYNRELAS },
	};

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		fprintf(g->to, "_Static_assert(%s == %d, \"kpatch.h\");\n",
			facts[i].what, facts[i].value);
}

/* A symbol can have a name that is none of C, so it gets one beside it. */
static void write_declarations(const struct pb_glue *g)
{
	fputc('\n', g->to);
	for (size_t i = 0; i < g->plan->nfuncs; i++)
		fprintf(g->to,
			"extern void " PB_GLUE_NEW
			"%zu(void) __asm__(\"%s\");\n",
			i, g->plan->funcs[i].symbol);
}

static void write_func(const struct pb_glue *g, size_t i)
{
	const struct pb_plan_func *func = &g->plan->funcs[i];

	fprintf(g->to,
		"\t{\n\t\t.name = \"%s\",\n\t\t.new_addr = (unsigned long)" PB_GLUE_NEW
		"%zu,\n",
		func->name, i);
	if (func->sympos)
		fprintf(g->to, "\t\t.sympos = %u,\n", func->sympos);
	/* A vmlinux is known by its build-id. */
	if (func->object && func->old_size)
		fprintf(g->to, "\t\t.old_size = %" PRIu64 ",\n",
			func->old_size);
	fputs("\t},\n", g->to);
}

static void write_target(const struct pb_glue *g, size_t t)
{
	fprintf(g->to,
		"\nstatic struct kpatch_func kpatch_glue_funcs_%zu[] = {\n", t);
	for (size_t i = 0; i < g->plan->nfuncs; i++)
		if (pb_is_same_target(g->plan->funcs[i].object, g->targets[t]))
			write_func(g, i);
	fputs("};\n", g->to);
	/* Of .data, since what is zero has no bytes in .bss. */
	if (g->nplaces[t])
		fprintf(g->to,
			"static struct kpatch_dynrela " PB_GLUE_RELAS
			"%zu[%zu] __used __section(\".data\") = {};\n",
			t, g->nplaces[t]);
}

static void write_ref_names(const struct pb_glue *g)
{
	for (size_t i = 0; i < g->plan->nrefs; i++)
		if (g->plan->refs[i].object)
			fprintf(g->to,
				"\nstatic const char " PB_GLUE_NAME
				"%zu[] __used = \"%s\";\n",
				i, g->plan->refs[i].name);
}

static void write_objects(const struct pb_glue *g)
{
	fputs("\nstatic struct kpatch_object " PB_GLUE_OBJECTS "[] = {\n",
	      g->to);
	for (size_t t = 0; t < g->ntargets; t++) {
		const char *name = g->targets[t], *quote = name ? "\"" : "";

		fprintf(g->to, "\tKPATCH_OBJECT(%s%s%s, kpatch_glue_funcs_%zu",
			quote, name ? name : "NULL", quote, t);
		if (g->nplaces[t])
			fprintf(g->to,
				", KPATCH_DYNRELAS(" PB_GLUE_RELAS "%zu)", t);
		fputs("),\n", g->to);
	}
	fprintf(g->to,
		"};\n\nKPATCH_MODULE(" PB_GLUE_OBJECTS
		", .checksum = \"%s\");\n",
		g->plan->diff_hash);
}

static void write_modinfo(const struct pb_glue *g)
{
	const struct pb_plan *plan = g->plan;

	fputs("MODULE_LICENSE(\"GPL\");\n"
	      "MODULE_DESCRIPTION(\"Patch made by kpatch build\");\n",
	      g->to);
	if (pb_plan_needs_livepatch(plan))
		fputs("MODULE_INFO(livepatch, \"Y\");\n", g->to);
	fprintf(g->to,
		"MODULE_INFO(kpatch_build_id, \"%s\");\n"
		"MODULE_INFO(kpatch_diff, \"sha256:%s\");\n",
		plan->build_id, plan->diff_hash);
	for (size_t i = 0; i < plan->nfuncs; i++) {
		const struct pb_plan_func *func = &plan->funcs[i];

		fprintf(g->to,
			"MODULE_INFO(kpatch_func, \"%s:%s,%u,0x%" PRIx64
			",%" PRIu64 "\");\n",
			func->object ? func->object : "vmlinux", func->name,
			func->sympos, func->old_addr, func->old_size);
	}
}

/* In a section that is named after its owner, with ".note." before it. */
static void write_sources(const struct pb_glue *g)
{
	fprintf(g->to, "ELFNOTE32(\"" KP_SOURCES_OWNER "\", %u, \"",
		KP_SOURCES_TYPE);
	for (size_t i = 0; i < g->plan->nsources; i++)
		fprintf(g->to, "%s\\n", g->plan->sources[i]);
	fputs("\");\n", g->to);
}

static int count_places(struct pb_glue *g)
{
	g->targets = pb_plan_targets(g->plan, &g->ntargets);
	g->nplaces = calloc(g->plan->nfuncs + 1, sizeof(*g->nplaces));
	if (!g->targets || !g->nplaces)
		return sc_fail(g->err, "out of memory");
	for (size_t t = 0; t < g->ntargets; t++)
		if (g->targets[t] && pb_count_places(g->plan, g->targets[t],
						     &g->nplaces[t], g->err))
			return -1;
	return 0;
}

static void write_kpatch(const struct pb_glue *g)
{
	write_layout(g);
	for (size_t t = 0; t < g->ntargets; t++)
		write_target(g, t);
	write_ref_names(g);
	write_objects(g);
}

static void write_all(const struct pb_glue *g)
{
	bool livepatch = g->plan->format == PB_PLAN_LIVEPATCH;

	fputs("// SPDX-License-Identifier: GPL-2.0-only\n"
	      "/* The tables of a patch, made by kpatch build. */\n"
	      "#include <linux/elfnote.h>\n"
	      "#include <linux/module.h>\n"
	      "#include <linux/stddef.h>\n\n",
	      g->to);
	fputs(livepatch ? "#include <linux/livepatch.h>\n\n"
			: "#include \"kpatch.h\"\n\n",
	      g->to);
	write_declarations(g);
	if (livepatch)
		pb_glue_write_livepatch(g);
	else
		write_kpatch(g);
	write_modinfo(g);
	write_sources(g);
}

int pb_glue_write(const struct pb_plan *plan, const char *path,
		  struct sc_error *err)
{
	struct pb_glue g = { .plan = plan, .err = err };
	struct sc_output out;
	int bad = pb_plan_check(plan, err) || count_places(&g) ||
		  sc_output_open(&out, path, err);

	if (!bad) {
		g.to = out.file;
		out.transient = true;
		write_all(&g);
		bad = sc_output_commit(&out, err);
	}
	free(g.targets);
	free(g.nplaces);
	return bad ? -1 : 0;
}
