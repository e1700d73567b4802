package guanka.service.requests;

import guanka.service.problems.Refusal;
import java.util.function.Supplier;

/**
 * How many large bodies are read at once. A body becomes a tree of many times its size, and packed it may have come as a thousandth of
 * it; those that wait are in memory too, so that few may.
 */
public final class LargeReads {

    /** From here on a body is large, unpacked as it is read. */
    public static final int BYTES = 256 << 10;

    private static final Turns TURNS = new Turns(
            Runtime.getRuntime().maxMemory() < 1L << 30 ? 1 : 2, 8, 30, "as many large bodies are read as may at once");

    private LargeReads() {}

    /**
     * Reads a body, a large one when it is its turn. Not on an event loop.
     *
     * @param bytes how long it is
     * @throws Refusal where as many large ones wait as may, or the wait is too long
     */
    public static <T> T inTurn(long bytes, Supplier<T> reading) {
        return bytes < BYTES ? reading.get() : TURNS.taken(reading);
    }

    /** The same for what is under way already, such as the lines of a batch, which are bounded where they come in: it waits. */
    public static <T> T whenThereIsRoom(long bytes, Supplier<T> reading) {
        return bytes < BYTES ? reading.get() : TURNS.awaited(reading);
    }
}
