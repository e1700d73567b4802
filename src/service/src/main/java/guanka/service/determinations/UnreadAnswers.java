package guanka.service.determinations;

import java.util.concurrent.TimeUnit;

/**
 * Answers of batches that are in memory until their callers have read them. One may be hundreds of times as long as the line that it
 * answers, so how many there are room for cannot be told from the lines.
 */
final class UnreadAnswers {

    private static final long AHEAD_MOST = 8 << 20;

    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final long bytesMax;

    /** Of one batch, decided ahead of what its caller has read: batches whose callers do not read leave room for others. */
    private final long aheadMax;

    private long bytes;

    /**
     * @param bytesMax of all batches
     * @param batches  how many there may be at once
     */
    UnreadAnswers(long bytesMax, int batches) {
        this.bytesMax = bytesMax;
        aheadMax = Math.min(AHEAD_MOST, bytesMax / batches);
    }

    OfABatch ofABatch() {
        return new OfABatch();
    }

    /** Those of one batch. */
    final class OfABatch {

        private long own;
        private int partial;
        private volatile boolean ended;

        /** Whether there is room for one more that is decided ahead. */
        boolean hasRoom() {
            synchronized (UnreadAnswers.this) {
                return !ended && own < aheadMax && bytes < bytesMax;
            }
        }

        /**
         * Whether the other batches leave room for the next answer, without which this one cannot go on.
         *
         * @param waits whether it may take a while until they do
         */
        boolean awaitRoom(boolean waits) throws InterruptedException {
            synchronized (UnreadAnswers.this) {
                long end = System.nanoTime() + (waits ? WAIT_NANOS : 0);
                for (long left; !hasRoomBesideOthers() && (left = end - System.nanoTime()) > 0; ) {
                    TimeUnit.NANOSECONDS.timedWait(UnreadAnswers.this, left);
                }
                return hasRoomBesideOthers();
            }
        }

        /** Whether the other batches leave room for one more that its caller waits for. */
        boolean hasRoomBesideOthers() {
            synchronized (UnreadAnswers.this) {
                return bytes - own < bytesMax;
            }
        }

        /** Of a chunk only the first lines were decided ahead: those read once this is known are not, until it is whole. */
        void partial() {
            synchronized (UnreadAnswers.this) {
                partial++;
            }
        }

        /** A chunk that was partial is whole. */
        void whole() {
            synchronized (UnreadAnswers.this) {
                partial--;
            }
        }

        /** Whether lines may be decided ahead. */
        boolean isWhole() {
            synchronized (UnreadAnswers.this) {
                return partial == 0;
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

        boolean isEnded() {
            return ended;
        }
    }
}
