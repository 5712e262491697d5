// SPDX-License-Identifier: GPL-2.0-only
/*
 * orc_agree PATH: the trust table of an image beside the ORC it was shipped
 * with. At each place that ORC has an entry for, both tell how to find the
 * caller; prints how often they say the same, and fails if they contradict
 * each other in the same register more often than one time in ten thousand.
 */
#include <stdio.h>
#include <stdlib.h>

#include "stackcheck/analysis/open_one.h"
#include "stackcheck/image/orc_table.h"
#include "stackcheck/trust/table.h"
#include "stackcheck/trust/targets.h"
#include "stackcheck/trust/write.h"

struct tally {
	size_t same, other_way, contrary, none, no_orc;
};

static int orc_register(uint8_t reg)
{
	switch (reg) {
	case SC_ORC_REG_BP:
		return 5;
	case SC_ORC_REG_SP:
		return 4;
	default:
		return -1;
	}
}

static void compare(const struct sc_trust_hit *hit,
		    const struct sc_orc_entry *e, const char *name,
		    struct tally *t)
{
	int reg = orc_register(e->sp_reg);

	if (e->type != SC_ORC_TYPE_CALL)
		t->no_orc++;
	else if (hit->row.kind == SC_TRUST_ROW_NONE)
		t->none++;
	else if (hit->row.kind != SC_TRUST_ROW_REG || reg != hit->row.reg)
		t->other_way++;
	else if (hit->row.off == e->sp_offset)
		t->same++;
	else {
		t->contrary++;
		printf("%s+0x%x: table %d, ORC %d\n", name, e->off,
		       hit->row.off, e->sp_offset);
	}
}

static void count(const struct sc_opened *o, const struct sc_trust_table *table,
		  const struct sc_trust_target *target, struct tally *t)
{
	struct sc_orc_entry *entries = NULL;
	struct sc_trust_hit hit;
	size_t n = 0, p = 0;

	if (sc_orc_read(o->img, &entries, &n, NULL))
		return;
	for (size_t i = 0; i < n; i++) {
		const struct sc_orc_entry *e = &entries[i];

		while (p < target->npieces && target->pieces[p].sec < e->sec)
			p++;
		if (p == target->npieces || target->pieces[p].sec != e->sec)
			continue;
		if (!sc_trust_lookup(table->bytes, (uint32_t)p, e->off, &hit))
			compare(&hit, e, o->img->secs[e->sec].name, t);
	}
	free(entries);
}

static int run(struct sc_opened *o, struct tally *t, struct sc_error *err)
{
	struct sc_trust_target target;
	struct sc_trust_table table;
	int bad;

	bad = sc_trust_make(o->analysis, &o->res, NULL, &table, err);
	if (!bad && sc_trust_check(table.bytes, table.size))
		bad = sc_fail(err, "%s: the table is refused", o->img->path);
	if (!bad)
		bad = sc_trust_target_sections(o->analysis->obj, &target, err);
	if (!bad) {
		count(o, &table, &target, t);
		sc_trust_target_free(&target);
	}
	sc_trust_table_free(&table);
	return bad;
}

int main(int argc, char **argv)
{
	struct sc_check_options opt = { .mode = SC_MODE_TABLE, .jobs = 2 };
	struct sc_error err = { "" };
	struct tally t = { 0 };
	struct sc_opened o;
	int bad;

	if (argc != 2)
		return 2;
	bad = sc_opened_open(&o, argv[1], &opt, &err) || run(&o, &t, &err);
	sc_opened_close(&o);
	if (bad) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	printf("same %zu, by another register %zu, contrary %zu, no row %zu; of another type %zu\n",
	       t.same, t.other_way, t.contrary, t.none, t.no_orc);
	return t.contrary * 10000 > t.same;
}
