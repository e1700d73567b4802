package guanka.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.records.DeterminationLog.Erased;
import guanka.records.chain.Digests;
import java.io.IOException;
import java.util.Optional;

/** Answers of records whose facts are erased: they have the digest that was written, or the one that the erasure says. */
final class Redacted {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVENTS = "SELECT sequence, answer FROM records WHERE kind = '" + Erasure.KIND
            + "' AND sequence > ? ORDER BY sequence";

    private Redacted() {}

    /** @throws DamagedRecord where the facts are gone without an erasure, or the answer is neither */
    static StoredDetermination checked(Reader reader, StoredDetermination record) {
        if (record.facts() != null) {
            return record;
        }
        Erased erased = erasure(reader, record.sequence()).orElse(null);
        String answer = erased == null || erased.answer() != null
                ? erased == null ? null : erased.answer()
                : reader.first(
                                "SELECT answer_digest FROM records WHERE sequence = ?",
                                row -> row.getString(1),
                                record.sequence())
                        .orElse(null);
        if (!Digests.hex(record.answer()).equals(answer)) {
            throw new DamagedRecord("record " + record.sequence() + " is not what was written", null);
        }
        return record;
    }

    static Optional<Erased> erasure(Reader reader, long sequence) {
        return reader.first(EVENTS, row -> of(row.getLong(1), row.getBytes(2), sequence), sequence);
    }

    /** Null where the event is not about the record. */
    private static Erased of(long event, byte[] json, long sequence) throws DamagedRow {
        try {
            JsonNode said = JSON.readTree(json);
            for (JsonNode range : said.path("ranges")) {
                if (range.path(0).asLong() <= sequence
                        && sequence <= range.path(1).asLong()) {
                    return new Erased(
                            event,
                            said.path("answers").path(String.valueOf(sequence)).textValue());
                }
            }
            return null;
        } catch (IOException damaged) {
            throw new DamagedRow("record " + event + " is not what was written", damaged);
        }
    }
}
