package guanka.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Turns rows into determinations. */
final class RecordReader {

    static final int COLUMNS = 11;
    static final String SELECT = """
            SELECT r.sequence, r.id, r.at, r.actor, r.idempotency_key, r.ruleset, r.ruleset_version, r.terms, r.parties, r.facts,
              r.answer""";

    private static final JsonMapper JSON = new JsonMapper();

    private RecordReader() {}

    /** A row that begins with the columns of {@link #SELECT}. */
    static StoredDetermination determination(ResultSet row) throws SQLException {
        return new StoredDetermination(
                row.getLong(1),
                UUID.fromString(row.getString(2)),
                Texts.instant(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBytes(10),
                row.getBytes(11),
                terms(row.getString(8), row.getString(9)));
    }

    /**
     * What a record is found by, exactly as it was when it was written: names that are folded twice may not be those folded once.
     *
     * @throws DamagedRow where its columns are
     */
    static List<Entry.Term> index(String terms, String parties, String rulesetVersion) throws DamagedRow {
        JsonNode json = json(terms);
        if (rulesetVersion == null) {
            throw new DamagedRow("a record has lost its ruleset", null);
        }
        return Entry.index(
                json.path("reference").textValue(),
                json.path("outcome").textValue(),
                rulesetVersion,
                texts(json.path("provisions")),
                names(parties));
    }

    private static SearchTerms terms(String terms, String parties) throws DamagedRow {
        JsonNode json = json(terms);
        return new SearchTerms(
                json.path("reference").textValue(),
                json.path("outcome").textValue(),
                json.path("reviewPolicy").textValue(),
                json.path("exportDate").textValue(),
                texts(json.path("provisions")),
                names(parties));
    }

    private static JsonNode json(String terms) throws DamagedRow {
        if (terms == null) {
            throw new DamagedRow("a record has lost its terms", null);
        }
        try {
            return JSON.readTree(terms);
        } catch (JsonProcessingException damaged) {
            throw new DamagedRow("the terms of a record are damaged", damaged);
        }
    }

    /** The names in a record's column of parties; none where they are erased. */
    static Set<String> names(String parties) throws DamagedRow {
        try {
            return parties == null ? Set.of() : texts(JSON.readTree(parties));
        } catch (JsonProcessingException damaged) {
            throw new DamagedRow("the parties of a record are damaged", damaged);
        }
    }

    private static Set<String> texts(JsonNode array) throws DamagedRow {
        Set<String> texts = new TreeSet<>();
        for (JsonNode text : array) {
            if (!text.isTextual()) {
                throw new DamagedRow("what a record is found by is no text", null);
            }
            texts.add(text.textValue());
        }
        return texts;
    }
}
