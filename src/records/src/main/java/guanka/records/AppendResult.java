package guanka.records;

import java.util.UUID;

/** What became of a determination that was to be recorded. */
public sealed interface AppendResult {

    /** It is recorded at this place in the chain. */
    record Recorded(long sequence) implements AppendResult {}

    /** The actor's key has recorded the same facts before; this is the record. */
    record Known(StoredDetermination earlier) implements AppendResult {}

    /** The actor's key has recorded other facts before, under this id. */
    record OtherFacts(UUID earlier) implements AppendResult {}
}
