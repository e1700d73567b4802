package guanka.service.page.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.records.DeterminationLog;
import guanka.records.DeterminationLog.Erased;
import guanka.records.chain.Digests;
import guanka.records.chain.RecordHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Whether a record is still what was written: its digests, its hash, its links to the records before and behind it, and whether facts
 * that are gone were erased by an event. The service checks its
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

    static Proof of(String id, long sequence, DeterminationLog log) {
        long before = sequence - 1;
        List<byte[]> lines = log.auditRecords(Math.max(before, 1), before > 0 ? 3 : 2);
        String line = new String(lines.get(before > 0 ? 1 : 0), StandardCharsets.UTF_8);
        JsonNode record = tree(line);
        JsonNode header = record.path("header");
        String hash = record.path("hash").asText();
        List<Check> checks = new ArrayList<>();
        Erased erased = record.path("facts").isNull() ? log.erasureOf(sequence).orElse(null) : null;
        checks.add(new Check(
                "verify.answer",
                digest(record.path("answer"))
                        .equals(
                                erased != null && erased.answer() != null
                                        ? erased.answer()
                                        : header.path("answerDigest").asText())));
        checks.addAll(facts(record, header, erased));
        String written = line.substring(HEADER.length(), line.indexOf(AFTER_HEADER) + 1);
        checks.add(new Check("verify.hash", Digests.hex(written).equals(hash)));
        checks.add(new Check(
                "verify.link",
                header.path("previous").asText().equals(before > 0 ? hash(lines.get(0)) : RecordHeader.NOTHING)));
        byte[] next = lines.size() > (before > 0 ? 2 : 1) ? lines.get(lines.size() - 1) : null;
        if (next != null) {
            checks.add(new Check(
                    "verify.next",
                    tree(new String(next, StandardCharsets.UTF_8))
                            .at("/header/previous")
                            .asText()
                            .equals(hash)));
        }
        checks.add(new Check(
                "verify.place",
                header.path("id").asText().equals(id) && header.path("sequence").asLong() == sequence));
        return new Proof(hash, checks);
    }

    /** Facts, and what the record is found by; facts that are gone must have been erased by an event. */
    private static List<Check> facts(JsonNode record, JsonNode header, Erased erased) {
        String terms = record.path("terms").textValue();
        String parties = record.path("parties").textValue();
        Check found = new Check(
                "verify.terms",
                terms != null
                        && Digests.hex(terms).equals(header.path("termsDigest").asText()));
        if (record.path("facts").isNull()) {
            return List.of(new Check("verify.erased", erased != null && parties == null), found);
        }
        byte[] facts = Base64.getDecoder().decode(record.path("facts").asText());
        MessageDigest named = Digests.sha256();
        named.update(facts);
        named.update((byte) '\n');
        if (parties != null) {
            named.update(parties.getBytes(StandardCharsets.UTF_8));
        }
        return List.of(
                new Check(
                        "verify.facts",
                        Digests.hex(facts).equals(header.path("factsDigest").asText())),
                found,
                new Check(
                        "verify.parties",
                        parties != null
                                && terms != null
                                && HexFormat.of().formatHex(named.digest()).equals(saidParties(terms))));
    }

    /** The digest that the terms name; an empty text where they are changed so that they name none. */
    private static String saidParties(String terms) {
        try {
            return MAPPER.readTree(terms).path("parties").asText();
        } catch (IOException changed) {
            return "";
        }
    }

    private static String hash(byte[] line) {
        return tree(new String(line, StandardCharsets.UTF_8)).path("hash").asText();
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
