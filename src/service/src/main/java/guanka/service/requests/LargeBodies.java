package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of what comes in is in memory at once. What is small always has room, so that whoever sends large bodies slowly holds up
 * large ones alone.
 */
final class LargeBodies {

    /** Of each body so much is free: all connections together hold no more than the rest does. */
    private static final int SMALL_BODY = 16 << 10;

    private static final long BYTES_MAX = 64L << 20;

    private static final AtomicLong COLLECTED = new AtomicLong();

    /** Of a line so much is free: far fewer bodies of lines are read at once than there are connections. */
    static final int SMALL_LINE = 256 << 10;

    private static final int LARGE_LINES_MAX = 4;
    private static final long WAIT_S = 60;
    private static final Semaphore LARGE_LINES = new Semaphore(LARGE_LINES_MAX, true);

    private LargeBodies() {}

    /** What one body has in memory; used by one thread at a time. */
    static final class Share {

        private long bytes;
        private long counted;

        /** @throws Refusal where there is no room for more of a body that is no longer small */
        void add(int more) {
            bytes += more;
            long beyond = Math.max(0, bytes - SMALL_BODY) - counted;
            if (COLLECTED.addAndGet(beyond) > BYTES_MAX) {
                COLLECTED.addAndGet(-beyond);
                throw new Refusal(Problem.of(Kind.UNAVAILABLE, "as many large bodies come in as may at once"));
            }
            counted += beyond;
        }

        /** The body is in memory no longer, or whoever has it now bounds it. Does nothing the second time. */
        void end() {
            COLLECTED.addAndGet(-counted);
            counted = 0;
            bytes = 0;
        }
    }

    /** A line that is no longer small, and may be in memory. */
    static final class Line {

        private final long begin = System.nanoTime();
    }

    /**
     * Waits until a line that is no longer small may go on.
     *
     * @param large what this gave before for the same line, or null
     * @throws IOException where it may not in time, or comes so slowly that it keeps others out
     */
    static Line goesOn(Line large) throws IOException {
        if (large != null) {
            if (System.nanoTime() - large.begin > TimeUnit.SECONDS.toNanos(WAIT_S)) {
                throw new IOException(
                        "a line of more than " + SMALL_LINE + " bytes took longer than " + WAIT_S + " seconds");
            }
            return large;
        }
        try {
            if (!LARGE_LINES.tryAcquire(WAIT_S, TimeUnit.SECONDS)) {
                throw new IOException("as many large lines come in as may at once");
            }
            return new Line();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the service stops");
        }
    }

    /** @param large of a line that has ended; null where it was small */
    static void end(Line large) {
        if (large != null) {
            LARGE_LINES.release();
        }
    }
}
