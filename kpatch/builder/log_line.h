/* SPDX-License-Identifier: GPL-2.0-only */
/* What programs wrote to a log, for a message. */
#ifndef KPATCH_BUILDER_LOG_LINE_H
#define KPATCH_BUILDER_LOG_LINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Copy the first line of the file @log that names an error to @line, cut to
 * @size bytes. False: there is none.
 */
bool pb_log_error_line(const char *log, char *line, size_t size);
/* The same for the first finding of the stack checks, without the object's name. */
bool pb_log_finding_line(const char *log, char *line, size_t size);

#endif
