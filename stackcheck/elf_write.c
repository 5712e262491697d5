// SPDX-License-Identifier: GPL-2.0-only
/*
 * A copy of an object with sections replaced. Sections are laid out anew in
 * the order they have in the file, then the new ones, then the headers. What
 * follows the sections of a signed module is left out: the signature of the
 * original would not fit the copy.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stackcheck/elf_write.h"

/* Section contents are aligned in the file for whoever maps it. */
#define MAX_ALIGN 4096

struct place {
	uint64_t offset; /* in the original; new sections after all others */
	size_t sec;
};

static int by_offset(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return x->sec < y->sec ? -1 : x->sec > y->sec;
}

static uint64_t align_up(uint64_t at, uint64_t align)
{
	if (align & (align - 1) || align > MAX_ALIGN)
		align = MAX_ALIGN;
	return align ? (at + align - 1) & -align : at;
}

/* Give each section its offset; returns where the headers go, 0 on failure. */
static uint64_t lay_out(const struct sc_image *img, struct sc_plan *plan)
{
	struct place *order = calloc(plan->nsecs, sizeof(*order));
	uint64_t at = sizeof(Elf64_Ehdr);
	size_t i;

	if (!order)
		return 0;
	for (i = 0; i < plan->nsecs; i++) {
		order[i].sec = i;
		order[i].offset = i < img->nsecs ? plan->secs[i].sh.sh_offset
						 : UINT64_MAX;
	}
	qsort(order, plan->nsecs, sizeof(*order), by_offset);
	for (i = 0; i < plan->nsecs; i++) {
		struct sc_plan_section *sec = &plan->secs[order[i].sec];

		if (!order[i].sec)
			continue;
		if (sec->data)
			at = align_up(at, sec->sh.sh_addralign);
		sec->sh.sh_offset = at;
		if (sec->data)
			at += sec->sh.sh_size;
	}
	free(order);
	return align_up(at, 8);
}

static int write_at(int fd, const void *data, uint64_t len, uint64_t at)
{
	const char *from = data;
	ssize_t n;

	while (len) {
		n = pwrite(fd, from, len, at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		from += n;
		at += n;
		len -= n;
	}
	return 0;
}

static int write_headers(const struct sc_image *img, struct sc_plan *plan,
			 int fd, uint64_t at)
{
	Elf64_Ehdr eh = img->priv->ehdr;
	size_t i;

	eh.e_shoff = at;
	eh.e_phoff = 0;
	eh.e_phnum = 0;
	/* A count that does not fit goes to the first section header. */
	eh.e_shnum = plan->nsecs < SHN_LORESERVE ? plan->nsecs : 0;
	plan->secs[0].sh.sh_size = eh.e_shnum ? 0 : plan->nsecs;
	if (write_at(fd, &eh, sizeof(eh), 0))
		return -1;
	for (i = 0; i < plan->nsecs; i++) {
		if (write_at(fd, &plan->secs[i].sh, sizeof(Elf64_Shdr),
			     at + i * sizeof(Elf64_Shdr)))
			return -1;
	}
	return 0;
}

static int write_all(const struct sc_image *img, struct sc_plan *plan, int fd)
{
	uint64_t at = lay_out(img, plan);
	size_t i;

	if (!at)
		return -1;
	for (i = 1; i < plan->nsecs; i++) {
		const struct sc_plan_section *sec = &plan->secs[i];

		if (sec->data &&
		    write_at(fd, sec->data, sec->sh.sh_size, sec->sh.sh_offset))
			return -1;
	}
	return write_headers(img, plan, fd, at);
}

/* The mode of what is replaced, else the original's, else the usual. */
static mode_t mode_for(const struct sc_image *img, const char *out_path)
{
	struct stat st;

	if (!stat(out_path, &st))
		return st.st_mode & 0777;
	return img->priv->map ? img->priv->file.st_mode & 0777 : 0644;
}

static int write_file(const struct sc_image *img, struct sc_plan *plan,
		      const char *out_path, struct sc_error *err)
{
	char *temp;
	int fd, ret;

	if (asprintf(&temp, "%s.XXXXXX", out_path) < 0)
		return sc_image_fail(img, err, "out of memory");
	fd = mkstemp(temp);
	if (fd < 0) {
		ret = sc_fail(err, "%.256s: cannot create a file beside it: %s",
			      out_path, strerror(errno));
		free(temp);
		return ret;
	}
	ret = write_all(img, plan, fd) || fchmod(fd, mode_for(img, out_path));
	if (close(fd) || ret || rename(temp, out_path)) {
		ret = sc_fail(err, "%.256s: cannot write: %s", out_path,
			      strerror(errno));
		unlink(temp);
	}
	free(temp);
	return ret;
}

int sc_image_write_copy(struct sc_image *img, const char *out_path,
			const struct sc_new_section *secs, size_t nsecs,
			struct sc_error *err)
{
	struct sc_plan plan = { 0 };
	int ret;

	if (img->linked)
		return sc_image_fail(img, err,
				     "a linked image cannot be changed; write "
				     "a separate file for it");
	ret = sc_plan_make(img, &plan, secs, nsecs, err);
	if (!ret)
		ret = write_file(img, &plan, out_path, err);
	sc_plan_free(&plan);
	return ret;
}
