// SPDX-License-Identifier: GPL-2.0-only
/* What all report formats share. */
#include <string.h>

#include "stackcheck/report/report.h"

const struct sc_report_ops *sc_report_find(const char *name)
{
	static const struct sc_report_ops *const formats[] = {
		&sc_report_text,
		&sc_report_json,
		&sc_report_sarif,
	};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (!strcmp(formats[i]->name, name))
			return formats[i];
	}
	return NULL;
}

void sc_report_begin(struct sc_report *report)
{
	report->ops->begin(report);
}

void sc_report_object(struct sc_report *report, const struct sc_result *res)
{
	report->objects++;
	report->functions += res->functions;
	report->instructions += res->instructions;
	report->findings += res->nfindings;
	report->errors += res->error.text[0] != '\0';
	report->ops->object(report, res);
}

int sc_report_end(struct sc_report *report)
{
	report->errors += report->unread->n;
	report->ops->end(report);
	return fflush(report->out) || ferror(report->out) ? -1 : 0;
}

size_t sc_report_shown(const struct sc_report *report,
		       const struct sc_result *res)
{
	if (report->limit && report->limit < res->nfindings)
		return report->limit;
	return res->nfindings;
}

const char *sc_severity_name(enum sc_severity severity)
{
	static const char *const names[] = {
		[SC_WARNING] = "warning",
		[SC_ERROR] = "error",
		[SC_NOTE] = "note",
	};

	return names[severity];
}
