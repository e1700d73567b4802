package guanka.cli.records;

import guanka.records.Attached;
import guanka.records.Checkpoint;
import guanka.records.NewDetermination;
import guanka.records.NewRuleset;
import guanka.records.RecordStore;
import guanka.records.RulesetArchive;
import guanka.records.SearchTerms;
import guanka.records.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Stores as the service leaves them, and what somebody with access to the file may do to them. */
final class Stores {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Stores() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String digest(String kjar) throws NoSuchAlgorithmException {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(kjar)));
    }

    static final Attached REPORT = kept -> Map.of("check-report", bytes("well"), "seal", bytes("sealed"));

    /** Rules that are to be kept, made from those of the parent, null for none. */
    static NewRuleset ruleset(String version, String kjar, String parent) throws NoSuchAlgorithmException {
        return new NewRuleset(
                version,
                digest(kjar),
                parent == null ? null : "1.0",
                parent == null ? null : digest(parent),
                "analyst",
                NOON,
                "note",
                null,
                bytes(kjar));
    }

    static RulesetArchive.Looked looked(String digest) throws NoSuchAlgorithmException {
        return new RulesetArchive.Looked(digest, "check-report", digest("well").substring("sha256:".length()));
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    static NewDetermination determination(int number) {
        String reference = "S-" + number;
        return new NewDetermination(
                UUID.nameUUIDFromBytes(bytes(reference)),
                NOON.plusSeconds(number),
                "trade-system",
                number % 3 == 0 ? null : "key-" + number,
                "sha256:" + "ab".repeat(32),
                "1.0",
                bytes("{\"reference\":\"" + reference + "\",\"value\":\"" + "1".repeat(number % 50) + "\"}"),
                bytes("{\"outcome\":\"FREE\",\"text\":\"" + number + " because".repeat(number % 7 == 0 ? 1500 : 20)
                        + "\"}"),
                new SearchTerms(
                        reference,
                        "FREE",
                        "NONE",
                        "2026-03-01",
                        Set.of("P/1", "Q/" + number),
                        number % 100 == 9
                                ? Set.of("Long ".repeat(60) + "one", "Long ".repeat(60) + "two")
                                : Set.of("Buyer " + number % 5)));
    }

    /** Records 1 to {@code count}: determinations, but the fifth, which is an event. */
    static void fill(RecordStore store, int count) {
        for (int number = 1; number <= count; number++) {
            if (number == 5) {
                store.log()
                        .event("SETTINGS_CHANGED", "operator", NOON, bytes("{\"a\":1}"))
                        .toCompletableFuture()
                        .join();
            } else {
                store.log().append(determination(number)).toCompletableFuture().join();
            }
        }
    }

    /**
     * A store of so many records, closed; the last two tell its shape and its checkpoint.
     *
     * @return its last checkpoint
     */
    static Checkpoint make(Path folder, int count) {
        try (RecordStore store = RecordStore.open(StoreSettings.of(folder))) {
            fill(store, count - 2);
            return store.log().checkpoint();
        }
    }

    static Path export(Path folder, Path file) throws IOException {
        try (RecordStore store = RecordStore.open(StoreSettings.of(folder))) {
            List<byte[]> lines = store.log().auditRecords(1, Integer.MAX_VALUE);
            try (var out = Files.newOutputStream(file)) {
                for (byte[] line : lines) {
                    out.write(line);
                    out.write('\n');
                }
            }
        }
        return file;
    }

    /** The hash that a record would have if it had been written as it now is. */
    static String hashOfHeader(Path file, int sequence) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT json_object('sequence', sequence, 'id', id, 'kind', kind, 'at', at, 'actor', actor,
                          'idempotencyKey', idempotency_key, 'ruleset', ruleset, 'rulesetVersion', ruleset_version,
                          'factsDigest', facts_digest, 'answerDigest', answer_digest, 'termsDigest', terms_digest,
                          'previous', previous) FROM records WHERE sequence =\s""" + sequence)) {
            row.next();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(row.getString(1))));
        }
    }

    /** What an administrator of the database could do. */
    static void sql(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
