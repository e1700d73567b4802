package guanka.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.Guanka;
import guanka.engine.TestRuleset;
import guanka.engine.json.CanonicalJson;
import guanka.engine.ruleset.EditedRuleset;
import guanka.workbench.impact.Flip;
import guanka.workbench.impact.Impact;
import guanka.workbench.impact.ImpactReport;
import guanka.workbench.impact.Past;
import guanka.workbench.impact.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever rows change: the job that decides what the change can touch finds what the job that decides everything finds. */
class MovesPropertiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHIPMENTS = 300;
    private static final Guanka BASE = JobsTest.base();

    private static byte[] edited(Random random) throws IOException {
        var edited = new EditedRuleset();
        int edits = 1 + random.nextInt(3);
        for (int i = 0; i < edits; i++) {
            switch (random.nextInt(4)) {
                case 0 ->
                    edited.cell(
                            "provisions.xlsx",
                            "Shares",
                            "CN-2025-61/1.1",
                            "threshold percent",
                            List.of("0.2", "5", "0").get(random.nextInt(3)));
                case 1 ->
                    edited.copy(
                            "parties.xlsx",
                            "Entries",
                            "CN_CONTROL-2025-01-001",
                            Map.of(
                                    "key",
                                    "CN_CONTROL-2026-99-00" + i,
                                    "name en",
                                    "Muster Antriebe GmbH",
                                    "country",
                                    "DE"));
                case 2 -> edited.cell("provisions.xlsx", "Ownership", ownership(random), "threshold percent", "30");
                default ->
                    edited.copy(
                            "cn-items.xlsx",
                            "Control list",
                            "CN-2023-23/3C002/02",
                            Map.of("key", "CN-2023-23/1C99" + i, "control codes", "1C998"));
            }
        }
        return edited.kjar();
    }

    private static String ownership(Random random) {
        List<String> keys = BASE.ruleset().rows(guanka.facts.rows.OwnershipRow.class).stream()
                .map(row -> row.key())
                .toList();
        return keys.get(random.nextInt(keys.size()));
    }

    private static void job(String name, Path input, Path output, Path ruleset, Path baseline) {
        var err = new java.io.ByteArrayOutputStream();
        int code = Main.run(
                new PrintStream(PrintStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                name,
                input.toString(),
                "-o",
                output.toString(),
                "--ruleset",
                ruleset.toString(),
                "--baseline",
                baseline.toString(),
                "--part-bytes",
                "40000",
                "--cores",
                "2");
        assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
    }

    /** A report without what differs by intent: how many were decided. */
    private static JsonNode report(JsonNode report) {
        ((com.fasterxml.jackson.databind.node.ObjectNode) report.path("totals")).remove("selected");
        ((com.fasterxml.jackson.databind.node.ObjectNode) report.path("totals")).remove("cases");
        ((com.fasterxml.jackson.databind.node.ObjectNode) report.path("totals")).remove("records");
        return report;
    }

    @Property(seed = "21", tries = 2, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void impact_finds_what_replay_finds(@ForAll long seed) throws IOException {
        var random = new Random(seed * 0x9E3779B97F4A7C15L);
        Path folder = Files.createTempDirectory("moves");
        Path base = Files.write(folder.resolve("base.jar"), TestRuleset.kjar());
        byte[] kjar = edited(random);
        Path draft = Files.write(folder.resolve("draft.jar"), kjar);
        List<Past> past = new ArrayList<>();
        var lines = new StringBuilder();
        List<JsonNode> cases = new ArrayList<>(JobsTest.cases());
        Collections.shuffle(cases, random);
        for (JsonNode one : cases.subList(0, SHIPMENTS)) {
            byte[] facts = one.path("shipment").toString().getBytes(StandardCharsets.UTF_8);
            try {
                BASE.read(facts);
            } catch (guanka.engine.json.RefusedShipment badInput) {
                continue;
            }
            lines.append(one.path("shipment")).append('\n');
            past.add(new Past("line-" + (past.size() + 1), Past.RECORD, facts));
        }
        Path input = Files.writeString(folder.resolve("shipments.ndjson"), lines);
        job("impact", input, folder.resolve("impact"), draft, base);
        job("replay", input, folder.resolve("replay"), draft, base);
        JsonNode selected = JSON.readTree(folder.resolve("impact/_summary.json").toFile());
        JsonNode all = JSON.readTree(folder.resolve("replay/_summary.json").toFile());
        Guanka loaded = ShippedRuleset.of(kjar, List.of(), Instant.EPOCH).guanka();
        ImpactReport here = new Impact(loaded.decisions(), BASE.decisions(), 2)
                .run(past.iterator(), past.size(), new Unheard(), () -> false);
        assertTrue(here.totals().selected() <= past.size());
        JsonNode alone = JSON.readTree(CanonicalJson.write(here));
        assertEquals(
                alone.path("totals").path("selected"), selected.path("totals").path("selected"));
        assertEquals(report(alone), report(selected), "as one process counts it");
        assertEquals(report(all), report(selected));
    }

    private static final class Unheard implements Impact.Listener {

        @Override
        public void progress(Progress progress) {}

        @Override
        public void flip(Flip flip) {}
    }
}
