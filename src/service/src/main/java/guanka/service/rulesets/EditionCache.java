package guanka.service.rulesets;

import java.util.function.Function;

/** Something that is worked out once for each edition. The edition keeps it: what does not decide any more is held by nothing here. */
public final class EditionCache<T> {

    private final Function<Edition, T> how;

    public EditionCache(Function<Edition, T> how) {
        this.how = how;
    }

    @SuppressWarnings("unchecked") // what is kept under this was made by it
    public T of(Edition edition) {
        Object kept = edition.workedOut().get(this);
        if (kept == null) {
            // not while the map is locked: it takes seconds, and may ask for something else that is kept
            kept = how.apply(edition);
            edition.workedOut().put(this, kept);
        }
        return (T) kept;
    }
}
