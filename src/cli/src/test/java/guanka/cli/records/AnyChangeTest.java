package guanka.cli.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.cli.Run;
import guanka.records.Activator;
import guanka.records.ClaimedPart;
import guanka.records.Clearance;
import guanka.records.JobTable;
import guanka.records.PartAnswers;
import guanka.records.RecordStore;
import guanka.records.RulesetArchive;
import guanka.records.StoreSettings;
import guanka.records.WatchAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long run makes more of them: {@code -Dguanka.tries=10}, with {@code -Dguanka.seed=N} for others. */
@DisplayName("Any change of any table is found")
class AnyChangeTest {

    private static final int CHANGES = 60 * Integer.getInteger("guanka.tries", 1);
    private static final long SEED = Long.getLong("guanka.seed", 20261128L);
    private static final Duration LEASE = Duration.ofMinutes(1);

    @TempDir
    static Path made;

    private static Path whole;

    @TempDir
    Path folder;

    private Path file;

    /** A store in which everything happened that can, and that was copied while it ran. */
    @BeforeAll
    static void store() throws Exception {
        Path data = made.resolve("data");
        try (RecordStore store = RecordStore.open(StoreSettings.of(data))) {
            store.log().checkpoint();
            rulesets(store.rulesets());
            jobs(store.jobs());
            clearances(store);
            Stores.fill(store, 270);
            store.log().checkpoint();
            Stores.get(store.log()
                    .eraseFacts(
                            Stores.NOON.plusSeconds(12),
                            "officer",
                            Stores.NOON.plusSeconds(99),
                            "five years",
                            (facts, answer) -> facts.length % 2 == 0 ? Stores.bytes("{}") : answer));
            store.log().checkpoint();
        }
        whole = data.resolve("guanka.db");
    }

    private static void rulesets(RulesetArchive rulesets) throws Exception {
        Stores.get(rulesets.importActive(Stores.ruleset("1.0", "one", null), Stores.REPORT));
        Stores.get(rulesets.keep(Stores.ruleset("1.1", "two", "one"), Stores.REPORT));
        Stores.get(rulesets.replaceDraft(
                "1.1",
                Stores.digest("two"),
                Stores.digest("three"),
                Stores.bytes("three"),
                "colleague",
                Set.of(),
                Stores.NOON,
                "more",
                kept -> Map.of("seal", Stores.bytes("sealed anew"))));
        rulesets.attach("1.1", "impact", Stores.bytes("{\"flipped\":0}"));
        Stores.get(rulesets.approve("1.1", Stores.looked(Stores.digest("three")), "lawyer", true, Stores.NOON, "read"));
        Stores.get(rulesets.activate(
                "1.1",
                Stores.digest("three"),
                "operator",
                Activator.ANYBODY,
                Stores.NOON,
                "from nine",
                Stores.NOON.plusSeconds(9)));
        Stores.get(rulesets.keep(Stores.ruleset("1.2", "four", "one"), Stores.REPORT));
    }

    private static void jobs(JobTable jobs) {
        for (int number = 0; number < 4; number++) {
            UUID job = new UUID(0, number);
            jobs.create(job, "trade-system", Stores.NOON.plusSeconds(number), "1.0");
            for (int part = 1; part <= 3; part++) {
                jobs.addPart(job, part, part * 2L - 1, 2, Stores.bytes("{\"part\":" + part + "}\n{}\n"));
            }
        }
        for (int number = 0; number < 3; number++) {
            jobs.close(new UUID(0, number), Stores.NOON);
        }
        for (int part = 1; part <= 5; part++) {
            ClaimedPart claimed = jobs.claimNext("worker", Stores.NOON, LEASE).orElseThrow();
            if (part < 5) {
                jobs.finishPart(
                        claimed.job(),
                        claimed.part(),
                        "worker",
                        new PartAnswers().add(Stores.bytes("answer " + part), false),
                        Stores.NOON);
            } else {
                jobs.renew(claimed.job(), claimed.part(), "worker", Stores.NOON.plusSeconds(99));
            }
        }
        jobs.cancel(new UUID(0, 2), Stores.NOON);
    }

    private static void clearances(RecordStore store) throws Exception {
        store.watches()
                .keep(
                        new UUID(1, 1),
                        "trade-system",
                        "SO-1",
                        Stores.bytes("{\"to\":\"DE\"}"),
                        new WatchAnswer("{\"outcome\":\"FREE\"}", Stores.digest("three"), "1.1", Stores.NOON, null),
                        Stores.NOON,
                        10);
        for (int number = 0; number < 3; number++) {
            UUID id = new UUID(2, number);
            store.clearances()
                    .ask(
                            Clearance.asked(
                                    id,
                                    "E-" + number,
                                    "sha256:1",
                                    "{\"party\":\"Nonsuch " + number + "\"}",
                                    LocalDate.of(2027, 1, 1),
                                    "ann",
                                    Stores.NOON),
                            10);
            if (number > 0) {
                store.clearances().approve(id, "ben", true, Stores.NOON);
            }
        }
        store.clearances().end(new UUID(2, 2), "cid", "it is the same", Stores.NOON);
    }

    @Test
    void isReported() throws Exception {
        file = Files.copy(whole, folder.resolve("copy.db"));
        Run untouched = Run.of("verify-records", file.toString());
        assertEquals(0, untouched.code(), untouched::toString);
        var random = new Random(SEED);
        Set<String> tables = new HashSet<>();
        for (int change = 0; change < CHANGES; change++) {
            Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
            String sql = change(random);
            tables.add(sql.replaceFirst("(?s)^(?:UPDATE|DELETE FROM|INSERT INTO) (\\w+).*", "$1"));
            Run run = Run.of("verify-records", file.toString());
            assertEquals(1, run.code(), "seed " + SEED + ", change " + change + ": " + sql + "\n" + run);
            assertFalse(run.err().contains("Exception"), run::toString);
        }
        assertTrue(tables.size() > 9 || CHANGES < 60, "changed were " + tables);
    }

    /** Makes a change that leaves the file another one, and says which. */
    private String change(Random random) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            List<String> tables = texts(statement, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
            while (true) {
                String table = tables.get(random.nextInt(tables.size()));
                String sql = random.nextInt(12) == 0 ? planted(random, table) : edit(statement, random, table);
                List<String> before = content(statement, table);
                try {
                    statement.execute(sql);
                } catch (SQLException notPossible) {
                    continue;
                }
                if (!before.equals(content(statement, table))) {
                    return sql;
                }
            }
        }
    }

    private static String planted(Random random, String table) {
        return switch (random.nextInt(5)) {
            case 0 -> "CREATE TRIGGER planted AFTER INSERT ON " + table + " BEGIN DELETE FROM probe; END";
            case 1 -> "CREATE VIEW planted AS SELECT * FROM " + table;
            case 2 -> "CREATE TABLE planted AS SELECT * FROM " + table;
            case 3 -> "DROP TABLE " + table;
            default -> "ALTER TABLE " + table + " ADD COLUMN planted";
        };
    }

    private static String edit(Statement statement, Random random, String table) throws SQLException {
        List<String> columns = texts(statement, "SELECT name FROM pragma_table_info('" + table + "')");
        List<String> keys = texts(statement, "SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0");
        int rows = Integer.parseInt(
                texts(statement, "SELECT count(*) FROM " + table).get(0));
        if (rows == 0) {
            return "INSERT INTO " + table + " VALUES (" + "1, ".repeat(columns.size() - 1) + "1)";
        }
        String row = " LIMIT 1 OFFSET " + random.nextInt(rows);
        String where =
                "(" + String.join(", ", keys) + ") = (SELECT " + String.join(", ", keys) + " FROM " + table + row + ")";
        String column = columns.get(random.nextInt(columns.size()));
        return switch (random.nextInt(6)) {
            case 0 -> "DELETE FROM " + table + " WHERE " + where;
            case 1 ->
                "INSERT INTO " + table + " SELECT "
                        + String.join(", ", columns)
                                .replaceFirst("\\b" + keys.get(0) + "\\b", value(random, keys.get(0)))
                        + " FROM " + table + " WHERE " + where;
            default -> "UPDATE " + table + " SET " + column + " = " + value(random, column) + " WHERE " + where;
        };
    }

    private static String value(Random random, String column) {
        return switch (random.nextInt(10)) {
            case 0 -> "NULL";
            case 1 -> column + " + 1";
            case 2 -> "CAST(" + column + " AS BLOB)";
            case 3 -> "CAST(" + column + " AS TEXT)";
            case 4 -> column + " || 'x'";
            case 5 -> "CAST(" + column + " || ' ' AS BLOB)";
            case 6 -> "''";
            case 7 -> "0.5";
            case 8 -> "zeroblob(" + random.nextInt(40) + ")";
            default -> "'" + random.nextInt() + "'";
        };
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    private static List<String> content(Statement statement, String table) throws SQLException {
        List<String> content =
                texts(statement, "SELECT type || name || coalesce(sql, '') FROM sqlite_master ORDER BY 1");
        List<String> columns =
                texts(statement, "SELECT 'quote(' || name || ')' FROM pragma_table_info('" + table + "')");
        if (!columns.isEmpty()) {
            content.addAll(texts(
                    statement, "SELECT " + String.join(" || ',' || ", columns) + " FROM " + table + " ORDER BY 1"));
        }
        return content;
    }
}
