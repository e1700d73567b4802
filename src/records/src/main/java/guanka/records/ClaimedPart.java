package guanka.records;

import java.util.UUID;

/**
 * A part that its owner may work on until its lease ends.
 *
 * @param job            that it belongs to
 * @param actor          who submitted the job
 * @param rulesetVersion that decides, null: the one that is active
 * @param part           number, from 1
 * @param firstLine      number of its first line in the job, from 1
 * @param lines          how many it has
 * @param input          the lines
 * @param recorded       whether the determinations are recorded
 * @param kind           what the lines are
 * @param since          version with whose hits those of a screening are compared, or null
 * @param attempt        how often it was begun, this time included
 */
public record ClaimedPart(
        UUID job,
        String actor,
        String rulesetVersion,
        int part,
        long firstLine,
        int lines,
        byte[] input,
        boolean recorded,
        JobKind kind,
        String since,
        int attempt) {}
