// SPDX-License-Identifier: GPL-2.0-only
/* Names for data that has none. */
#include <elf.h>
#include <stdio.h>
#include <string.h>

#include "kpatch/builder/local_data.h"

/* What follows in the name of a section of such data; NULL: it is none. */
static const char *find_label(const struct pb_section *s)
{
	const char *dots = strstr(s->name, "..L");

	if (s->dead || !(s->flags & SHF_ALLOC) || s->flags & SHF_EXECINSTR ||
	    !dots)
		return NULL;
	return dots + strlen("..L");
}

/* The name, with a dot before the number at its end. */
static void format_name(const char *label, char *name, size_t size)
{
	size_t len = strlen(label), digits = 0;

	while (digits < len && label[len - digits - 1] >= '0' &&
	       label[len - digits - 1] <= '9')
		digits++;
	snprintf(name, size, "%.*s%s%s", (int)(len - digits), label,
		 digits ? "." : "", label + len - digits);
}

int pb_local_data_name(struct pb_object *obj, struct sc_error *err)
{
	for (uint32_t i = 1; i < obj->nsecs; i++) {
		const char *label = find_label(&obj->secs[i]);
		char name[256];

		if (!label)
			continue;
		format_name(label, name, sizeof(name));
		if (!pb_object_add_symbol(obj, name, i, 0, obj->secs[i].size,
					  STT_OBJECT, STB_LOCAL))
			return sc_fail(err, "out of memory");
	}
	return 0;
}
