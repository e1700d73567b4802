package guanka.service.rulesets;

import java.util.function.Function;

/** Something that is worked out once for each edition and then kept, for the active one only. */
public final class EditionCache<T> {

    private record Kept<T>(Edition edition, T value) {}

    private final Function<Edition, T> how;
    private volatile Kept<T> kept;

    public EditionCache(Function<Edition, T> how) {
        this.how = how;
    }

    public T of(Edition edition) {
        Kept<T> now = kept;
        if (now == null || now.edition != edition) {
            now = new Kept<>(edition, how.apply(edition));
            kept = now;
        }
        return now.value;
    }
}
