package guanka.facts;

/**
 * Pairs of a measure and a finding that rules join on the thread, for whoever bounds what a decision may cost. The engine keeps all of
 * them before it tells of the first, so what asks for them counts them.
 */
public final class Joins {

    private static final ThreadLocal<Runnable> COUNTER = new ThreadLocal<>();

    private Joins() {}

    /**
     * Has each pair on this thread counted.
     *
     * @param counter runs at each pair, and may end the work by an exception; null for none
     */
    public static void count(Runnable counter) {
        if (counter == null) {
            COUNTER.remove();
        } else {
            COUNTER.set(counter);
        }
    }

    static void oneMore() {
        Runnable counter = COUNTER.get();
        if (counter != null) {
            counter.run();
        }
    }
}
