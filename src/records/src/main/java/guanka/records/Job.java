package guanka.records;

import java.time.Instant;
import java.util.UUID;

/**
 * Many shipments that were submitted together and are decided in the background.
 *
 * @param id             of the job
 * @param state          how far it has come
 * @param actor          who submitted it
 * @param submittedAt    when
 * @param finishedAt     when it ended, null: it has not
 * @param rulesetVersion that decides, null: the one that is active
 * @param lines          of all parts that came in
 * @param parts          that came in
 * @param linesDone      of the parts that have their result
 * @param partsDone      that have their result
 * @param problems       lines that were answered with a problem
 * @param recorded       whether its determinations are recorded
 * @param kind           what its lines are
 * @param since          version with whose hits those of a screening are compared, or null
 * @param submission     digest of what was asked for and of every line, null: they have not all come in
 */
public record Job(
        UUID id,
        JobState state,
        String actor,
        Instant submittedAt,
        Instant finishedAt,
        String rulesetVersion,
        long lines,
        int parts,
        long linesDone,
        int partsDone,
        long problems,
        boolean recorded,
        JobKind kind,
        String since,
        String submission) {}
