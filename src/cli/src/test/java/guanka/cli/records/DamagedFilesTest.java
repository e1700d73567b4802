package guanka.cli.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.cli.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flips bytes in a copy of the database file; the seed is told where a position is not found. */
@DisplayName("A flipped byte is found")
class DamagedFilesTest {

    private static final long SEED = 20260301L;
    private static final int RECORDS = 300;
    private static final Pattern NAMED = Pattern.compile("(?s)record ([0-9]+)\\b.*");

    @TempDir
    static Path folder;

    private static byte[] whole;
    private static Path file;

    @BeforeAll
    static void store() throws Exception {
        Stores.make(folder.resolve("data"), RECORDS);
        whole = Files.readAllBytes(folder.resolve("data").resolve("guanka.db"));
        file = folder.resolve("damaged.db");
    }

    private static Run flipped(int position, int mask) throws Exception {
        byte[] damaged = whole.clone();
        damaged[position] ^= (byte) mask;
        Files.write(file, damaged);
        return Run.of("verify-records", file.toString());
    }

    /** What can be read, in one text, whatever pages it stands on. */
    private static String content(Path database) throws Exception {
        var text = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.toUri() + "?immutable=1");
                Statement statement = connection.createStatement()) {
            for (String table : List.of(
                    "SELECT sequence, id, kind, at, actor, idempotency_key, ruleset, ruleset_version, facts_digest,"
                            + " answer_digest, terms_digest, previous, hash, terms, parties, hex(facts), hex(answer),"
                            + " typeof(facts), typeof(answer), typeof(id), typeof(actor) FROM records ORDER BY sequence",
                    "SELECT kind, value, block, places FROM term_blocks ORDER BY kind, value, block",
                    "SELECT one, store, size, hash, hex(tree) FROM head",
                    "SELECT size, note FROM checkpoints")) {
                try (ResultSet row = statement.executeQuery(table)) {
                    while (row.next()) {
                        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                            text.append(row.getString(column)).append('\n');
                        }
                    }
                }
            }
        }
        return text.toString();
    }

    @Test
    void inWhatARecordHoldsItNamesTheRecord() throws Exception {
        var random = new Random(SEED);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        for (int sequence = 1; sequence <= RECORDS; sequence += sequence < 20 ? 1 : 13) {
            if (sequence == 5) {
                continue;
            }
            String id = Stores.determination(sequence).id().toString();
            String answer = new String(Stores.determination(sequence).answer(), StandardCharsets.ISO_8859_1);
            List<int[]> places = new ArrayList<>();
            for (String part : List.of(
                    id,
                    "\"reference\":\"S-" + sequence + "\",\"value\"",
                    answer.substring(0, Math.min(250, answer.length())))) {
                for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
                    places.add(new int[] {at, part.length()});
                }
            }
            assertTrue(places.size() >= 3, "record " + sequence + " is not where it is looked for");
            for (int[] place : places) {
                int position = place[0] + random.nextInt(place[1]);
                Run run = flipped(position, 1 << random.nextInt(8));
                String where = "seed " + SEED + ", record " + sequence + ", position " + position + ": " + run;
                assertEquals(1, run.code(), where);
                Matcher named = NAMED.matcher(run.err());
                assertTrue(named.matches(), where);
                assertEquals(sequence, Integer.parseInt(named.group(1)), where);
            }
        }
    }

    @Test
    void anywhereItIsNamedOrHarmsNothing() throws Exception {
        var random = new Random(SEED);
        String content = content(folder.resolve("data").resolve("guanka.db"));
        int found = 0;
        for (int i = 0; i < 300; i++) {
            int position = random.nextInt(whole.length);
            Run run = flipped(position, 1 << random.nextInt(8));
            String where = "seed " + SEED + ", try " + i + ", position " + position + ": " + run;
            assertFalse(run.err().contains("Exception") || run.err().contains("fault of its own"), where);
            if (run.code() == 0) {
                assertEquals(content, content(file), where);
            } else {
                assertFalse(run.err().isBlank(), where);
                found++;
            }
        }
        assertTrue(found > 50, "only " + found + " were found");
    }

    @Test
    void aFileCutOffAnywhereIsFound() throws Exception {
        var random = new Random(SEED);
        for (int i = 0; i < 100; i++) {
            int length = 1 + random.nextInt(whole.length - 1);
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            Run run = Run.of("verify-records", file.toString());
            assertTrue(run.code() != 0, "seed " + SEED + ", length " + length + ": " + run);
            assertFalse(run.err().contains("Exception") || run.err().contains("fault of its own"), run::toString);
        }
    }
}
