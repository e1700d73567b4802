package guanka.service.page.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.records.NewDetermination;
import guanka.records.RecordStore;
import guanka.records.SearchTerms;
import guanka.records.StoreSettings;
import guanka.service.page.records.Proof.Check;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The page that verifies a record says yes only where everything in it is as it was written")
class ProofTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private RecordStore store;

    @BeforeEach
    void records() {
        store = RecordStore.open(StoreSettings.of(folder));
        for (int i = 1; i <= 4; i++) {
            store.log()
                    .append(new NewDetermination(
                            new UUID(0, i),
                            NOON.plusSeconds(i),
                            "operator",
                            null,
                            "sha256:0",
                            "1.0",
                            "{\"reference\":\"S\"}".getBytes(StandardCharsets.UTF_8),
                            "{\"outcome\":\"LICENSE_REQUIRED\"}".getBytes(StandardCharsets.UTF_8),
                            new SearchTerms("S", "LICENSE_REQUIRED", null, null, Set.of("P"), Set.of("Beispiel GmbH"))))
                    .toCompletableFuture()
                    .join();
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Proof proof(int number) {
        return Proof.of(new UUID(0, number).toString(), number, store.log());
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("guanka.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> failed(Proof proof) {
        return proof.checks().stream()
                .filter(check -> !check.holds())
                .map(Check::key)
                .toList();
    }

    @Test
    void whatNobodyTouchedHolds() {
        for (int number = 1; number <= 4; number++) {
            assertTrue(proof(number).holds(), failed(proof(number)).toString());
        }
        assertEquals(8, proof(2).checks().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verify.answer | answer = CAST('{}' AS BLOB)",
                "verify.facts | facts = CAST('{}' AS BLOB)",
                "verify.terms | terms = replace(terms, 'LICENSE_REQUIRED', 'EXEMPT')",
                "verify.parties | parties = '[\"somebody else\"]'",
                "verify.parties | parties = NULL",
                "verify.erased | facts = NULL",
                "verify.erased | facts = NULL, parties = NULL",
                "verify.hash | actor = 'somebody else'",
                "verify.hash | hash = previous",
                "verify.link | previous = hash"
            })
    void whatWasChangedIsNamed(String check, String edit) throws SQLException {
        sql("UPDATE records SET " + edit + " WHERE sequence = 2");
        assertTrue(failed(proof(2)).contains(check), failed(proof(2)).toString());
    }

    @Test
    void aRecordThatTheNextDoesNotFollowIsNamed() throws SQLException {
        sql("UPDATE records SET previous = hash WHERE sequence = 3");
        assertEquals(List.of("verify.next"), failed(proof(2)));
    }

    @Test
    void factsThatAnEventErasedAreWell() {
        store.log()
                .eraseFacts(
                        NOON.plusSeconds(3),
                        "retention",
                        NOON.plusSeconds(9),
                        "old",
                        (facts, answer) -> "{}".getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
        assertTrue(proof(2).holds(), failed(proof(2)).toString());
        assertTrue(proof(2).checks().contains(new Check("verify.erased", true)));
    }
}
