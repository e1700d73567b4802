package guanka.records;

/** How far a job has come. */
public enum JobState {
    /** Its lines are still coming in. */
    RECEIVING,
    /** All lines are here, none was worked on. */
    QUEUED,
    /** Some part was taken up. */
    RUNNING,
    /** Every part has its result. */
    DONE,
    /** Given up by a person. */
    CANCELLED,
    /** Its lines never came in whole. */
    FAILED;

    /** Whether it will not change any more. */
    public boolean ended() {
        return this == DONE || this == CANCELLED || this == FAILED;
    }
}
