package guanka.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.Guanka;
import guanka.engine.TestRuleset;
import guanka.engine.lines.LineAnswers;
import guanka.engine.ruleset.EditedRuleset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs on one machine, with two cores. */
@DisplayName("Jobs on Spark")
class JobsTest {

    private static final String AT = "2026-01-01T00:00:00Z";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    /** Shipments of the cases, between them lines that are none. */
    private static Path shipments;

    private static byte[] decided;

    /** The first of them, broken ones among them, and their answers. */
    private static Path few;

    private static byte[] fewDecided;

    private static final int FEW = 90;

    @BeforeAll
    static void decideOnTheCommandLine() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("\uFEFF" + cases().get(0).path("shipment"));
        lines.add("   ");
        for (JsonNode one : cases()) {
            lines.add(one.path("shipment").toString());
            if (lines.size() % 40 == 0) {
                lines.add("{\"exportDate\": ");
                lines.add("");
                lines.add("{\"exportDate\": \"yesterday\", \"lines\": []}\r");
                lines.add("[]");
            }
        }
        // the last line has no break
        shipments = Files.writeString(folder.resolve("shipments.ndjson"), String.join("\n", lines));
        Path out = folder.resolve("decided.ndjson");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("..", "cli", "target", "guanka.jar").toString(),
                        "decide",
                        shipments.toString(),
                        "--evaluated-at",
                        AT)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(1, process.waitFor(), "some lines are no shipments");
        decided = Files.readAllBytes(out);
        few = Files.write(folder.resolve("few.ndjson"), lines.subList(0, FEW));
        long blank = lines.subList(0, FEW).stream().filter(String::isBlank).count();
        fewDecided = new String(decided, StandardCharsets.UTF_8)
                .lines()
                .limit(FEW - blank)
                .map(line -> line + "\n")
                .reduce("", String::concat)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Of the ruleset that the jobs load, which is loaded once. */
    static List<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        try {
            for (byte[] one : base().ruleset().cases().values()) {
                cases.add(JSON.readTree(one));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return cases;
    }

    static Guanka base() {
        return ShippedRuleset.of(TestRuleset.kjar(), List.of(), Instant.EPOCH).guanka();
    }

    private static Path output(String name) {
        return folder.resolve(name);
    }

    private static String job(int code, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(args));
        if (!args[0].equals("sample")) {
            all.addAll(List.of("--cores", "2"));
        }
        int ended = Main.run(
                new java.io.PrintStream(out, true, StandardCharsets.UTF_8),
                new java.io.PrintStream(err, true, StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        String told = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
        assertEquals(code, ended, told);
        return told;
    }

    private static String decide(int code, Path input, String output, String... more) {
        List<String> args = new ArrayList<>(
                List.of("decide", input.toString(), "-o", output(output).toString()));
        args.addAll(List.of("--evaluated-at", AT));
        args.addAll(List.of(more));
        return job(code, args.toArray(String[]::new));
    }

    private static List<Path> parts(String output) throws IOException {
        try (Stream<Path> files = Files.list(output(output))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] together(String output) throws IOException {
        var all = new ByteArrayOutputStream();
        for (Path part : parts(output)) {
            if (part.toString().endsWith(".gz")) {
                try (var in = new GZIPInputStream(Files.newInputStream(part))) {
                    in.transferTo(all);
                }
            } else {
                all.write(Files.readAllBytes(part));
            }
        }
        return all.toByteArray();
    }

    private static JsonNode json(String output, String file) throws IOException {
        return JSON.readTree(output(output).resolve(file).toFile());
    }

    @Test
    void every_line_is_answered_with_the_bytes_of_the_command_line_wherever_parts_are_cut() throws IOException {
        decide(1, shipments, "small", "--part-bytes", "10007");
        decide(1, shipments, "large");
        assertTrue(parts("small").size() > 10);
        assertEquals(1, parts("large").size());
        assertArrayEquals(decided, together("small"));
        assertArrayEquals(decided, together("large"));
        long lines = 0;
        for (JsonNode part : json("small", Run.MANIFEST).path("parts")) {
            assertEquals(lines + 1, part.path("firstLine").asLong());
            lines += part.path("lines").asLong();
        }
        assertEquals(Files.readAllLines(shipments).size(), lines);
    }

    @Test
    void a_line_that_is_no_shipment_is_answered_with_a_problem_that_names_it() throws IOException {
        decide(1, few, "broken", "--part-bytes", "10000");
        List<String> given = Files.readAllLines(few);
        long problems = 0;
        for (String answer : new String(together("broken"), StandardCharsets.UTF_8).split("\n")) {
            JsonNode problem = JSON.readTree(answer);
            if (problem.has("type")) {
                problems++;
                String line = given.get(problem.path("line").asInt() - 1);
                assertEquals(
                        line.equals("{\"exportDate\": ") ? "/problems/not-json" : "/problems/invalid-facts",
                        problem.path("type").asText(),
                        line);
            }
        }
        assertTrue(problems > 3);
        assertEquals(
                problems,
                json("broken", Run.MANIFEST).path("counts").path("problems").asLong());
    }

    @Test
    void a_line_that_is_too_long_takes_no_others_with_it() throws IOException {
        String good = cases().get(0).path("shipment").toString();
        Path input = Files.writeString(
                folder.resolve("long.ndjson"),
                good + "\n" + "x".repeat(LineAnswers.LINE_BYTES + 1) + "\n" + good + "\n");
        decide(1, input, "long", "--part-bytes", "3000000");
        String[] answers = new String(together("long"), StandardCharsets.UTF_8).split("\n");
        assertEquals(3, answers.length);
        assertEquals(
                "/problems/too-large", JSON.readTree(answers[1]).path("type").asText());
        assertEquals("line-3", JSON.readTree(answers[2]).path("id").asText());
    }

    @Test
    void packed_files_go_in_and_come_out() throws IOException {
        Path packed = folder.resolve("shipments.ndjson.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(few, out);
        }
        decide(1, packed, "packed", "--format", "ndjson_gz", "--part-bytes", "10000");
        assertTrue(parts("packed").size() > 2);
        assertArrayEquals(fewDecided, together("packed"));
        assertEquals(
                packed.toUri().getPath(),
                Path.of(java.net.URI.create(json("packed", Run.MANIFEST)
                                .path("parts")
                                .path(0)
                                .path("input")
                                .asText()))
                        .toString());
        assertTrue(Files.notExists(output("packed").resolve("_staged")));
    }

    @Test
    void parquet_holds_each_answer_and_what_one_asks_first() throws IOException {
        decide(1, few, "parquet", "--format", "parquet", "--part-bytes", "10000");
        String[] answers = new String(fewDecided, StandardCharsets.UTF_8).split("\n");
        List<Row> rows = SparkSession.active()
                .read()
                .parquet(output("parquet").toString())
                .orderBy("line")
                .collectAsList();
        assertEquals(answers.length, rows.size());
        for (int i = 0; i < answers.length; i++) {
            Row row = rows.get(i);
            JsonNode answer = JSON.readTree(answers[i]);
            assertEquals(answers[i], row.getAs("answer"));
            assertEquals(answer.path("outcome").asText(null), row.getAs("outcome"));
            assertEquals(answer.path("type").asText(null), row.getAs("problem"));
            assertEquals(answer.path("range").path("atLeast").asText(null), row.getAs("atLeast"));
        }
    }

    @Test
    void shipments_of_a_parquet_column_are_those_of_the_lines() throws IOException {
        SparkSession spark = SparkSession.active();
        Path input = folder.resolve("shipments.parquet");
        Path plain = Files.writeString(
                folder.resolve("plain.ndjson"),
                cases().stream()
                        .limit(20)
                        .map(one -> one.path("shipment") + "\n")
                        .reduce("", String::concat));
        spark.read().text(plain.toString()).toDF("shipment").coalesce(1).write().parquet(input.toString());
        decide(0, plain, "of-lines");
        decide(0, input, "of-column");
        assertArrayEquals(together("of-lines"), together("of-column"));
    }

    @Test
    void columns_named_like_facts_keep_every_digit() throws IOException {
        Path input = folder.resolve("facts.parquet");
        SparkSession.active()
                .sql("select date '2025-10-20' exportDate, 'JP' exportFrom, 'DE' destination, 'REEXPORT' movement,"
                        + " array(named_struct('id', '1', 'controlCodes', array('1C905.a.4'), 'form', 'MAGNET', 'origin', 'CN',"
                        + " 'value', named_struct('amount', cast('12345678901234567890.10' as decimal(38, 2)), 'currency', 'EUR'),"
                        + " 'content', cast(array() as array<struct<origin: string>>))) lines,"
                        + " cast(null as boolean) usNexus")
                .coalesce(1)
                .write()
                .parquet(input.toString());
        Path line = Files.writeString(
                folder.resolve("facts.ndjson"),
                "{\"exportDate\":\"2025-10-20\",\"exportFrom\":\"JP\",\"destination\":\"DE\",\"movement\":\"REEXPORT\",\"lines\":[{"
                        + "\"id\":\"1\",\"controlCodes\":[\"1C905.a.4\"],\"form\":\"MAGNET\",\"origin\":\"CN\",\"value\":{\"amount\":"
                        + "\"12345678901234567890.10\",\"currency\":\"EUR\"},\"content\":[]}]}\n");
        decide(0, input, "of-facts");
        decide(0, line, "of-the-line");
        assertArrayEquals(together("of-the-line"), together("of-facts"));
    }

    @Test
    void a_binary_fraction_is_no_fact() {
        Path input = folder.resolve("double.parquet");
        SparkSession.active()
                .sql("select array(named_struct('value', named_struct('amount', cast(0.1 as double)))) lines")
                .write()
                .parquet(input.toString());
        String told = decide(2, input, "of-double");
        assertTrue(told.contains("column `lines.value.amount` is of type double"), told);
    }

    @Test
    void a_stopped_run_goes_on_with_the_parts_that_have_no_receipt() throws IOException {
        decide(1, few, "stopped", "--part-bytes", "9000");
        JsonNode whole = json("stopped", Run.MANIFEST);
        Path out = output("stopped");
        List<Path> parts = parts("stopped");
        // as a kill leaves it: no manifest, parts without receipts, one of them cut off, one still elsewhere
        Files.delete(out.resolve(Run.MANIFEST));
        FileTime before = FileTime.fromMillis(1_000_000_000_000L);
        for (int i = 0; i < parts.size(); i++) {
            Files.setLastModifiedTime(parts.get(i), before);
            if (i % 2 == 1) {
                Files.delete(out.resolve("_receipts").resolve(parts.get(i).getFileName() + ".json"));
            }
        }
        Files.write(parts.get(1), new byte[] {'{'});
        Files.createDirectories(out.resolve("_temporary"));
        Files.move(parts.get(3), out.resolve("_temporary").resolve("part-000003.ndjson.77"));
        decide(1, few, "stopped", "--part-bytes", "9000");
        assertEquals(whole, json("stopped", Run.MANIFEST));
        assertArrayEquals(fewDecided, together("stopped"));
        for (int i = 0; i < parts.size(); i++) {
            FileTime now = Files.getLastModifiedTime(parts.get(i));
            if (i % 2 == 0) {
                assertEquals(before, now, "a part with its receipt is not made again");
            } else {
                assertNotEquals(before, now);
            }
        }
        assertTrue(Files.notExists(out.resolve("_temporary")));
    }

    @Test
    void a_folder_goes_on_only_under_the_terms_under_which_it_was_begun() throws IOException {
        Path input =
                Files.writeString(folder.resolve("one.ndjson"), cases().get(0).path("shipment") + "\n");
        decide(0, input, "terms");
        String told = decide(2, input, "terms", "--format", "parquet");
        assertTrue(told.contains("the format was NDJSON"), told);
        told = decide(2, few, "terms");
        assertTrue(told.contains("the input was another"), told);
        Files.createDirectories(output("foreign"));
        Files.writeString(output("foreign").resolve("mine.txt"), "mine");
        told = decide(2, input, "foreign");
        assertTrue(told.contains("holds something else"), told);
        told = decide(2, folder.resolve("nowhere.ndjson"), "nowhere");
        assertTrue(told.contains("does not exist"), told);
    }

    @Test
    void a_ruleset_that_nobody_trusted_signed_decides_nothing() throws IOException {
        Path key = folder.resolve("other.pub");
        try {
            var pair = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Files.writeString(
                    key,
                    "-----BEGIN PUBLIC KEY-----\n"
                            + java.util.Base64.getMimeEncoder()
                                    .encodeToString(pair.getPublic().getEncoded())
                            + "\n-----END PUBLIC KEY-----\n");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        decide(1, few, "untrusted", "--trusted-key", key.toString());
        assertTrue(Files.notExists(output("untrusted")));
    }

    @Test
    void a_new_list_entry_is_found_in_a_party_archive() throws IOException {
        Path edited = folder.resolve("edited.jar");
        Files.write(
                edited,
                new EditedRuleset()
                        .copy(
                                "parties.xlsx",
                                "Entries",
                                "CN_CONTROL-2025-01-001",
                                Map.of("key", "CN_CONTROL-2026-99-001", "name en", "Redwood Hypersonics"))
                        .kjar());
        Path parties = Files.writeString(
                folder.resolve("parties.ndjson"),
                "{\"id\": \"a\", \"name\": \"Muster Antriebe GmbH\", \"country\": \"DE\"}\n"
                        + "{\"id\": \"b\", \"name\": \"Redwood Hypersonics\", \"country\": \"US\"}\n"
                        + "{\"id\": \"c\", \"nam\": \"Redwood Hypersonics\"}\n"
                        + "{\"id\": \"d\"\n"
                        + "7\n");
        Path base = folder.resolve("base.jar");
        Files.write(base, TestRuleset.kjar());
        job(
                1,
                "rescreen",
                parties.toString(),
                "-o",
                output("rescreen").toString(),
                "--ruleset",
                edited.toString(),
                "--baseline",
                base.toString());
        String[] answers = new String(together("rescreen"), StandardCharsets.UTF_8).split("\n");
        assertEquals(4, answers.length, String.join("\n", answers));
        JsonNode found = JSON.readTree(answers[0]);
        assertEquals(2, found.path("line").asInt());
        assertEquals("b", found.path("id").asText());
        assertEquals(
                "CN_CONTROL-2026-99-001",
                found.path("matches").path(0).path("entry").asText());
        assertTrue(found.path("gone").isEmpty());
        JsonNode misspelt = JSON.readTree(answers[1]);
        assertEquals(3, misspelt.path("line").asInt());
        assertEquals("/nam", misspelt.path("errors").path(0).path("pointer").asText());
        assertEquals(
                "/problems/not-json", JSON.readTree(answers[2]).path("type").asText());
        assertEquals(5, JSON.readTree(answers[3]).path("line").asInt());
    }

    @Test
    void the_sample_is_the_same_each_time_and_is_decided() throws IOException {
        job(0, "sample", output("sample-a").toString(), "--shipments", "50");
        job(0, "sample", output("sample-b").toString(), "--shipments", "50", "--packed");
        try (var in =
                new GZIPInputStream(Files.newInputStream(output("sample-b").resolve("shipments.ndjson.gz")))) {
            assertArrayEquals(Files.readAllBytes(output("sample-a").resolve("shipments.ndjson")), in.readAllBytes());
        }
        decide(0, output("sample-a").resolve("shipments.ndjson"), "of-sample");
        job(
                0,
                "rescreen",
                output("sample-a").resolve("parties.ndjson").toString(),
                "-o",
                output("of-parties").toString());
    }
}
