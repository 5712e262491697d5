// SPDX-License-Identifier: GPL-2.0-only
/* A linked module gets its references to what is not exported. */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/dynrelas.h"
#include "kpatch/builder/module_places.h"
#include "kpatch/builder/object_read.h"
#include "kpatch/builder/object_write.h"
#include "kpatch/builder/post_link.h"
#include "kpatch/builder/arch.h"
#include "stackcheck/util/vec.h"

#define STATIC_CALLS ".static_call_sites"
#define TRAMPOLINE "__SCT__"
#define KEY "__SCK__"
/* Bytes from the start of an entry to the key in it; the size of an entry. */
#define STATIC_CALL_KEY 4
#define STATIC_CALL_SIZE 8
/* The kernel's KSYM_NAME_LEN, with the end of the string. */
#define NAME_MOST 511

struct linker {
	const struct pb_plan *plan;
	struct pb_object *ko;
	/* By symbol of the module as it was read: number of the reference
	 * plus 1; 0: none. */
	size_t *ref_of;
	uint32_t nsyms; /* of them */
	uint32_t *klp_of; /* by reference: its livepatch symbol; 0: none yet */
	struct pb_dynrela *relas;
	size_t nrelas;
	struct sc_error *err;
};

static int fail_memory(const struct linker *l)
{
	return sc_fail(l->err, "out of memory");
}

/* --- symbols */

/* A local symbol may have the same name: each new function has that of its old one. */
static bool is_defined(const struct pb_object *ko, const char *name)
{
	for (uint32_t i = 1; i < ko->nsyms; i++)
		if (ko->syms[i].sec && ko->syms[i].bind != STB_LOCAL &&
		    !strcmp(ko->syms[i].name, name))
			return true;
	return false;
}

static int find_refs(struct linker *l)
{
	for (uint32_t i = 1; i < l->nsyms; i++) {
		const struct pb_plan_ref *ref =
			pb_find_ref(l->plan, &l->ko->syms[i]);

		if (ref)
			l->ref_of[i] = (size_t)(ref - l->plan->refs) + 1;
	}
	for (size_t i = 0; i < l->plan->nrefs; i++) {
		const char *name = l->plan->refs[i].symbol;

		if (is_defined(l->ko, name))
			return sc_fail(
				l->err,
				"%.200s: %.128s is defined in it, but the plan has it as a symbol of the kernel; no module was made",
				l->ko->path, name);
	}
	return 0;
}

/* A symbol that the livepatch code of the loader finds by its name. */
static uint32_t add_klp_symbol(const struct linker *l, const char *object,
			       const char *name, unsigned int sympos)
{
	char whole[NAME_MOST + 128];
	uint32_t sym;

	if (strlen(name) > NAME_MOST) {
		sc_fail(l->err,
			"%.200s: a symbol has a name longer than the kernel knows: %.128s",
			l->ko->path, name);
		return 0;
	}
	snprintf(whole, sizeof(whole), ".klp.sym.%s.%s,%u",
		 object ? object : "vmlinux", name, sympos);
	sym = pb_object_symbol(l->ko, whole);
	if (!sym)
		sym = pb_object_add_symbol(l->ko, whole, PB_SHN_LIVEPATCH, 0, 0,
					   STT_NOTYPE, STB_GLOBAL);
	if (!sym)
		fail_memory(l);
	return sym;
}

/*
 * The step names the trampoline where the key is not exported; the kernel then
 * looks for the key among exported ones, and would not find it.
 */
static bool is_trampoline_for_key(const struct linker *l, uint32_t sec,
				  const struct pb_reloc *reloc,
				  const char *name)
{
	return !strcmp(l->ko->secs[sec].name, STATIC_CALLS) &&
	       reloc->off % STATIC_CALL_SIZE == STATIC_CALL_KEY &&
	       !strncmp(name, TRAMPOLINE, strlen(TRAMPOLINE));
}

static uint32_t find_klp_symbol(const struct linker *l, uint32_t sec,
				const struct pb_reloc *reloc, size_t ref)
{
	const struct pb_plan_ref *what = &l->plan->refs[ref];
	char key[NAME_MOST + 64];

	if (is_trampoline_for_key(l, sec, reloc, what->name)) {
		snprintf(key, sizeof(key), KEY "%.*s", NAME_MOST,
			 what->name + strlen(TRAMPOLINE));
		return add_klp_symbol(l, what->object, key, 0);
	}
	if (!l->klp_of[ref])
		l->klp_of[ref] = add_klp_symbol(l, what->object, what->name,
						what->sympos);
	return l->klp_of[ref];
}

/* --- relocations */

/*
 * The section that gets relocations of @sec to @object for the loader; 0 with the
 * error.
 */
static uint32_t find_klp_section(const struct linker *l, uint32_t sec,
				 const char *object)
{
	char name[512];
	uint32_t klp;

	if (snprintf(name, sizeof(name), ".klp.rela.%s.%s",
		     object ? object : "vmlinux",
		     l->ko->secs[sec].name) >= (int)sizeof(name)) {
		sc_fail(l->err, "%.200s: a section has too long a name: %.128s",
			l->ko->path, l->ko->secs[sec].name);
		return 0;
	}
	for (klp = 1; klp < l->ko->nsecs; klp++)
		if (l->ko->secs[klp].type == SHT_RELA &&
		    l->ko->secs[klp].info == sec &&
		    !strcmp(l->ko->secs[klp].name, name))
			return klp;
	klp = pb_object_add_section(
		l->ko, name, SHT_RELA,
		SHF_ALLOC | SHF_INFO_LINK | PB_SHF_RELA_LIVEPATCH, 8);
	if (klp)
		l->ko->secs[klp].info = sec;
	else
		fail_memory(l);
	return klp;
}

static int check_field(const struct linker *l, uint32_t sec,
		       const struct pb_reloc *reloc, unsigned int size)
{
	const struct pb_section *s = &l->ko->secs[sec];

	if (!size)
		return sc_fail(
			l->err,
			"%.128s: %.96s+0x%llx refers to %.128s by a relocation %s (%u), which the kernel's loader does not know; no module was made",
			l->ko->path, s->name, (unsigned long long)reloc->off,
			l->ko->syms[reloc->sym].name,
			pb_arch_x86_64.reloc_name(reloc->type), reloc->type);
	if (!s->data || s->size < size || reloc->off > s->size - size)
		return sc_fail(
			l->err,
			"%.128s: a relocation at %.128s+0x%llx leads out of its section; the module is damaged",
			l->ko->path, s->name, (unsigned long long)reloc->off);
	return 0;
}

static int move_to_loader(const struct linker *l, uint32_t sec,
			  const struct pb_reloc *reloc, size_t ref)
{
	const struct pb_plan_ref *what = &l->plan->refs[ref];
	unsigned int size = pb_arch_x86_64.loader_size(reloc->type);
	struct pb_reloc moved = *reloc;
	uint32_t klp;

	if (check_field(l, sec, reloc, size) ||
	    (what->object && pb_check_late_place(l->ko, &l->ko->secs[sec],
						 reloc, what, l->err)))
		return -1;
	moved.sym = find_klp_symbol(l, sec, reloc, ref);
	klp = moved.sym ? find_klp_section(l, sec, what->object) : 0;
	if (!klp)
		return -1;
	/* The loader refuses a place that holds anything. */
	memset(l->ko->secs[sec].data + reloc->off, 0, size);
	return pb_object_add_reloc(l->ko, klp, &moved) ? fail_memory(l) : 0;
}

static int move_to_table(struct linker *l, uint32_t sec,
			 const struct pb_reloc *reloc, size_t ref)
{
	struct pb_dynrela rela = { .sec = sec, .reloc = *reloc, .ref = ref };
	unsigned int size = pb_arch_x86_64.dynrela_size(reloc->type);

	/* A type that is not known is refused with all about it, later. */
	if (size && check_field(l, sec, reloc, size))
		return -1;
	if (size)
		memset(l->ko->secs[sec].data + reloc->off, 0, size);
	return SC_VEC_PUSH(l->relas, l->nrelas, rela) ? fail_memory(l) : 0;
}

/* Nobody relocates a section that is not loaded. */
static int move_reloc(struct linker *l, uint32_t sec,
		      const struct pb_reloc *reloc, size_t ref)
{
	if (!(l->ko->secs[sec].flags & SHF_ALLOC))
		return 0;
	return l->plan->format == PB_PLAN_KPATCH && l->plan->refs[ref].object
		       ? move_to_table(l, sec, reloc, ref)
		       : move_to_loader(l, sec, reloc, ref);
}

/* Relocations that stay keep their order. */
static int move_relocs_of(struct linker *l, uint32_t sec)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->ko->secs[sec].nrelocs; i++) {
		/* A copy: sections move when one is added. */
		struct pb_reloc reloc = l->ko->secs[sec].relocs[i];
		size_t ref = reloc.sym < l->nsyms ? l->ref_of[reloc.sym] : 0;

		if (!ref)
			l->ko->secs[sec].relocs[kept++] = reloc;
		else if (move_reloc(l, sec, &reloc, ref - 1))
			return -1;
	}
	l->ko->secs[sec].nrelocs = kept;
	return 0;
}

static int move_relocs(struct linker *l)
{
	uint32_t n = l->ko->nsecs;

	for (uint32_t i = 1; i < n; i++)
		if (!l->ko->secs[i].dead && l->ko->secs[i].type != SHT_RELA &&
		    move_relocs_of(l, i))
			return -1;
	return 0;
}

static int link_all(struct linker *l)
{
	if (find_refs(l) || move_relocs(l))
		return -1;
	if (l->plan->format == PB_PLAN_KPATCH &&
	    pb_dynrelas_write(l->ko, l->plan, l->relas, l->nrelas, l->err))
		return -1;
	for (uint32_t i = 1; i < l->nsyms; i++)
		if (l->ref_of[i])
			l->ko->syms[i].dead = true;
	return 0;
}

int pb_post_link(const struct pb_plan *plan, const char *ko_in,
		 const char *ko_out, struct sc_error *err)
{
	struct linker l = { .plan = plan, .err = err };
	int bad;

	l.ko = pb_object_read(ko_in, err);
	if (!l.ko)
		return -1;
	l.nsyms = l.ko->nsyms;
	l.ref_of = calloc(l.nsyms, sizeof(*l.ref_of));
	l.klp_of = calloc(plan->nrefs + 1, sizeof(*l.klp_of));
	if (l.ref_of && l.klp_of)
		bad = link_all(&l) || pb_object_write(l.ko, ko_out, err);
	else
		bad = fail_memory(&l);
	free(l.ref_of);
	free(l.klp_of);
	free(l.relas);
	pb_object_free(l.ko);
	return bad ? -1 : 0;
}
