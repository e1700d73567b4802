package guanka.service.page.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.records.DeterminationLog;
import guanka.records.StoredDetermination;
import guanka.records.chain.Digests;
import guanka.records.chain.RecordHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Whether a record is still what was written: its digests, its hash, and its link to the record before it. The service checks its
 * own record; to rely on nothing but the files, verify an export with the command line.
 *
 * @param hash   of the record
 * @param checks each with its description and result
 */
record Proof(String hash, List<Check> checks) {

    /** @param key of the words that say what is checked */
    record Check(String key, boolean holds) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HEADER = "{\"header\":";
    private static final String AFTER_HEADER = "},\"hash\":\"";

    static Proof of(StoredDetermination stored, DeterminationLog log) {
        long before = stored.sequence() - 1;
        List<byte[]> lines = before > 0 ? log.auditRecords(before, 2) : log.auditRecords(stored.sequence(), 1);
        String line = new String(lines.get(lines.size() - 1), StandardCharsets.UTF_8);
        JsonNode record = tree(line);
        JsonNode header = record.path("header");
        String previous = before > 0
                ? tree(new String(lines.get(0), StandardCharsets.UTF_8))
                        .path("hash")
                        .asText()
                : RecordHeader.NOTHING;
        String hash = record.path("hash").asText();
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(
                "verify.answer",
                digest(record.path("answer")).equals(header.path("answerDigest").asText())));
        if (!record.path("facts").isNull()) {
            checks.add(new Check(
                    "verify.facts",
                    digest(record.path("facts"))
                            .equals(header.path("factsDigest").asText())));
        }
        String written = line.substring(HEADER.length(), line.indexOf(AFTER_HEADER) + 1);
        checks.add(new Check("verify.hash", Digests.hex(written).equals(hash)));
        checks.add(new Check("verify.link", header.path("previous").asText().equals(previous)));
        checks.add(new Check(
                "verify.place", header.path("id").asText().equals(stored.id().toString())));
        return new Proof(hash, checks);
    }

    boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }

    private static String digest(JsonNode base64) {
        return Digests.hex(Base64.getDecoder().decode(base64.asText()));
    }

    private static JsonNode tree(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("an exported record is no JSON", e);
        }
    }
}
