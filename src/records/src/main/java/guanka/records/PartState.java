package guanka.records;

/**
 * How far a part of a job is.
 *
 * @param part      its number, from 1
 * @param firstLine number of its first line in the job, from 1
 * @param lines     how many lines it has
 * @param finished  whether it has its result
 * @param problems  lines that were answered with a problem
 * @param sha256    of the result, null while there is none
 */
public record PartState(int part, long firstLine, int lines, boolean finished, int problems, String sha256) {}
