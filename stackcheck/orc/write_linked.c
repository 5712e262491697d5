// SPDX-License-Identifier: GPL-2.0-only
/*
 * ORC of a linked kernel, in the room its own tables have. The kernel makes
 * its look-up table from these two when it boots, so nothing else changes.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/elf_writer/patch_in_place.h"
#include "stackcheck/orc/entry.h"
#include "stackcheck/orc/write_linked.h"

static uint32_t find_section(const struct sc_image *img, const char *name)
{
	for (uint32_t i = 1; i < img->nsecs; i++)
		if (!strcmp(img->secs[i].name, name) && img->secs[i].data)
			return i;
	return 0;
}

static uint64_t entry_address(const struct sc_image *img,
			      const struct sc_orc_entry *e)
{
	return img->secs[e->sec].addr + e->off;
}

static int by_address(const void *pa, const void *pb, void *ctx)
{
	uint64_t a = entry_address(ctx, pa), b = entry_address(ctx, pb);

	return a < b ? -1 : a > b;
}

/* Fill both tables; what is left over repeats the last entry. */
static void fill_tables(const struct sc_image *img, uint64_t table,
			const struct sc_orc_entry *entries, size_t n,
			size_t room, int32_t *ips, uint8_t *rows)
{
	for (size_t i = 0; i < room; i++) {
		const struct sc_orc_entry *e = &entries[i < n ? i : n - 1];

		ips[i] = (int32_t)(entry_address(img, e) - (table + 4 * i));
		sc_orc_pack(e, img->format, rows + 6 * i);
	}
}

/*
 * Padding between functions, where nothing ever is, may keep the row of what
 * precedes it when there is no room to say that it has none.
 */
static size_t drop_padding(const struct sc_image *img,
			   struct sc_orc_entry *entries, size_t n, size_t room)
{
	enum { PADDING = 64 }; /* bytes, at most */
	size_t kept = 0, excess = n - room;

	for (size_t i = 0; i < n; i++) {
		const struct sc_orc_entry *e = &entries[i];

		if (excess && kept && i + 1 < n &&
		    e->type == SC_ORC_TYPE_UNDEFINED && e[1].sec == e->sec &&
		    entry_address(img, e + 1) - entry_address(img, e) <=
			    PADDING) {
			excess--;
			continue;
		}
		entries[kept++] = *e;
	}
	return kept;
}

int sc_orc_write_linked(struct sc_image *img, struct sc_orc_entry *entries,
			size_t n, const char *out, struct sc_error *err)
{
	uint32_t ip = find_section(img, ".orc_unwind_ip"),
		 row = find_section(img, ".orc_unwind");
	size_t room = ip ? img->secs[ip].size / 4 : 0;
	struct sc_patch patches[2] = { { .sec = ip }, { .sec = row } };
	int32_t *ips = calloc(room + 1, 4);
	uint8_t *rows = calloc(room + 1, 6);
	int ret = -1;

	if (n)
		qsort_r(entries, n, sizeof(*entries), by_address, img);
	if (n > room)
		n = drop_padding(img, entries, n, room);
	if (!ips || !rows)
		sc_fail(err, "out of memory");
	else if (!ip || !row || img->secs[row].size != 6 * room || !n)
		sc_fail(err,
			"%s: this linked image has no room for ORC; no copy was written",
			img->path);
	else if (n > room)
		sc_fail(err,
			"%s: ORC entries needed: %zu, room: %zu; no copy was written",
			img->path, n, room);
	else
		ret = 0;
	if (!ret) {
		fill_tables(img, img->secs[ip].addr, entries, n, room, ips,
			    rows);
		patches[0].data = ips;
		patches[1].data = rows;
		ret = sc_image_write_patched(img, out, patches, 2, err);
	}
	free(ips);
	free(rows);
	return ret;
}
