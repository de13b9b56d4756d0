/*
 * The list of doubts about the network.
 *
 * Private to src/walk. Must not know tables.
 */
#include "walk/findings.h"

#include "walk/grow.h"

bool lf_findings_add(lf_findings *findings, lf_finding finding)
{
    if (findings->total[finding.kind]++ >= LF_FINDINGS_KEPT)
        return true;
    if (!LF_ROOM(findings->item, findings->count, findings->capacity))
        return false;
    findings->item[findings->count++] = finding;
    return true;
}

void lf_findings_free(lf_findings *findings)
{
    free(findings->item);
    *findings = (lf_findings){0};
}

const char *lf_finding_name(lf_finding_kind kind)
{
    static const char *const name[LF_FINDING_KINDS] = {
        [LF_LONG_SEGMENT] = "long_segment",
        [LF_LEVEL_DIFFERENCE] = "level_difference",
        [LF_END_UNDER_LEVEL] = "end_at_other_level",
        [LF_UNJOINED_CROSSING] = "unjoined_crossing",
        [LF_NEAR_MISS] = "near_miss",
    };

    return name[kind];
}
