// SPDX-License-Identifier: GPL-2.0-only
/* The build-id note, by which a trust table finds its image. */
#include <string.h>

#include "stackcheck/image/build_id.h"
#include "stackcheck/image/image_priv.h"

static uint64_t align_to_4(uint64_t n)
{
	return (n + 3) & ~(uint64_t)3;
}

/* Walk the notes of one section; a damaged one ends the walk. */
static bool find_in(struct sc_image *img, const struct sc_section *sec)
{
	uint64_t at = 0;

	while (sc_in_range(at, sizeof(Elf64_Nhdr), sec->size)) {
		uint64_t name, desc;
		Elf64_Nhdr nh;

		memcpy(&nh, sec->data + at, sizeof(nh));
		name = at + sizeof(nh);
		desc = name + align_to_4(nh.n_namesz);
		if (!sc_in_range(desc, nh.n_descsz, sec->size))
			return false;
		if (nh.n_type == NT_GNU_BUILD_ID && nh.n_namesz == 4 &&
		    !memcmp(sec->data + name, ELF_NOTE_GNU, 4) && nh.n_descsz) {
			img->build_id = sec->data + desc;
			img->build_id_len = nh.n_descsz;
			return true;
		}
		at = desc + align_to_4(nh.n_descsz);
	}
	return false;
}

void sc_build_id_find(struct sc_image *img)
{
	uint32_t i;

	for (i = 1; i < img->nsecs; i++) {
		if (img->secs[i].type == SHT_NOTE && img->secs[i].data &&
		    find_in(img, &img->secs[i]))
			return;
	}
}
