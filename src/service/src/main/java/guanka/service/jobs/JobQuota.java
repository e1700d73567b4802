package guanka.service.jobs;

import guanka.records.JobTable;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;

/**
 * How much of one caller may wait, so that nobody fills the disk.
 *
 * @param jobs  that have not ended
 * @param bytes of their lines, as they are kept
 */
record JobQuota(int jobs, long bytes) {

    /** Of the room that is left so much is used before what waits is counted again: others of the same caller may come in. */
    private static final long SLICE = 16L << 20;

    /**
     * Looks when a job has just begun, which counts too.
     *
     * @throws Refusal where it is one too many
     */
    void check(JobTable.Waiting waiting) {
        if (waiting.jobs() > jobs) {
            throw refusal("the caller has " + jobs + " jobs that have not ended");
        }
        room(waiting);
    }

    /**
     * How many bytes may be kept before this is asked again.
     *
     * @throws Refusal where there is no room
     */
    long room(JobTable.Waiting waiting) {
        if (waiting.bytes() >= bytes) {
            throw refusal("lines of the caller that wait take " + bytes + " bytes or more, packed");
        }
        return Math.min(SLICE, bytes - waiting.bytes());
    }

    private static Refusal refusal(String detail) {
        return new Refusal(Problem.of(Kind.TOO_MANY_JOBS, detail));
    }
}
