package guanka.workbench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.EditedRuleset;
import guanka.facts.Determination;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walkthroughs of the analyst's guide, done as they are written there. */
@DisplayName("The analyst's guide")
class AnalystsGuideTest {

    private static final Path GUIDE = Path.of("..", "..", "decision-tables", "README.md");
    private static final Pattern CODE = Pattern.compile("`([a-z-]+)`");

    private static String guide;
    private static Decisions base;

    /**
     * A walkthrough.
     *
     * @param steps    workbook, sheet, row, column, new value
     * @param says     codes of the errors and warnings that the check gives
     * @param promises case, facts that differ, answer before, answer after
     */
    private record Walkthrough(String title, List<List<String>> steps, Set<String> says, List<List<String>> promises) {}

    @BeforeAll
    static void read() throws IOException {
        guide = Files.readString(GUIDE);
        base = new Decisions(TestRuleset.get());
    }

    @AfterAll
    static void close() {
        base.close();
    }

    private static List<Walkthrough> walkthroughs() {
        String[] parts = guide.split("<!-- walkthrough -->");
        return Arrays.stream(parts).skip(1).map(AnalystsGuideTest::walkthrough).toList();
    }

    private static Walkthrough walkthrough(String text) {
        List<List<List<String>>> tables = new ArrayList<>();
        List<List<String>> table = null;
        Set<String> says = null;
        for (String line : text.strip().split("\n")) {
            if (line.startsWith("## ")) {
                break;
            }
            if (line.startsWith("The check says:")) {
                says = CODE.matcher(line)
                        .results()
                        .map(code -> code.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
            }
            if (!line.startsWith("|")) {
                table = null;
            } else if (table == null) {
                table = new ArrayList<>();
                tables.add(table);
            } else if (!line.startsWith("|-")) {
                table.add(Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        return new Walkthrough(text.strip().split("\n")[0].substring(4), tables.get(0), says, tables.get(1));
    }

    @Test
    void tellsHowToDoWhatAnalystsDo() {
        assertEquals(
                List.of(
                        "Extend a pause",
                        "Add a party to a list",
                        "Change a threshold",
                        "Add an item",
                        "Add a reading",
                        "Add a provision",
                        "Add a ban",
                        "Add a case"),
                walkthroughs().stream().map(Walkthrough::title).toList());
    }

    @Test
    void explainsEveryCodeOfTheCheckWithItsSeverity() {
        List<String> explained = guide.lines()
                .filter(line -> line.matches("\\| `[a-z-]+` \\| (ERROR|WARNING|NOTE) \\| .*"))
                .toList();
        assertEquals(
                FindingKind.all().stream()
                        .map(kind -> "| `" + kind.code() + "` | " + kind.severity() + " | "
                                + kind.meaning().en() + " |")
                        .toList(),
                explained);
    }

    @TestFactory
    Stream<DynamicTest> everyWalkthroughDoesWhatItPromises() {
        return walkthroughs().stream().map(one -> dynamicTest(one.title(), () -> walk(one)));
    }

    private static void walk(Walkthrough one) throws IOException {
        var edited = new EditedRuleset();
        for (List<String> step : one.steps()) {
            String workbook = step.get(0);
            String sheet = step.get(1);
            String key = step.get(2);
            switch (step.get(3)) {
                case "(new row)" -> edited.copy(workbook, sheet, step.get(4), Map.of("key", key));
                case "(remove row)" -> edited.without(workbook, sheet, key);
                default -> edited.cell(workbook, sheet, key, step.get(3), step.get(4));
            }
        }
        try (var draft = new Decisions(edited.load())) {
            CheckReport report = Checks.of(draft, base, LocalDate.parse("2026-09-30"));
            Set<String> said = report.findings().stream()
                    .filter(finding -> finding.severity() != Severity.NOTE)
                    .map(CheckFinding::code)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(
                    one.says(),
                    said,
                    () -> report.findings().stream()
                            .filter(finding -> finding.severity() != Severity.NOTE)
                            .map(finding -> finding.message().en())
                            .collect(Collectors.joining("\n")));
            for (List<String> promise : one.promises()) {
                assertEquals(promise.get(2), answer(promise, base), promise + " before");
                assertEquals(promise.get(3), answer(promise, draft), promise + " after");
            }
        }
    }

    /** Outcome, and after a comma the review policy where the promise names one. */
    private static String answer(List<String> promise, Decisions decisions) {
        Case published = new Replay(base)
                .cases().stream()
                        .filter(c -> c.id().equals(promise.get(0)))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no case " + promise.get(0)));
        JsonNode shipment = published.shipment().deepCopy();
        for (String fact : promise.get(1).split("; ")) {
            if (!fact.isEmpty()) {
                String[] sides = fact.split(" = ", 2);
                put((ObjectNode) shipment, sides[0], sides[1]);
            }
        }
        try {
            Determination answer = decisions.decide(new ShipmentReader(decisions.ruleset()).read(shipment));
            return answer.outcome() + (promise.get(3).contains(", ") ? ", " + answer.reviewPolicy() : "");
        } catch (RefusedShipment refused) {
            return "refused";
        }
    }

    private static void put(ObjectNode shipment, String pointer, String value) {
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode holder = shipment.at(at.head());
        if (holder.isMissingNode()) {
            holder = shipment.putObject(at.head().last().getMatchingProperty());
        }
        if (holder instanceof ArrayNode list) {
            list.set(at.last().getMatchingIndex(), list.textNode(value));
        } else {
            ((ObjectNode) holder).put(at.last().getMatchingProperty(), value);
        }
    }
}
