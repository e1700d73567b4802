package guanka.service.determinations;

import java.util.concurrent.TimeUnit;

/**
 * Answers of batches that are in memory until their callers have read them. One may be hundreds of times as long as the line that it
 * answers, so how many there are room for cannot be told from the lines.
 */
final class UnreadAnswers {

    /** Of one batch, so that its next lines are decided while it reads. */
    static final long BYTES_OF_A_BATCH = 2 << 20;

    private static final long BYTES_LEAST = 16 << 20;
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final long bytesMax = Math.max(BYTES_LEAST, Runtime.getRuntime().maxMemory() / 8);
    private long bytes;

    OfABatch ofABatch() {
        return new OfABatch();
    }

    /** Those of one batch. */
    final class OfABatch {

        private long own;
        private boolean ended;

        /** Whether there is room for one more. */
        boolean hasRoom() {
            synchronized (UnreadAnswers.this) {
                return !ended && own < BYTES_OF_A_BATCH && bytes < bytesMax;
            }
        }

        /** Waits a while until the batches together leave room for the one answer that this one needs to go on. */
        boolean awaitRoom() throws InterruptedException {
            synchronized (UnreadAnswers.this) {
                long end = System.nanoTime() + WAIT_NANOS;
                for (long left; bytes >= bytesMax && (left = end - System.nanoTime()) > 0; ) {
                    TimeUnit.NANOSECONDS.timedWait(UnreadAnswers.this, left);
                }
                return bytes < bytesMax;
            }
        }

        /** One more was made. */
        void add(long more) {
            synchronized (UnreadAnswers.this) {
                if (!ended) {
                    own += more;
                    bytes += more;
                }
            }
        }

        /** So much has been written. */
        void written(long less) {
            synchronized (UnreadAnswers.this) {
                own -= less;
                bytes -= less;
                UnreadAnswers.this.notifyAll();
            }
        }

        /** None is wanted any more. */
        void end() {
            synchronized (UnreadAnswers.this) {
                ended = true;
                bytes -= own;
                own = 0;
                UnreadAnswers.this.notifyAll();
            }
        }
    }
}
