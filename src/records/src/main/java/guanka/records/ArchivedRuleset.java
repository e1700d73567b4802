package guanka.records;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A version of the rules, and who did what with it; the instants and names of what has not happened are null.
 *
 * @param version        name of the version
 * @param digest         of the kjar
 * @param counter        rises with every version
 * @param parentVersion  that it was made from, null: none
 * @param parentDigest   of the kjar of that version when it was made from it, null: none
 * @param state          how far it has come
 * @param author         who made it, or edited it last
 * @param authors        everybody who touched its content since the last approved ancestor
 * @param createdAt      when it was made, or edited last
 * @param note           of the author
 * @param approvedBy     who approved it
 * @param approvedAt     when
 * @param report         digest of the check report that was looked at for the approval
 * @param activatedBy    who made it the one that decides
 * @param activatedAt    when, the last time
 * @param reason         why it was activated
 * @param releaseCounter of the signed release that it is, null: it is none
 */
public record ArchivedRuleset(
        String version,
        String digest,
        long counter,
        String parentVersion,
        String parentDigest,
        RulesetState state,
        String author,
        SortedSet<String> authors,
        Instant createdAt,
        String note,
        String approvedBy,
        Instant approvedAt,
        String report,
        String activatedBy,
        Instant activatedAt,
        String reason,
        Long releaseCounter) {

    public ArchivedRuleset {
        authors = Collections.unmodifiableSortedSet(new TreeSet<>(authors));
    }

    /** Whether it was approved as it was under a digest, and has not been given up since: nobody counts as an author of that any longer. */
    public boolean isApprovedAs(String content) {
        return state != RulesetState.DRAFT && state != RulesetState.DISCARDED && digest.equals(content);
    }

    /** With other content, and with whoever put it there, or had a hand in it elsewhere, among the authors. */
    ArchivedRuleset edited(String newDigest, String by, Set<String> hands, Instant at, String newNote) {
        SortedSet<String> all = new TreeSet<>(authors);
        all.add(by);
        all.addAll(hands);
        return new ArchivedRuleset(
                version,
                newDigest,
                counter,
                parentVersion,
                parentDigest,
                RulesetState.DRAFT,
                by,
                all,
                Texts.kept(at),
                newNote,
                null,
                null,
                null,
                null,
                null,
                null,
                releaseCounter);
    }

    /** The same version, given up. */
    ArchivedRuleset discarded(String why) {
        return new ArchivedRuleset(
                version,
                digest,
                counter,
                parentVersion,
                parentDigest,
                RulesetState.DISCARDED,
                author,
                authors,
                createdAt,
                note,
                null,
                null,
                null,
                null,
                null,
                why,
                releaseCounter);
    }

    /** The same version as made from another; who had a hand in it stays. */
    ArchivedRuleset on(ArchivedRuleset base) {
        return new ArchivedRuleset(
                version,
                digest,
                counter,
                base.version(),
                base.digest(),
                state,
                author,
                authors,
                createdAt,
                note,
                approvedBy,
                approvedAt,
                report,
                activatedBy,
                activatedAt,
                reason,
                releaseCounter);
    }

    ArchivedRuleset approved(String by, Instant at, String looked) {
        return new ArchivedRuleset(
                version,
                digest,
                counter,
                parentVersion,
                parentDigest,
                RulesetState.APPROVED,
                author,
                authors,
                createdAt,
                note,
                by,
                Texts.kept(at),
                looked,
                null,
                null,
                null,
                releaseCounter);
    }

    ArchivedRuleset activated(String by, Instant at, String why) {
        return new ArchivedRuleset(
                version,
                digest,
                counter,
                parentVersion,
                parentDigest,
                RulesetState.ACTIVE,
                author,
                authors,
                createdAt,
                note,
                approvedBy,
                approvedAt,
                report,
                by,
                Texts.kept(at),
                why,
                releaseCounter);
    }
}
