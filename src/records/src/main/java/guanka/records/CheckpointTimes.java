package guanka.records;

import java.util.concurrent.TimeUnit;

/** When the writer signs a checkpoint of its own accord: after so many records, or so much time in which the chain grew. */
final class CheckpointTimes {

    private static final long RECORDS = 10_000;
    private static final long NANOS = TimeUnit.MINUTES.toNanos(5);

    private long size;
    private long at = System.nanoTime();

    CheckpointTimes(long size) {
        this.size = size;
    }

    boolean due(long now) {
        return now - size >= RECORDS || now > size && System.nanoTime() - at > NANOS;
    }

    void signed(long now) {
        size = now;
        at = System.nanoTime();
    }
}
