package guanka.cli.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.cli.Run;
import guanka.records.Activator;
import guanka.records.Attached;
import guanka.records.Checkpoint;
import guanka.records.RecordStore;
import guanka.records.Redaction;
import guanka.records.RulesetArchive;
import guanka.records.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Records are verified without the service")
class VerifyRecordsTest {

    private static final int RECORDS = 300;

    @TempDir
    static Path made;

    private static Path export;
    private static Path note;
    private static Path key;

    @TempDir
    Path folder;

    private Path file;

    @BeforeAll
    static void store() throws IOException {
        Path data = made.resolve("data");
        Checkpoint checkpoint = Stores.make(data, RECORDS);
        export = Stores.export(data, made.resolve("records.ndjson"));
        note = Files.writeString(made.resolve("checkpoint"), checkpoint.note());
        key = data.resolve("keys").resolve("checkpoint.pub");
    }

    @BeforeEach
    void copy() throws IOException {
        file = Files.copy(made.resolve("data").resolve("guanka.db"), folder.resolve("copy.db"));
    }

    private Run verified() {
        return Run.of("verify-records", file.toString());
    }

    private static void assertNamed(long sequence, Run run) {
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.err().matches("(?s)record " + sequence + "\\b.*"), run::toString);
        assertFalse(run.err().contains("Exception"), run::toString);
    }

    @Test
    void recordsThatNobodyTouchedAreWell() {
        Run run = Run.of("verify-records", file.toString(), "--checkpoint", note.toString(), "--key", key.toString());
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().startsWith(RECORDS + " records are as they were written\n"), run::toString);
        Run exported =
                Run.of("verify-records", export.toString(), "--checkpoint", note.toString(), "--key", key.toString());
        assertEquals(0, exported.code(), exported::toString);
        assertEquals(
                run.out().lines().limit(3).toList(),
                exported.out().lines().limit(3).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "id;'00000000-0000-0000-0000-000000000000'",
                "kind;'OTHER'",
                "at;'2020-01-01T00:00:00.000000000Z'",
                "actor;'somebody else'",
                "actor;CAST(actor AS BLOB)",
                "idempotency_key;'other'",
                "idempotency_key;NULL",
                "ruleset;'sha256:00'",
                "ruleset_version;'2.0'",
                "facts_digest;answer_digest",
                "answer_digest;facts_digest",
                "terms_digest;facts_digest",
                "terms_digest;NULL",
                "previous;hash",
                "hash;previous",
                "terms;replace(terms, 'FREE', 'PROHIBITED')",
                "terms;NULL",
                "parties;'[]'",
                "parties;NULL",
                "facts;CAST('{}' AS BLOB)",
                "facts;CAST(facts AS TEXT)",
                "facts;NULL",
                "answer;CAST('{}' AS BLOB)",
                "answer;CAST(answer AS TEXT)",
                "answer;CAST(answer || ' ' AS BLOB)"
            })
    void anyEditedColumnIsNamed(String column, String value) throws Exception {
        Stores.sql(file, "UPDATE records SET " + column + " = " + value + " WHERE sequence = 17");
        assertNamed(17, verified());
    }

    @Test
    void anEditWithItsDigestsAndHashMadeAnewIsNamed() throws Exception {
        rewrite(17, "UPDATE records SET actor = 'somebody else' WHERE sequence = 17");
        assertNamed(17, verified());
    }

    @Test
    void anEditOfTheLastRecordWithItsHashMadeAnewIsNamed() throws Exception {
        rewrite(RECORDS, "UPDATE records SET actor = 'somebody else' WHERE sequence = " + RECORDS);
        assertNamed(RECORDS, verified());
    }

    /** Edits a record and computes its hash again, as somebody who knows the format would. */
    private void rewrite(int sequence, String edit) throws Exception {
        Stores.sql(file, edit);
        String hash = Stores.hashOfHeader(file, sequence);
        Stores.sql(file, "UPDATE records SET hash = '" + hash + "' WHERE sequence = " + sequence);
    }

    @Test
    void aChainWrittenAnewFromSomewhereOnIsFoundByTheWitnessedCheckpoint() throws Exception {
        Path other = folder.resolve("other");
        try (RecordStore store = RecordStore.open(StoreSettings.of(other))) {
            Stores.fill(store, RECORDS + 3);
        }
        Path rewritten = Stores.export(other, folder.resolve("other.ndjson"));
        assertEquals(0, Run.of("verify-records", rewritten.toString()).code());
        Run run = Run.of("verify-records", rewritten.toString(), "--checkpoint", note.toString());
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.err().contains("up to record " + (RECORDS - 1)), run::toString);
    }

    @Test
    void aDeletedRecordIsNamed() throws Exception {
        Stores.sql(file, "DELETE FROM records WHERE sequence = 17");
        assertNamed(17, verified());
    }

    @Test
    void aDeletedRecordWhosePlaceIsClosedIsNamed() throws Exception {
        Stores.sql(
                file,
                "DELETE FROM records WHERE sequence = 17",
                "UPDATE records SET sequence = sequence - 1 WHERE sequence > 17",
                "UPDATE head SET size = size - 1");
        assertNamed(17, verified());
    }

    @Test
    void swappedRecordsAreNamed() throws Exception {
        Stores.sql(
                file,
                "UPDATE records SET sequence = -1 WHERE sequence = 17",
                "UPDATE records SET sequence = 17 WHERE sequence = 23",
                "UPDATE records SET sequence = 23 WHERE sequence = -1");
        assertNamed(17, verified());
    }

    @Test
    void anInsertedRecordIsNamed() throws Exception {
        Stores.sql(
                file,
                "UPDATE records SET sequence = -sequence WHERE sequence > 17",
                "UPDATE records SET sequence = 1 - sequence WHERE sequence < 0",
                """
                INSERT INTO records SELECT 18, 'forged', kind, at, actor, 'forged', ruleset, ruleset_version, facts_digest,
                  answer_digest, terms_digest, previous, hash, terms, parties, facts, answer FROM records WHERE sequence = 17""");
        assertNamed(18, verified());
    }

    @Test
    void aRecordBehindTheHeadIsNamed() throws Exception {
        Stores.sql(file, "UPDATE head SET size = size - 1");
        assertNamed(RECORDS, verified());
    }

    @Test
    void aHeadThatCountsMoreThanThereAreIsNamedByTheFirstThatIsMissing() throws Exception {
        Stores.sql(file, "UPDATE head SET size = 512");
        assertNamed(RECORDS + 1, verified());
    }

    @Test
    void aChainCutOffBeforeTheEndOfABlockIsNamedByTheFirstThatIsMissing() throws Exception {
        Stores.sql(file, "DELETE FROM records WHERE sequence > 200");
        assertNamed(201, verified());
    }

    @Test
    void aTruncatedChainIsNamed() throws Exception {
        Stores.sql(file, "DELETE FROM records WHERE sequence > 290");
        assertNamed(291, verified());
    }

    @Test
    void aTruncationThatMovedTheHeadIsFoundByTheWitnessedCheckpoint() throws Exception {
        Path shorter = folder.resolve("shorter.ndjson");
        Files.write(shorter, Files.readAllLines(export).subList(0, 30));
        assertEquals(0, Run.of("verify-records", shorter.toString()).code());
        assertNamed(31, Run.of("verify-records", shorter.toString(), "--checkpoint", note.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM term_blocks WHERE value = 'Q/17'",
                "UPDATE term_blocks SET value = 'other' WHERE value = 'Q/17'",
                "UPDATE term_blocks SET kind = 'PARTY' WHERE value = 'S-17'",
                "UPDATE term_blocks SET block = 1 WHERE value = 'S-17'",
                "UPDATE term_blocks SET block = 0.5 WHERE value = 'S-17'",
                "UPDATE term_blocks SET places = '11' WHERE value = 'Q/17'",
                "UPDATE term_blocks SET places = '1' WHERE value = 'Q/17'",
                "UPDATE term_blocks SET places = replace(places, '0f10', '0f') WHERE value = 'FREE'",
                "INSERT INTO term_blocks VALUES ('PROVISION', 'P/99', 0, '10')"
            })
    void aSearchIndexThatSaysOtherThanTheRecordIsNamed(String edit) throws Exception {
        Stores.sql(file, edit);
        assertNamed(17, verified());
    }

    @Test
    void anIndexEntryOfARecordThatIsNotInTheIndexYetIsNamed() throws Exception {
        Stores.sql(file, "INSERT INTO term_blocks VALUES ('REFERENCE', 'S-297', 1, '28')");
        assertNamed(297, verified());
    }

    @Test
    void anIndexEntryOfARecordThatIsNotThereIsNamed() throws Exception {
        Stores.sql(file, "INSERT INTO term_blocks VALUES ('PROVISION', 'P/1', 1, '4c')");
        assertNamed(333, verified());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "zz", "1010", "1110"})
    void anIndexEntryThatNamesNoRecordIsFound(String places) throws Exception {
        Stores.sql(file, "INSERT INTO term_blocks VALUES ('PARTY', 'x', 0, '" + places + "')");
        Run run = verified();
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.err().contains("search index"), run::toString);
    }

    @Test
    void aFileWhoseSearchIndexHasARowForEachTermOfARecordIsCheckedToo() throws Exception {
        Path data = folder.resolve("data");
        try (RecordStore store = RecordStore.open(StoreSettings.of(data))) {
            Stores.fill(store, RECORDS);
        }
        file = data.resolve("guanka.db");
        for (String column : List.of("parent_digest", "authors", "report", "release_counter")) {
            Stores.sql(file, "ALTER TABLE rulesets DROP COLUMN " + column);
        }
        Stores.sql(file, "DROP TABLE term_blocks", "CREATE TABLE terms (kind TEXT, value TEXT, sequence INTEGER)", """
                INSERT INTO terms SELECT 'REFERENCE', json_extract(terms, '$.reference'), sequence FROM records WHERE terms IS NOT NULL
                UNION ALL SELECT 'OUTCOME', json_extract(terms, '$.outcome'), sequence FROM records WHERE terms IS NOT NULL
                UNION ALL SELECT 'RULESET', ruleset_version, sequence FROM records WHERE terms IS NOT NULL
                UNION ALL SELECT 'PROVISION', j.value, sequence FROM records, json_each(terms, '$.provisions') j
                UNION ALL SELECT 'PARTY', j.value, sequence FROM records, json_each(parties) j""");
        Run run = verified();
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().contains("not checked: jobs"), run::toString);
        Stores.sql(file, "DELETE FROM terms WHERE sequence = 270 AND kind = 'PARTY'");
        assertNamed(270, verified());
    }

    @Test
    void factsErasedByTheServiceAreWellAndNoOthers() throws Exception {
        Path data = folder.resolve("data");
        try (RecordStore store = RecordStore.open(StoreSettings.of(data))) {
            Stores.fill(store, 290);
            long erased = store.log()
                    .eraseFacts(
                            Stores.NOON.plusSeconds(12),
                            "officer",
                            Stores.NOON.plusSeconds(99),
                            "five years",
                            Redaction.NONE)
                    .toCompletableFuture()
                    .join();
            assertEquals(10, erased);
        }
        file = data.resolve("guanka.db");
        Run run = verified();
        assertEquals(0, run.code(), run::toString);
        Path exported = Stores.export(data, folder.resolve("erased.ndjson"));
        assertEquals(0, Run.of("verify-records", exported.toString()).code());

        Path more = Files.copy(file, folder.resolve("more.db"));
        Stores.sql(
                more,
                "UPDATE records SET facts = NULL, parties = NULL WHERE sequence = 12",
                "UPDATE term_blocks SET places = substr(places, 3) WHERE kind = 'PARTY' AND places LIKE '0b%'");
        assertNamed(12, Run.of("verify-records", more.toString()));
        Path back = Files.copy(file, folder.resolve("back.db"));
        Stores.sql(back, "UPDATE records SET facts = CAST('{}' AS BLOB) WHERE sequence = 3");
        assertNamed(3, Run.of("verify-records", back.toString()));
    }

    @Test
    void aCheckpointThatWasChangedOrSignedByAnotherIsRefused() throws Exception {
        Path forged = Files.writeString(
                folder.resolve("forged"),
                Files.readString(note).replace("\n" + (RECORDS - 1) + "\n", "\n" + (RECORDS - 2) + "\n"));
        Run run =
                Run.of("verify-records", export.toString(), "--checkpoint", forged.toString(), "--key", key.toString());
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.err().contains("is not signed by the key"), run::toString);
        Stores.make(folder.resolve("stranger"), 1);
        Path strange = folder.resolve("stranger").resolve("keys").resolve("checkpoint.pub");
        assertEquals(
                1,
                Run.of("verify-records", file.toString(), "--checkpoint", note.toString(), "--key", strange.toString())
                        .code());
    }

    @Test
    void aCheckpointInTheFileThatWasChangedIsFound() throws Exception {
        Stores.sql(file, "UPDATE checkpoints SET note = replace(note, 'guanka/', 'guanka/x')");
        assertEquals(1, verified().code());
    }

    @Test
    void whoApprovedAndActivatedIsPartOfWhatIsVerified() throws Exception {
        Path data = folder.resolve("data");
        String first = Stores.digest("one");
        String second = Stores.digest("two");
        try (RecordStore store = RecordStore.open(StoreSettings.of(data))) {
            RulesetArchive rulesets = store.rulesets();
            Stores.get(rulesets.importActive(Stores.ruleset("1.0", "one", null), Attached.NOTHING));
            Stores.get(rulesets.keep(Stores.ruleset("1.1", "two", "one"), Stores.REPORT));
            Stores.get(rulesets.approve("1.1", Stores.looked(second), "lawyer", true, Stores.NOON, "read"));
            Stores.get(rulesets.activate(
                    "1.1", second, "operator", Activator.ANYBODY, Stores.NOON, null, Stores.NOON.plusSeconds(9)));
            file = data.resolve("guanka.db");
            assertEquals(0, verified().code(), () -> verified().toString());
            Stores.get(rulesets.activate(
                    "1.1", second, "operator", Activator.ANYBODY, Stores.NOON.plusSeconds(9), null, null));
            Stores.get(rulesets.activate(
                    "1.0", first, "operator", Activator.ANYBODY, Stores.NOON.plusSeconds(10), "back", null));
            Stores.get(rulesets.keep(Stores.ruleset("1.2", "3", "one"), Stores.REPORT));
        }
        assertEquals(0, verified().code(), () -> verified().toString());
        for (String edit : List.of(
                "UPDATE rulesets SET approved_by = 'nobody' WHERE version = '1.1'",
                "UPDATE rulesets SET state = 'APPROVED', approved_by = 'analyst' WHERE version = '1.2'",
                "UPDATE rulesets SET note = 'other' WHERE version = '1.0'",
                "DELETE FROM rulesets WHERE version = '1.2'",
                "UPDATE kjars SET kjar = CAST('forged' AS BLOB) WHERE digest = '" + second + "'")) {
            Path copy = Files.copy(file, folder.resolve("rules.db"));
            Stores.sql(copy, edit);
            Run run = Run.of("verify-records", copy.toString());
            assertEquals(1, run.code(), edit + ": " + run);
            assertTrue(run.err().contains("rule"), run::toString);
            Files.delete(copy);
        }
    }

    @Test
    void theHeadIsPartOfWhatIsVerified() throws Exception {
        for (String edit : List.of("hash = 'x'", "tree = zeroblob(64)", "store = 'other'", "size = size + 1")) {
            Path copy = Files.copy(made.resolve("data").resolve("guanka.db"), folder.resolve("head.db"));
            Stores.sql(copy, "UPDATE head SET " + edit);
            Run run = Run.of("verify-records", copy.toString());
            assertEquals(1, run.code(), edit + ": " + run);
            Files.delete(copy);
        }
    }

    @Test
    void linesOfAnExportThatWereTouchedAreNamed() throws Exception {
        List<String> lines = Files.readAllLines(export);
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 16, 22);
        assertNamed(17, lines(swapped));
        List<String> deleted = new ArrayList<>(lines);
        deleted.remove(16);
        assertNamed(17, lines(deleted));
        List<String> twice = new ArrayList<>(lines);
        twice.add(17, lines.get(16));
        assertNamed(18, lines(twice));
        for (String[] edit : new String[][] {
            {"trade-system", "somebody"},
            {"\"kind\":\"DETERMINATION\"", "\"kind\":\"OTHER\""},
            {"\",\"hash\"", "\", \"hash\""},
            {"FREE", "PROHIBITED"},
            {"\"facts\":\"", "\"facts\":\"AA"},
            {"\"answer\":\"", "\"answer\":\"AAAA"}
        }) {
            List<String> edited = new ArrayList<>(lines);
            edited.set(16, edited.get(16).replace(edit[0], edit[1]));
            if (!edited.equals(lines)) {
                assertNamed(17, lines(edited));
            }
        }
    }

    private Run lines(List<String> lines) throws IOException {
        Path edited = Files.write(folder.resolve("edited.ndjson"), lines);
        return Run.of("verify-records", edited.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{}", "[]", "null", "\u0000", "{\"header\":1}"})
    void aFileThatHoldsNoRecordsIsNamed(String content) throws Exception {
        Path nonsense = Files.writeString(folder.resolve("nonsense"), content);
        Run run = Run.of("verify-records", nonsense.toString());
        assertEquals(content.isEmpty() ? 0 : 1, run.code(), run::toString);
        assertFalse(run.err().contains("Exception"), run::toString);
    }
}
