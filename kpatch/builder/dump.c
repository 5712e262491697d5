// SPDX-License-Identifier: GPL-2.0-only
/* What each stage has made, in words for people. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/dump.h"
#include "kpatch/builder/dump_file.h"
#include "stackcheck/util/affix.h"

/* --- the sources */

static void write_edit(FILE *to, const struct pb_span *edit)
{
	fprintf(to, "  -%zu,%zu +%zu,%zu\n", edit->old_line, edit->old_lines,
		edit->new_line, edit->new_lines);
}

static void write_changed_file(FILE *to, const struct pb_changed_file *file)
{
	fprintf(to, "%s: changed by %u %s%s\n", file->path, file->times,
		file->times == 1 ? "diff" : "diffs",
		file->deleted ? ", deleted" : "");
	if (file->times > 1)
		fputs("  by the last of them:\n", to);
	for (size_t i = 0; i < file->now.nedits; i++)
		write_edit(to, &file->now.edits[i]);
}

int pb_dump_changes(const char *folder, const struct pb_changes *changes,
		    struct sc_error *err)
{
	struct pb_dump_file file;

	if (!folder)
		return 0;
	if (pb_dump_open(&file, folder, "changes", err))
		return -1;
	for (size_t i = 0; i < changes->n; i++)
		write_changed_file(file.to, &changes->files[i]);
	return pb_dump_close(&file, err);
}

static void write_marks(FILE *to, const char *name, const char *text)
{
	size_t line = 1;

	fprintf(to, "%s:\n", name);
	for (const char *at = text; at; line++) {
		if (sc_starts_with(at, "#line "))
			fprintf(to, "  line %zu: %.*s\n", line,
				(int)strcspn(at, "\n"), at);
		at = strchr(at, '\n');
		at = at ? at + 1 : NULL;
	}
}

static int write_marks_of(FILE *to, const struct pb_shadow *shadow,
			  const char *name, struct sc_error *err)
{
	struct kp_path path;
	char *text;

	if (kp_path(&path, err, "%s/%s", shadow->top, name))
		return -1;
	if (!kp_exists(path.s)) /* the diffs delete it */
		return 0;
	text = kp_read_file(path.s, NULL, err);
	if (!text)
		return -1;
	write_marks(to, name, text);
	free(text);
	return 0;
}

int pb_dump_lines(const char *folder, const struct pb_shadow *shadow,
		  struct sc_error *err)
{
	struct pb_dump_file file;
	int bad = 0;

	if (!folder)
		return 0;
	if (pb_dump_open(&file, folder, "lines", err))
		return -1;
	for (size_t i = 0; !bad && i < shadow->changed.n; i++)
		bad = write_marks_of(file.to, shadow, shadow->changed.list[i],
				     err);
	return pb_dump_close(&file, bad ? NULL : err) || bad ? -1 : 0;
}

int pb_dump_compiled(const char *folder, const struct pb_compiled *compiled,
		     struct sc_error *err)
{
	const struct pb_words *words = &compiled->command.argv;
	struct pb_dump_file file;

	if (!folder)
		return 0;
	if (pb_dump_open(&file, folder, "compile", err))
		return -1;
	fprintf(file.to, "%s: part of %s%s\n  stock %s\n", compiled->name,
		compiled->module ? compiled->module : "vmlinux",
		compiled->module ? ".ko" : "", compiled->stock.s);
	fprintf(file.to, "  base %s\n  fixed %s\n  old %s\n  new %s\n  command",
		compiled->base.s, compiled->fixed.s, compiled->old.s,
		compiled->new.s);
	for (size_t i = 0; i < words->n; i++)
		fprintf(file.to, " %s", words->list[i]);
	fputc('\n', file.to);
	return pb_dump_close(&file, err);
}

/* --- one object */

static void write_match(FILE *to, const struct pb_unit *unit,
			const struct pb_match_func *f)
{
	const struct pb_target *target = unit->target;

	fprintf(to, "  %s: ", unit->stock.obj->syms[f->sym].name);
	if (f->kind == PB_MATCH_SAME)
		fprintf(to,
			"the same, at 0x%" PRIx64 ", sympos %u, %" PRIu64
			" bytes\n",
			pb_target_address(target, f->target_sym),
			pb_target_sympos(target, f->target_sym),
			target->img->syms[f->target_sym].size);
	else
		fprintf(to, "%s\n",
			f->kind == PB_MATCH_WEAK ? "weak, and replaced"
						 : f->why);
}

int pb_dump_match(const char *folder, const struct pb_unit *unit,
		  struct sc_error *err)
{
	struct pb_dump_file file;

	if (!folder)
		return 0;
	if (pb_dump_open(&file, folder, "match", err))
		return -1;
	fprintf(file.to, "%s in %s:\n", unit->name,
		unit->target->name ? unit->target->name : "vmlinux");
	for (size_t i = 0; i < unit->match->nfuncs; i++)
		write_match(file.to, unit, &unit->match->funcs[i]);
	return pb_dump_close(&file, err);
}

static void write_difference(FILE *to, const struct pb_comparison *c,
			     uint32_t new)
{
	const char *name = pb_item_name(c->pair->new, new);
	uint32_t old = c->pair->old_of[new];
	char why[160];

	if (old == PB_NO_ITEM)
		fprintf(to, "  %s: %s\n", name,
			c->pair->unclear[new] ? "not clear which it was"
					      : "new");
	else if (!pb_items_are_same(c, old, new, why, sizeof(why)))
		fprintf(to, "  %s: %s\n", name, why);
}

/* Of one pair of forms; what is the same is not told. */
static void write_differences(FILE *to, const char *name,
			      const struct pb_pair *pair,
			      const struct pb_form *old,
			      const struct pb_form *new)
{
	const struct pb_comparison c = { .pair = pair,
					 .old_entries = old->entries,
					 .new_entries = new->entries };

	fprintf(to, "%s:\n", name);
	for (uint32_t i = 0; i < new->items->n; i++)
		write_difference(to, &c, i);
	for (uint32_t i = 0; i < old->items->n; i++)
		if (pair->new_of[i] == PB_NO_ITEM)
			fprintf(to, "  %s: gone\n",
				pb_item_name(old->items, i));
}

int pb_dump_diff(const char *folder, const struct pb_unit *unit,
		 struct sc_error *err)
{
	struct pb_dump_file file;

	if (!folder)
		return 0;
	if (pb_dump_open(&file, folder, "diff", err))
		return -1;
	fprintf(file.to, "%s, ", unit->name);
	write_differences(file.to, "by the kernel's own flags",
			  unit->base_fixed, &unit->base, &unit->fixed);
	fprintf(file.to, "%s, ", unit->name);
	write_differences(file.to, "with a section for each", unit->old_new,
			  &unit->old, &unit->new);
	return pb_dump_close(&file, err);
}

int pb_dump_selection(const char *folder, const struct pb_unit *unit,
		      const struct pb_selection *selection,
		      struct sc_error *err)
{
	struct pb_dump_file file;

	if (!folder)
		return 0;
	if (pb_dump_open(&file, folder, "select", err))
		return -1;
	fprintf(file.to, "%s:\n", unit->name);
	for (uint32_t i = 0; i < selection->n; i++) {
		const struct pb_choice *c = &selection->choices[i];

		if (c->role != PB_ROLE_NONE)
			fprintf(file.to, "  %s %s: %s\n",
				c->role == PB_ROLE_REPLACE ? "replaces"
							   : "carries",
				pb_item_name(unit->new.items, i), c->why);
	}
	for (size_t i = 0; i < selection->nwarnings; i++)
		fprintf(file.to, "  warning: %s\n", selection->warnings[i]);
	return pb_dump_close(&file, err);
}

/* --- the module */

int pb_dump_verified(const char *folder, const struct pb_plan *plan,
		     struct sc_error *err)
{
	struct pb_dump_file file;

	if (!folder)
		return 0;
	if (pb_dump_open(&file, folder, "verify", err))
		return -1;
	fprintf(file.to, "%s.ko, for the kernel with build-id %s\n", plan->name,
		plan->build_id);
	for (size_t i = 0; i < plan->nsources; i++)
		fprintf(file.to, "  source %s\n", plan->sources[i]);
	for (size_t i = 0; i < plan->nfuncs; i++) {
		const struct pb_plan_func *f = &plan->funcs[i];

		fprintf(file.to, "  %s:%s,%u at 0x%" PRIx64 ": %s\n",
			f->object ? f->object : "vmlinux", f->name, f->sympos,
			f->old_addr, f->symbol);
	}
	return pb_dump_close(&file, err);
}
