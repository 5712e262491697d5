// SPDX-License-Identifier: GPL-2.0-only
/* Compile, match, select, emit: the stages that see one object. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/dump.h"
#include "kpatch/builder/dump_object.h"
#include "kpatch/builder/emit.h"
#include "kpatch/builder/forms.h"
#include "kpatch/builder/kbuild_folder.h"
#include "kpatch/builder/module_keys.h"
#include "kpatch/builder/object_write.h"
#include "kpatch/builder/select.h"
#include "kpatch/builder/texts_same.h"
#include "kpatch/builder/type_compare.h"
#include "kpatch/builder/unit_build.h"
#include "stackcheck/util/vec.h"

int pb_kernel_side_open(const struct pb_kernel *kernel,
			struct pb_kernel_side *side, struct sc_error *err)
{
	struct kp_path symvers;

	side->vmlinux = pb_target_open(kernel->vmlinuz, NULL, err);
	if (!side->vmlinux ||
	    kp_path(&symvers, err, "%s/Module.symvers", kernel->headers))
		return -1;
	side->exports = pb_exports_read(symvers.s, err);
	return side->exports ? 0 : -1;
}

void pb_kernel_side_close(struct pb_kernel_side *side)
{
	for (size_t i = 0; i < side->nmodules; i++)
		pb_target_free(side->modules[i]);
	free(side->modules);
	pb_target_free(side->vmlinux);
	pb_exports_free(side->exports);
}

/* The file of a module, which may be packed. */
static int find_module(const struct pb_kernel *kernel, const char *module,
		       struct kp_path *path, struct sc_error *err)
{
	static const char *const ends[] = { "", ".xz", ".zst", ".gz" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (!kp_path(path, NULL, "%s/kernel/%s.ko%s", kernel->modules,
			     module, ends[i]) &&
		    kp_exists(path->s))
			return 0;
	return sc_fail(err, "%.200s.ko: no such module in %.200s", module,
		       kernel->modules);
}

/* The module's name as the kernel has it: the file's, with "_" for "-". */
static char *name_module(const char *module)
{
	const char *slash = strrchr(module, '/');
	char *name = strdup(slash ? slash + 1 : module);

	for (char *c = name; c && *c; c++)
		if (*c == '-')
			*c = '_';
	return name;
}

int pb_kernel_side_add(struct pb_kernel_side *side, const char *path,
		       const char *name, struct sc_error *err)
{
	struct pb_target *t = pb_target_open(path, name, err);

	if (!t || !SC_VEC_PUSH(side->modules, side->nmodules, t))
		return t ? 0 : -1;
	pb_target_free(t);
	return sc_fail(err, "out of memory");
}

static struct pb_target *find_target(const struct pb_kernel_side *side,
				     const char *name)
{
	for (size_t i = 0; i < side->nmodules; i++)
		if (!strcmp(side->modules[i]->name, name))
			return side->modules[i];
	return NULL;
}

static struct pb_target *open_module(struct pb_kernel_side *side,
				     const struct pb_kernel *kernel,
				     const char *module, struct sc_error *err)
{
	struct pb_target *t = NULL;
	char *name = name_module(module);
	struct kp_path path;

	if (!name) {
		sc_fail(err, "out of memory");
		return NULL;
	}
	t = find_target(side, name);
	if (!t && !find_module(kernel, module, &path, err) &&
	    !pb_kernel_side_add(side, path.s, name, err))
		t = find_target(side, name);
	free(name);
	return t;
}

const struct pb_target *pb_kernel_side_find(struct pb_kernel_side *side,
					    const struct pb_kernel *kernel,
					    const struct pb_compiled *compiled,
					    struct sc_error *err)
{
	const char *module = compiled->module;

	return module ? open_module(side, kernel, module, err) : side->vmlinux;
}

static int take_warnings(struct pb_result *result, struct pb_selection *sel)
{
	while (sel->nwarnings) {
		char *text = sel->warnings[sel->nwarnings - 1];

		if (SC_VEC_PUSH(result->warnings, result->nwarnings, text))
			return -1;
		sel->nwarnings--;
	}
	return 0;
}

/* Write the object of the patch, and name it in the plan. */
static int write_object(const struct pb_unit_job *job,
			const struct pb_object *out, struct sc_error *err)
{
	struct pb_plan *plan = job->result->plan;
	struct kp_path path;

	if (kp_path(&path, err, "%s/part%zu.o", job->shop->work,
		    plan->nobjects))
		return -1;
	if (pb_object_write(out, path.s, err) ||
	    pb_dump_object(job->dump, "emit", out, err))
		return -1;
	return pb_plan_add_object(plan, path.s) ? sc_fail(err, "out of memory")
						: 0;
}

static int emit_unit(const struct pb_unit_job *job, const struct pb_unit *unit,
		     struct sc_error *err)
{
	struct pb_selection *sel = pb_select(unit, err);
	struct pb_object *out = NULL;
	int ret = sel && !pb_module_keys_warn(unit, sel, err)
			  ? pb_dump_selection(job->dump, unit, sel, err)
			  : -1;

	if (!ret && take_warnings(job->result, sel))
		ret = sc_fail(err, "out of memory");
	if (!ret && (sel->replaced || sel->shared)) {
		out = pb_emit(unit, sel, job->result->plan, err);
		ret = out ? write_object(job, out, err) : -1;
	}
	pb_object_free(out);
	pb_selection_free(sel);
	return ret;
}

static int compile_forms(const struct pb_unit_job *job, struct pb_compiled *c,
			 bool *same_ret, struct sc_error *err)
{
	if (pb_dump_compiled(job->dump, c, err) ||
	    pb_preprocess_forms(job->shop, job->shadow, c, err) ||
	    pb_texts_compare(c->old_text.s, c->new_text.s, same_ret, err))
		return -1;
	if (*same_ret)
		return 0;
	return pb_types_compare(c->old_text.s, c->new_text.s,
				job->shop->changed_types, err) ||
			       pb_compile_forms(job->shop, job->shadow, c,
						err) ||
			       pb_cross_add(job->cross, c->name, c->module,
					    c->old.s, c->new.s, err)
		       ? -1
		       : 0;
}

int pb_unit_compile(const struct pb_unit_job *job, const char *source,
		    struct pb_compiled *c, bool *same_ret, struct sc_error *err)
{
	if (pb_compile_stock(job->shop, source, c, err))
		return -1;
	if (!compile_forms(job, c, same_ret, err))
		return 0;
	pb_compiled_free(c);
	return -1;
}

int pb_unit_build(const struct pb_unit_job *job, const struct pb_compiled *c,
		  struct sc_error *err)
{
	const struct pb_unit_paths paths = { .stock = c->stock.s,
					     .base = c->base.s,
					     .fixed = c->fixed.s,
					     .old = c->old.s,
					     .new = c->new.s,
					     .top = job->shadow->top,
					     .old_text = c->old_text.s,
					     .new_text = c->new_text.s };
	const struct pb_target *target;
	struct pb_unit *unit;
	int ret;

	target = pb_kernel_side_find(job->kernel, job->shop->kernel, c, err);
	if (!target)
		return -1;
	unit = pb_unit_new(c->name, &paths, target, job->kernel->vmlinux,
			   job->kernel->exports, err);
	if (unit) {
		unit->cross = job->cross;
		unit->module = c->module;
	} else {
		/* Its error says more than that the code is another one. */
		pb_kbuild_check_reached(job->shop, c->name, err);
	}
	ret = !unit || pb_dump_match(job->dump, unit, err) ||
			      pb_dump_diff(job->dump, unit, err) ||
			      emit_unit(job, unit, err)
		      ? -1
		      : 0;
	pb_unit_free(unit);
	return ret;
}
