package guanka.cli.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which records were erased, as later records say; those are checked in their turn like any other. */
final class Erasures {

    static final String KIND = "FACTS_ERASED";

    private static final JsonMapper JSON = new JsonMapper();

    /** @param by sequence of the record that reports the erasure */
    private record Range(long last, long by) {}

    private final TreeMap<Long, Range> ranges = new TreeMap<>();

    /** Digests of answers without what they quoted, by the sequence of their record. */
    private final Map<Long, String> answers = new HashMap<>();

    /** Adds the erasures that a record reports; one that cannot be read adds none. */
    void add(long sequence, byte[] event) {
        try {
            JsonNode said = JSON.readTree(event);
            said.path("answers").fields().forEachRemaining(answer -> {
                if (answer.getKey().matches("[1-9][0-9]{0,17}") && Long.parseLong(answer.getKey()) < sequence) {
                    answers.putIfAbsent(
                            Long.parseLong(answer.getKey()), answer.getValue().textValue());
                }
            });
            for (JsonNode range : said.path("ranges")) {
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

    /** Digest that the answer of an erased record has, null where it is as it was given. */
    String answerOf(long sequence) {
        return of(sequence) > 0 ? answers.get(sequence) : null;
    }

    /** Sequence of the record that reports the erasure of this one, or 0. */
    long of(long sequence) {
        Map.Entry<Long, Range> range = ranges.floorEntry(sequence);
        return range != null && range.getValue().last() >= sequence
                ? range.getValue().by()
                : 0;
    }
}
