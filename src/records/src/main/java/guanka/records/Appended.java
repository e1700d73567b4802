package guanka.records;

import java.util.UUID;

/** What became of a determination that was to be recorded. */
public sealed interface Appended {

    /** It is recorded at this place in the chain. */
    record Recorded(long sequence) implements Appended {}

    /** The actor's key has recorded the same facts before; this is the record. */
    record Known(StoredDetermination earlier) implements Appended {}

    /** The actor's key has recorded other facts before, under this id. */
    record OtherFacts(UUID earlier) implements Appended {}
}
