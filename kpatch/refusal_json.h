/* SPDX-License-Identifier: GPL-2.0-only */
/* Records as JSON, by Documentation/schema/kpatch.schema.json. */
#ifndef KPATCH_REFUSAL_JSON_H
#define KPATCH_REFUSAL_JSON_H

#include "kpatch/refusal.h"

/* As in the schema, "refusal" and "change"; null for an empty record. */
json_t *kp_refusal_json(const struct kp_record *rec);
json_t *kp_change_json(const struct kp_record *rec);

/* Its lines of blockers, as in the schema; an empty list if it has none. */
json_t *kp_blockers_json(const struct kp_record *rec);

#endif
