package guanka.cli.records;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.cli.terminal.Inputs;
import guanka.cli.terminal.JsonLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/** Records as the service exports them, one a line. */
final class ExportedRecords {

    private static final int LINE_BYTES = 256 << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;

    ExportedRecords(Path file) {
        this.file = file;
    }

    /** What is done with one record. */
    private interface Each {
        void with(ClaimedRecord record) throws BadRecord;
    }

    Erasures erasures() throws IOException {
        var erasures = new Erasures();
        try {
            each(record -> {
                if (Erasures.KIND.equals(record.kind())) {
                    erasures.add(record.sequence(), record.answer());
                }
            });
        } catch (BadRecord malformed) {
            // the check will come to it
        }
        return erasures;
    }

    void check(ChainCheck chain) throws IOException, BadRecord {
        each(chain::next);
    }

    private void each(Each each) throws IOException, BadRecord {
        try (InputStream in = Inputs.open(file)) {
            var lines = new JsonLines(in, LINE_BYTES);
            for (JsonLines.Line line; (line = lines.next()) != null; ) {
                each.with(record(line));
            }
        }
    }

    private static ClaimedRecord record(JsonLines.Line line) throws BadRecord {
        ClaimedRecord record;
        try {
            JsonNode json = JSON.readTree(line.bytes() == null ? new byte[0] : line.bytes());
            JsonNode header = json.path("header");
            record = new ClaimedRecord(
                    header.path("sequence").asLong(),
                    text(header, "id"),
                    text(header, "kind"),
                    text(header, "at"),
                    text(header, "actor"),
                    text(header, "idempotencyKey"),
                    text(header, "ruleset"),
                    text(header, "rulesetVersion"),
                    text(header, "factsDigest"),
                    text(header, "answerDigest"),
                    text(header, "termsDigest"),
                    text(header, "previous"),
                    text(json, "hash"),
                    text(json, "terms"),
                    text(json, "parties"),
                    bytes(json, "facts"),
                    bytes(json, "answer"));
        } catch (IOException | IllegalArgumentException notJson) {
            throw malformed(line);
        }
        if (record.answer() == null || record.previous() == null || !Arrays.equals(line(record), line.bytes())) {
            throw malformed(line);
        }
        return record;
    }

    private static BadRecord malformed(JsonLines.Line line) {
        return new BadRecord(
                line.number(), null, "line " + line.number() + " is not written as the service exports records");
    }

    /** The line as it must be, byte for byte. */
    private static byte[] line(ClaimedRecord record) {
        return CanonicalText.bytes("{\"header\":" + record.header() + ",\"hash\":" + CanonicalText.quoted(record.hash())
                + ",\"terms\":" + CanonicalText.quoted(record.terms()) + ",\"parties\":"
                + CanonicalText.quoted(record.parties()) + ",\"facts\":" + base64(record.facts()) + ",\"answer\":"
                + base64(record.answer()) + "}");
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? "null" : "\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).textValue();
    }

    private static byte[] bytes(JsonNode json, String name) {
        String text = text(json, name);
        return text == null ? null : Base64.getDecoder().decode(text);
    }
}
