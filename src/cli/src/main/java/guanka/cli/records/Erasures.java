package guanka.cli.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Which records were erased, as later records say; those are checked in their turn like any other. */
final class Erasures {

    static final String KIND = "FACTS_ERASED";

    private static final JsonMapper JSON = new JsonMapper();

    /** @param by sequence of the record that reports the erasure */
    private record Range(long last, long by) {}

    private final TreeMap<Long, Range> ranges = new TreeMap<>();

    /** Adds the erasures that a record reports; one that cannot be read adds none. */
    void add(long sequence, byte[] event) {
        try {
            for (JsonNode range : JSON.readTree(event).path("ranges")) {
                long first = range.path(0).asLong(-1);
                long last = range.path(1).asLong(-1);
                if (first > 0 && last >= first && last < sequence) {
                    ranges.putIfAbsent(first, new Range(last, sequence));
                }
            }
        } catch (IOException notJson) {
            // the record will be found bad by its digest
        }
    }

    /** Sequence of the record that reports the erasure of this one, or 0. */
    long of(long sequence) {
        Map.Entry<Long, Range> range = ranges.floorEntry(sequence);
        return range != null && range.getValue().last() >= sequence
                ? range.getValue().by()
                : 0;
    }
}
