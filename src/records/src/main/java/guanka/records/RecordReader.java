package guanka.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.records.chain.Digests;
import guanka.records.chain.RecordHeader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Turns rows into determinations. */
final class RecordReader {

    static final String SELECT = """
            SELECT r.sequence, r.id, r.kind, r.at, r.actor, r.idempotency_key, r.ruleset, r.ruleset_version, r.facts_digest,
              r.answer_digest, r.terms_digest, r.previous, r.hash, r.terms, r.parties, r.facts, r.answer""";

    /** Where the columns of {@link #SELECT} hold the digest of the facts. */
    static final int FACTS_DIGEST = 9;

    private static final JsonMapper JSON = new JsonMapper();

    private RecordReader() {}

    /**
     * A row that begins with the columns of {@link #SELECT}, each compared with its digest in the header, and the header with its
     * hash. The answer of a record whose facts are erased may be another than was given; {@link Redacted} compares it.
     *
     * @throws DamagedRow where they are not what was written
     */
    static StoredDetermination determination(ResultSet row) throws SQLException {
        RecordHeader header = header(row);
        String terms = row.getString(14);
        String parties = row.getString(15);
        byte[] facts = row.getBytes(16);
        byte[] answer = row.getBytes(17);
        String said = header.line();
        boolean whole = Digests.hex(said).equals(row.getString(13))
                && terms != null
                && answer != null
                && Digests.hex(terms).equals(header.termsDigest())
                && (facts == null
                        ? parties == null
                        : Digests.hex(facts).equals(header.factsDigest())
                                && Digests.hex(answer).equals(header.answerDigest())
                                && parties != null
                                && Entry.partiesDigest(facts, parties)
                                        .equals(json(terms).path("parties").asText()));
        if (!whole) {
            throw new DamagedRow("record " + header.sequence() + " is not what was written", null);
        }
        return new StoredDetermination(
                header.sequence(),
                id(header),
                instant(header),
                header.actor(),
                header.idempotencyKey(),
                header.ruleset(),
                header.rulesetVersion(),
                facts,
                answer,
                terms(terms, parties),
                json(terms).path("asked").textValue());
    }

    private static RecordHeader header(ResultSet row) throws SQLException {
        return new RecordHeader(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(FACTS_DIGEST),
                row.getString(10),
                row.getString(11),
                row.getString(12));
    }

    private static UUID id(RecordHeader header) throws DamagedRow {
        try {
            return UUID.fromString(header.id());
        } catch (IllegalArgumentException changed) {
            throw new DamagedRow("record " + header.sequence() + " is not what was written", changed);
        }
    }

    private static Instant instant(RecordHeader header) throws DamagedRow {
        try {
            return Texts.instant(header.at());
        } catch (DateTimeParseException changed) {
            throw new DamagedRow("record " + header.sequence() + " is not what was written", changed);
        }
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
