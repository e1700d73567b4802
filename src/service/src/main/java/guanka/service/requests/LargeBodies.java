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
 * How much of what comes in is in memory at once. What is small has room of its own, as much as all connections of HTTP/1 can fill, so
 * that whoever sends large bodies slowly holds up large ones alone.
 */
final class LargeBodies {

    /** Of each body so much is small: as many connections as there may be hold no more of it than the rest does. */
    private static final int SMALL_BODY = 16 << 10;

    private static final long BYTES_MAX = 64L << 20;

    private static final AtomicLong COLLECTED = new AtomicLong();

    /** What is small of all bodies: a connection of HTTP/2 may have a hundred of them. */
    private static final AtomicLong SMALL = new AtomicLong();

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
        private long small;

        /** @throws Refusal where there is no room for more of it */
        void add(int more) {
            bytes += more;
            small += counted(SMALL, Math.min(bytes, SMALL_BODY) - small, "as many bodies come in as may at once");
            counted += counted(
                    COLLECTED,
                    Math.max(0, bytes - SMALL_BODY) - counted,
                    "as many large bodies come in as may at once");
        }

        private static long counted(AtomicLong all, long more, String refused) {
            if (more > 0 && all.addAndGet(more) > BYTES_MAX) {
                all.addAndGet(-more);
                throw new Refusal(Problem.of(Kind.UNAVAILABLE, refused));
            }
            return more;
        }

        /** The body is in memory no longer, or whoever has it now bounds it. Does nothing the second time. */
        void end() {
            COLLECTED.addAndGet(-counted);
            SMALL.addAndGet(-small);
            counted = 0;
            small = 0;
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
