package guanka.tables;

/** How much memory the process was given: what a file may hold depends on it, and on nothing else of the machine. */
public final class Memory {

    /** A little less than 1 GiB, for collectors that keep a part of the heap to themselves. */
    private static final long LARGE = 880L << 20;

    private Memory() {}

    /** One of two limits: that of a process with a heap of 1 GiB or more, or that of a smaller one. */
    public static int choose(int large, int small) {
        return Runtime.getRuntime().maxMemory() >= LARGE ? large : small;
    }
}
