/* SPDX-License-Identifier: GPL-2.0-only */
/* `stackcheck trust --dump` of tables that are there already. */
#ifndef STACKCHECK_CLI_CMD_TRUST_SHOW_H
#define STACKCHECK_CLI_CMD_TRUST_SHOW_H

#include "stackcheck/trust/dump.h"

/*
 * Print the tables in @bytes, in a file, or in a section of an image. @list:
 * with the functions that are not trusted. @path is for messages. Return an exit code, SC_EXIT_TROUBLE with @err filled.
 */
int sc_trust_dump_bytes(const char *path, bool list, struct sc_trust_view *view,
			const uint8_t *bytes, size_t size,
			struct sc_error *err);
int sc_trust_dump_file(const char *path, struct sc_error *err);
int sc_trust_dump_section(const char *path, bool list,
			  const struct sc_image *img,
			  const struct sc_section *sec, struct sc_error *err);
/* Does the file begin as tables do? */
bool sc_trust_is_table_file(const char *path);

#endif
