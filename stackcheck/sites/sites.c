// SPDX-License-Identifier: GPL-2.0-only
/* Tables of places in code. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/sites/sites.h"
#include "stackcheck/util/vec.h"

void sc_sites_free(struct sc_sites *sites)
{
	for (int i = 0; i < SC_NSITES; i++)
		free(sites->table[i].list);
	memset(sites, 0, sizeof(*sites));
}

int sc_site_add(struct sc_sites *sites, enum sc_site_table table,
		const struct sc_site *site)
{
	struct sc_site_list *to = &sites->table[table];

	return SC_VEC_PUSH(to->list, to->n, *site);
}
