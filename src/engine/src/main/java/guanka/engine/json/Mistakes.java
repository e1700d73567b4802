package guanka.engine.json;

import guanka.facts.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects mistakes as they are met, keeps the first of them and counts the rest. A mistake that is not kept is never worded. */
final class Mistakes {

    private static final int KEPT_MAX = 200;

    private final List<FactMistake> kept = new ArrayList<>(0);
    private final Nearest nearest = new Nearest();
    private int beyond;

    void add(String pointer, Fault fault, Object... namesAndValues) {
        if (full()) {
            return;
        }
        keep(pointer, fault, fault.with(namesAndValues));
    }

    /** A word that is none of those allowed. */
    void addUnknown(String pointer, Fault fault, String found, Collection<String> allowed, String vocabulary) {
        if (full()) {
            return;
        }
        String meant = nearest.of(found, allowed);
        keep(
                pointer,
                fault,
                meant == null
                        ? fault.with("found", found, "vocabulary", vocabulary)
                        : fault.with("found", found, "vocabulary", vocabulary, "nearest", meant));
    }

    private boolean full() {
        if (kept.size() < KEPT_MAX) {
            return false;
        }
        beyond++;
        return true;
    }

    private void keep(String pointer, Fault fault, Text message) {
        kept.add(new FactMistake(pointer, fault.code(), message));
    }

    void refuseIfAny() {
        if (!kept.isEmpty()) {
            throw new RefusedShipment(kept, beyond);
        }
    }
}
