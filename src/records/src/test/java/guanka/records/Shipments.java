package guanka.records;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Determinations to record. */
final class Shipments {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    static final String DIGEST = "sha256:" + "ab".repeat(32);

    private Shipments() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A part's only answer. */
    static PartAnswers answers(String text) {
        return new PartAnswers().add(bytes(text), false);
    }

    static NewDetermination of(String reference) {
        return keyed(reference, null, "{\"reference\":\"" + reference + "\"}");
    }

    static NewDetermination keyed(String reference, String key, String facts) {
        return new NewDetermination(
                UUID.randomUUID(),
                NOON,
                "trade-system",
                key,
                DIGEST,
                "1.0",
                bytes(facts),
                bytes("{\"outcome\":\"FREE\"}"),
                new SearchTerms(
                        reference,
                        "FREE",
                        "NONE",
                        "2026-03-01",
                        Set.of("P/1", "P/2"),
                        Set.of("Beispiel GmbH", "例子公司")));
    }

    static NewDetermination at(
            String reference, Instant at, String outcome, String version, Set<String> provisions, Set<String> parties) {
        return new NewDetermination(
                UUID.randomUUID(),
                at,
                "trade-system",
                null,
                DIGEST,
                version,
                bytes("{\"reference\":\"" + reference + "\"}"),
                bytes("{\"outcome\":\"" + outcome + "\"}"),
                new SearchTerms(reference, outcome, "NONE", "2026-03-01", provisions, parties));
    }

    /** What a stage gives, or what it failed with. */
    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException why ? why : failed;
        }
    }
}
