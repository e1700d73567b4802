package guanka.cli.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.cli.Run;
import guanka.records.ArchivedRuleset;
import guanka.records.RecordStore;
import guanka.records.RulesetState;
import guanka.records.Search;
import guanka.records.StoreSettings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store as the version before wrote it: rules in every state, a planned activation, records, an erasure, checkpoints, a job. */
@DisplayName("A store of an earlier shape opens, and all that it kept comes into the chain")
class EarlierShapeTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void store() throws Exception {
        file = folder.resolve("guanka.db");
        try (InputStream sql = EarlierShapeTest.class.getResourceAsStream("store-of-an-earlier-shape.sql")) {
            Stores.sql(file, new String(sql.readAllBytes(), StandardCharsets.UTF_8).split("(?<=;)\n"));
        }
    }

    private Run verified(Path store) {
        return Run.of("verify-records", store.toString());
    }

    @Test
    void isVerifiedAsFarAsItsShapeAllows() {
        Run run = verified(file);
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().contains("not checked: jobs"), run::toString);
    }

    @Test
    void keepsAllThatItHeld() {
        try (RecordStore store = RecordStore.open(StoreSettings.of(folder))) {
            assertEquals(20, store.log().search(Search.ALL, null, 100).records().size());
            assertEquals(
                    List.of(RulesetState.DRAFT, RulesetState.APPROVED, RulesetState.ACTIVE),
                    store.rulesets().list().stream().map(ArchivedRuleset::state).toList());
            ArchivedRuleset draft = store.rulesets().find("1.2").orElseThrow();
            assertEquals(Set.of("ann"), draft.authors());
            assertEquals(store.rulesets().find("1.1").orElseThrow().digest(), draft.parentDigest());
            assertEquals(7L, store.rulesets().find("1.1").orElseThrow().releaseCounter());
            assertEquals(1, store.rulesets().scheduled().size());
            assertEquals(1, store.jobs().find(new UUID(0, 1)).orElseThrow().partsDone());
            long records = store.state().records();
            store.close();
            try (RecordStore again = RecordStore.open(StoreSettings.of(folder))) {
                assertEquals(records, again.state().records(), "nothing is told twice");
            }
        }
    }

    @Test
    void cannotBeChangedUnnoticedFromThenOn() throws Exception {
        RecordStore.open(StoreSettings.of(folder)).close();
        Run whole = verified(file);
        assertEquals(0, whole.code(), whole::toString);
        assertFalse(whole.out().contains("not checked: jobs"), whole::toString);
        for (String edit : List.of(
                "UPDATE attachments SET content = CAST('8' AS BLOB) WHERE name = 'release-counter'",
                "DELETE FROM attachments WHERE name = 'seal' AND version = '1.0'",
                "DELETE FROM checkpoints",
                "UPDATE checkpoints SET at = '2026-01-01T00:00:00.000000000Z'",
                "UPDATE jobs SET actor = 'somebody else'",
                "UPDATE job_parts SET result = zeroblob(9) WHERE part = 1",
                "UPDATE job_parts SET owner = 'me' WHERE part = 2",
                "DELETE FROM kjars WHERE digest NOT IN (SELECT digest FROM rulesets)",
                "UPDATE rulesets SET authors = '[]' WHERE version = '1.2'",
                "UPDATE rulesets SET release_counter = 1 WHERE version = '1.1'",
                "UPDATE head SET store = 'other'")) {
            Path copy = Files.copy(file, folder.resolve("copy.db"));
            Stores.sql(copy, "PRAGMA foreign_keys = OFF", edit);
            Run run = verified(copy);
            assertEquals(1, run.code(), edit + ": " + run);
            Files.delete(copy);
        }
    }
}
