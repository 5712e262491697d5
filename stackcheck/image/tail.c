// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is behind the last byte that the ELF headers account for. Zeros and the
 * signatures of a module may be there. Anything else, as a second object, would
 * not be read, and so it is an error.
 */
#include <string.h>

#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/tail.h"

/*
 * A signature ends with its lengths, and then the magic text:
 *   byte 3: length of the signer's name; byte 4: length of the key's name;
 *   bytes 8 to 11: length of the signature itself, high byte first.
 * What these lengths count is in front of them.
 */
#define MAGIC "~Module signature appended~\n"
#define MAGIC_LEN (sizeof(MAGIC) - 1)
#define LENGTHS 12

static void extend_end(uint64_t *end, uint64_t size, uint64_t off, uint64_t len)
{
	if (sc_in_range(off, len, size) && off + len > *end)
		*end = off + len;
}

/* The table and what it names; of no use here, and so it may be damaged. */
static void reach_segments(const struct sc_image_priv *p, uint64_t *end)
{
	uint64_t n = p->ehdr.e_phnum;

	if (p->ehdr.e_phentsize != sizeof(Elf64_Phdr) || !n)
		return;
	if (n == PN_XNUM)
		n = p->shdrs[0].sh_info;
	if (!sc_in_range(p->ehdr.e_phoff, n * sizeof(Elf64_Phdr), p->size))
		return;
	extend_end(end, p->size, p->ehdr.e_phoff, n * sizeof(Elf64_Phdr));
	for (uint64_t i = 0; i < n; i++) {
		Elf64_Phdr ph;

		memcpy(&ph, p->bytes + p->ehdr.e_phoff + i * sizeof(ph),
		       sizeof(ph));
		extend_end(end, p->size, ph.p_offset, ph.p_filesz);
	}
}

static uint64_t end_of_elf(const struct sc_image *img)
{
	const struct sc_image_priv *p = img->priv;
	uint64_t end = sizeof(Elf64_Ehdr);

	extend_end(&end, p->size, p->ehdr.e_shoff,
		   (uint64_t)img->nsecs * sizeof(Elf64_Shdr));
	reach_segments(p, &end);
	for (uint32_t i = 1; i < img->nsecs; i++) {
		const Elf64_Shdr *sh = &p->shdrs[i];

		if (sh->sh_type != SHT_NOBITS && sh->sh_type != SHT_NULL)
			extend_end(&end, p->size, sh->sh_offset, sh->sh_size);
	}
	return end;
}

static bool ends_with_magic(const uint8_t *bytes, uint64_t size)
{
	return size >= MAGIC_LEN &&
	       !memcmp(bytes + size - MAGIC_LEN, MAGIC, MAGIC_LEN);
}

/* The length of the signature at the end of @bytes, 0: it is none. */
static uint64_t signature_length(const uint8_t *bytes, uint64_t size)
{
	const uint8_t *lengths;
	uint64_t len = LENGTHS + MAGIC_LEN;

	if (size < len || !ends_with_magic(bytes, size))
		return 0;
	lengths = bytes + size - len;
	len += lengths[3];
	len += lengths[4];
	len += (uint64_t)lengths[8] << 24 | (uint64_t)lengths[9] << 16 |
	       (uint64_t)lengths[10] << 8 | lengths[11];
	return len <= size ? len : 0;
}

static int check_rest(struct sc_image *img, uint64_t end, struct sc_error *err)
{
	const uint8_t *rest = img->priv->bytes + end;
	uint64_t size = img->priv->size - end, n, at = 0;

	while ((n = signature_length(rest, size))) {
		img->has_signature = true;
		size -= n;
	}
	if (ends_with_magic(rest, size))
		return sc_image_fail(
			img, err,
			"the module signature at the end does not fit in the 0x%llx bytes from 0x%llx on; it is damaged, sign the module again",
			(unsigned long long)size, (unsigned long long)end);
	while (at < size && !rest[at])
		at++;
	if (at == size)
		return 0;
	return sc_image_fail(
		img, err,
		"0x%llx bytes at 0x%llx are behind the end of the ELF file, and would not be read; cut them off, or give each object as a file of its own",
		(unsigned long long)(size - at),
		(unsigned long long)(end + at));
}

int sc_tail_check(struct sc_image *img, struct sc_error *err)
{
	/* Behind the kernel in a boot image its relocations are packed, too. */
	return img->vmlinuz ? 0 : check_rest(img, end_of_elf(img), err);
}
