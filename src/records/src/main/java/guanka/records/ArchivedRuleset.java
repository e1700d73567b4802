package guanka.records;

import java.time.Instant;

/**
 * A version of the rules, and who did what with it; the instants and names of what has not happened are null.
 *
 * @param version       name of the version
 * @param digest        of the kjar
 * @param counter       rises with every version
 * @param parentVersion that it was made from, null: none
 * @param state         how far it has come
 * @param author        who made it, or edited it last
 * @param createdAt     when it was made, or edited last
 * @param note          of the author
 * @param approvedBy    who approved it
 * @param approvedAt    when
 * @param activatedBy   who made it the one that decides
 * @param activatedAt   when, the last time
 * @param reason        why it was activated
 */
public record ArchivedRuleset(
        String version,
        String digest,
        long counter,
        String parentVersion,
        RulesetState state,
        String author,
        Instant createdAt,
        String note,
        String approvedBy,
        Instant approvedAt,
        String activatedBy,
        Instant activatedAt,
        String reason) {}
