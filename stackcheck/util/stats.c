// SPDX-License-Identifier: GPL-2.0-only
/* Where the time goes (--stats). */
#include <inttypes.h>
#include <sys/resource.h>
#include <time.h>

#include "stackcheck/util/stats.h"

uint64_t sc_stats_now(const struct sc_stats *stats)
{
	struct timespec ts;

	if (!stats)
		return 0;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

uint64_t sc_stats_add(struct sc_stats *stats, enum sc_stage stage,
		      uint64_t start)
{
	uint64_t now = sc_stats_now(stats);

	if (stats)
		stats->ns[stage] += now - start;
	return now;
}

void sc_stats_print(const struct sc_stats *stats, uint64_t elapsed_ns,
		    FILE *out)
{
	static const char *const labels[] = {
#define X(name, label) label,
		SC_STAGES(X)
#undef X
	};
	struct rusage use;

	for (int i = 0; i < SC_STAGE_COUNT; i++) {
		if (stats->ns[i])
			fprintf(out, "%-16s %10.3f s\n", labels[i],
				(double)stats->ns[i] / 1e9);
	}
	fprintf(out, "%-16s %10.3f s\n", "elapsed", (double)elapsed_ns / 1e9);
	if (stats->bytes)
		fprintf(out, "%-16s %10" PRIu64 " bytes\n", "text",
			(uint64_t)stats->bytes);
	if (!getrusage(RUSAGE_SELF, &use))
		fprintf(out, "%-16s %10ld kB\n", "peak memory", use.ru_maxrss);
}
