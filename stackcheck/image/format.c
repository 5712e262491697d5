// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/image/format.h"

#include <stdio.h>
#include <string.h>

#include "stackcheck/image/format_fit.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/section_index.h"

/* Rows of which nothing can be told by how many of them make sense. */
#define FEW 4

/* --- what the image says */

/* The number behind the first @key in @s. False: there is none. */
static bool version_in(const struct sc_section *s, const char *key,
		       unsigned int *version_ret)
{
	unsigned int major, minor;
	char text[16] = "";
	const char *at = s && s->data
				 ? memmem(s->data, s->size, key, strlen(key))
				 : NULL;
	size_t left;

	if (!at)
		return false;
	at += strlen(key);
	left = s->size - (size_t)(at - (const char *)s->data);
	memcpy(text, at, left < sizeof(text) ? left : sizeof(text) - 1);
	if (sscanf(text, "%u.%u", &major, &minor) != 2 || minor > 255)
		return false;
	*version_ret = SC_FORMAT_VERSION(major, minor);
	return true;
}

static bool find_version(const struct sc_image *img, unsigned int *version_ret)
{
	if (img->linked)
		return version_in(sc_image_section(img, ".rodata"),
				  "Linux version ", version_ret);
	return version_in(sc_image_section(img, ".modinfo"),
			  "vermagic=", version_ret);
}

static const struct sc_format *by_version(const struct sc_arch *arch,
					  unsigned int version)
{
	size_t i = arch->nformats;

	while (i > 1 && arch->formats[i - 1].version > version)
		i--;
	return &arch->formats[i - 1];
}

static const struct sc_format *by_hash(const struct sc_arch *arch,
				       const uint8_t *hash)
{
	for (size_t i = arch->nformats; i--;)
		if (arch->formats[i].orc_hash &&
		    !memcmp(arch->formats[i].orc_hash, hash, SC_ORC_HASH_SIZE))
			return &arch->formats[i];
	return NULL;
}

static void hash_words(const uint8_t *hash, char *buf)
{
	for (size_t i = 0; i < 4; i++)
		sprintf(buf + 2 * i, "%02x", hash[i]);
}

static int fail_hash(const struct sc_image *img, const uint8_t *hash,
		     struct sc_error *err)
{
	char found[9], known[64] = "", one[9];
	size_t len = 0;

	hash_words(hash, found);
	for (size_t i = 0; i < img->arch->nformats; i++) {
		const struct sc_format *f = &img->arch->formats[i];

		if (!f->orc_hash)
			continue;
		hash_words(f->orc_hash, one);
		len += (size_t)snprintf(known + len, sizeof(known) - len,
					"%s%s (%s)", len ? ", " : "", one,
					f->since);
		if (len >= sizeof(known))
			break;
	}
	return sc_image_fail(
		img, err,
		".orc_header begins with %s; known are %s; it was not read",
		found, known);
}

/* --- the tables against it */

static int check_orc(const struct sc_image *img, struct sc_error *err)
{
	const struct sc_section *ip = sc_image_section(img, ".orc_unwind_ip");
	const struct sc_section *rows = sc_image_section(img, ".orc_unwind");
	struct sc_fit fit;

	if (!ip || !rows || !ip->data || !rows->data)
		return 0;
	if (rows->size % SC_ORC_ENTRY || ip->size % 4 ||
	    rows->size / SC_ORC_ENTRY != ip->size / 4)
		return sc_image_fail(
			img, err,
			".orc_unwind and .orc_unwind_ip do not match in size; the image was not read");
	fit = sc_fit_orc(rows, img->format);
	if (fit.all < FEW || fit.good * 2 >= fit.all)
		return 0;
	return sc_image_fail(
		img, err,
		".orc_unwind is not of Linux %s: rows that lead to a caller there: %zu of %zu; it was not read",
		img->format->since, fit.good, fit.all);
}

static int check_bugs(const struct sc_image *img, struct sc_error *err)
{
	for (uint32_t i = 1; i < img->nsecs; i++) {
		const struct sc_section *s = &img->secs[i];
		struct sc_bug_layout l;
		struct sc_fit fit;

		if (strcmp(s->name, "__bug_table") || !s->data || !s->size ||
		    sc_format_bugs(img, i, 0, s->size, &l))
			continue;
		fit = sc_fit_bugs(img, i, 0, s->size, &l);
		return sc_image_fail(
			img, err,
			"__bug_table is not of Linux %s: entries of %u bytes that lie on a trap there: %zu of %zu; it was not read",
			img->format->since, l.entry, fit.good, fit.all);
	}
	return 0;
}

static int check_alternatives(const struct sc_image *img, struct sc_error *err)
{
	for (uint32_t i = 1; i < img->nsecs; i++) {
		const struct sc_section *s = &img->secs[i];
		struct sc_alt_layout l;
		struct sc_fit fit;

		if (strcmp(s->name, ".altinstructions") || !s->data ||
		    !s->size || sc_format_alternatives(img, i, &l))
			continue;
		fit = sc_fit_alternatives(img, i, &l);
		return sc_image_fail(
			img, err,
			".altinstructions is not of Linux %s: entries of %u bytes that lie on code there: %zu of %zu; it was not read",
			img->format->since, l.entry, fit.good, fit.all);
	}
	return 0;
}

/* --- */

/* Nothing says the version: that which most rows and hints make sense in. */
static const struct sc_format *by_data(const struct sc_image *img)
{
	const struct sc_arch *arch = img->arch;
	const struct sc_section *rows = sc_image_section(img, ".orc_unwind");
	const struct sc_format *best = by_version(
		arch, rows ? SC_FORMAT_VERSION(6, 1) : SC_FORMAT_VERSION(6, 4));
	size_t most =
		sc_fit_orc(rows, best).good + sc_fit_hints(img, best).good;

	for (size_t i = arch->nformats; i--;) {
		const struct sc_format *f = &arch->formats[i];
		size_t good =
			sc_fit_orc(rows, f).good + sc_fit_hints(img, f).good;

		if (good > most) {
			most = good;
			best = f;
		}
	}
	return best;
}

static int choose_format(struct sc_image *img,
			 const struct sc_image_options *opt, bool *says_ret,
			 struct sc_error *err)
{
	const struct sc_section *s = sc_image_section(img, ".orc_header");
	unsigned int version = opt->version;

	*says_ret = true;
	if (s && s->data) {
		if (s->size != SC_ORC_HASH_SIZE)
			return sc_image_fail(
				img, err,
				".orc_header has %llu bytes, not %d; the image was not read",
				(unsigned long long)s->size, SC_ORC_HASH_SIZE);
		img->format = by_hash(img->arch, s->data);
		return img->format ? 0 : fail_hash(img, s->data, err);
	}
	*says_ret = find_version(img, &version) || opt->version;
	img->format = *says_ret ? by_version(img->arch, version) : by_data(img);
	return 0;
}

int sc_format_find(struct sc_image *img, const struct sc_image_options *opt,
		   struct sc_error *err)
{
	bool says;

	if (!img->arch || !img->arch->nformats)
		return 0;
	if (choose_format(img, opt, &says, err))
		return -1;
	img->format_told = says;
	return says && (check_orc(img, err) || check_bugs(img, err) ||
			check_alternatives(img, err))
		       ? -1
		       : 0;
}

bool sc_format_bugs(const struct sc_image *img, uint32_t sec, uint64_t off,
		    uint64_t end, struct sc_bug_layout *ret)
{
	const struct sc_arch *arch = img->arch;
	const struct sc_format *f = img->format;

	/* the one it should be, then those of others if it does not say */
	for (size_t k = 0; k <= arch->nformats; k++) {
		for (size_t i = 0; i < 2; i++) {
			*ret = f->bugs[i];
			if (sc_fit_is_good(
				    sc_fit_bugs(img, sec, off, end, ret)))
				return true;
		}
		if (img->format_told || k == arch->nformats)
			break;
		f = &arch->formats[k];
	}
	*ret = img->format->bugs[0];
	return false;
}

bool sc_format_alternatives(const struct sc_image *img, uint32_t sec,
			    struct sc_alt_layout *ret)
{
	const struct sc_arch *arch = img->arch;
	const struct sc_format *f = img->format;

	for (size_t k = 0; k <= arch->nformats; k++) {
		*ret = f->alternatives;
		if (sc_fit_is_good(sc_fit_alternatives(img, sec, ret)))
			return true;
		if (img->format_told || k == arch->nformats)
			break;
		f = &arch->formats[k];
	}
	*ret = img->format->alternatives;
	return false;
}
