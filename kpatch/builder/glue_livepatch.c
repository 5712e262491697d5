// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of linux/livepatch.h. References need no table here: the kernel finds
 * them by the names of symbols and sections, which post-link makes.
 */
#include "kpatch/builder/glue_livepatch.h"
#include "kpatch/builder/plan_check.h"

static void write_func(const struct pb_glue *g, size_t i)
{
	const struct pb_plan_func *func = &g->plan->funcs[i];

	fprintf(g->to,
		"\t{ .old_name = \"%s\", .new_func = " PB_GLUE_NEW
		"%zu, .old_sympos = %u },\n",
		func->name, i, func->sympos);
}

/* An empty entry ends each table. */
static void write_target(const struct pb_glue *g, size_t t)
{
	fprintf(g->to, "\nstatic struct klp_func kpatch_glue_funcs_%zu[] = {\n",
		t);
	for (size_t i = 0; i < g->plan->nfuncs; i++)
		if (pb_is_same_target(g->plan->funcs[i].object, g->targets[t]))
			write_func(g, i);
	fputs("\t{},\n};\n", g->to);
}

static void write_objects(const struct pb_glue *g)
{
	fputs("\nstatic struct klp_object kpatch_glue_objects[] = {\n", g->to);
	for (size_t t = 0; t < g->ntargets; t++) {
		const char *name = g->targets[t], *quote = name ? "\"" : "";

		fprintf(g->to,
			"\t{ .name = %s%s%s, .funcs = kpatch_glue_funcs_%zu },\n",
			quote, name ? name : "NULL", quote, t);
	}
	fputs("\t{},\n};\n", g->to);
}

/* The kernel refuses to unload it while it is in use, so exit has no work. */
static const char functions[] =
	"\nstatic struct klp_patch kpatch_glue_patch = {\n"
	"\t.mod = THIS_MODULE,\n"
	"\t.objs = kpatch_glue_objects,\n"
	"};\n\n"
	"static int __init kpatch_glue_init(void)\n"
	"{\n"
	"\treturn klp_enable_patch(&kpatch_glue_patch);\n"
	"}\n\n"
	"static void __exit kpatch_glue_exit(void)\n"
	"{\n"
	"}\n\n"
	"module_init(kpatch_glue_init);\n"
	"module_exit(kpatch_glue_exit);\n";

void pb_glue_write_livepatch(const struct pb_glue *g)
{
	for (size_t t = 0; t < g->ntargets; t++)
		write_target(g, t);
	write_objects(g);
	fputs(functions, g->to);
}
