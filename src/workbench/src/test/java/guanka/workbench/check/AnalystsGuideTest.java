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
import guanka.engine.ruleset.EditedRuleset;
import guanka.facts.Determination;
import guanka.workbench.ReadOnce;
import guanka.workbench.replay.Case;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    private static String guide;
    private static Decisions base;

    @BeforeAll
    static void read() throws IOException {
        guide = Walkthrough.guide();
        base = new Decisions(TestRuleset.get());
    }

    @AfterAll
    static void close() {
        base.close();
    }

    @Test
    void tellsHowToDoWhatAnalystsDo() throws IOException {
        assertEquals(
                List.of(
                        "Extend a pause",
                        "Add a party to a list",
                        "Change a threshold",
                        "Add an item",
                        "Add a reading",
                        "Add a provision",
                        "Add a ban",
                        "Add a case",
                        "A whole announcement, step by step"),
                Walkthrough.all().stream().map(Walkthrough::title).toList());
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
    Stream<DynamicTest> everyWalkthroughDoesWhatItPromises() throws IOException {
        return Walkthrough.all().stream().map(one -> dynamicTest(one.title(), () -> walk(one)));
    }

    /** The published ruleset with what a walkthrough types. */
    static EditedRuleset edited(Walkthrough one) throws IOException {
        var edited = new EditedRuleset();
        for (Walkthrough.Step step : one.steps()) {
            if (step.like() != null) {
                edited.copy(step.workbook(), step.sheet(), step.like(), Map.of("key", step.row()));
            } else if (step.removes()) {
                edited.without(step.workbook(), step.sheet(), step.row());
            } else {
                edited.cell(step.workbook(), step.sheet(), step.row(), step.column(), step.value());
            }
        }
        return edited;
    }

    private static void walk(Walkthrough one) throws IOException {
        try (var draft = new Decisions(edited(one).load())) {
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
                assertEquals(promise.get(2), answer(promise, promise.get(2), base), promise + " before");
                assertEquals(promise.get(3), answer(promise, promise.get(3), draft), promise + " after");
            }
        }
    }

    /** Outcome, and after a comma the review policy where the promise names one. */
    private static String answer(List<String> promise, String expected, Decisions decisions) {
        Case published = ReadOnce.published(base, promise.get(0));
        JsonNode shipment = published.shipment().deepCopy();
        for (String fact : promise.get(1).split("; ")) {
            if (!fact.isEmpty()) {
                String[] sides = fact.split(" = ", 2);
                put((ObjectNode) shipment, sides[0], sides[1]);
            }
        }
        try {
            Determination answer = decisions.decide(ReadOnce.reader(decisions).read(shipment));
            return answer.outcome() + (expected.contains(", ") ? ", " + answer.reviewPolicy() : "");
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
        } else if (shipment.at(at).isBoolean()) {
            ((ObjectNode) holder).put(at.last().getMatchingProperty(), value.equals("YES"));
        } else {
            ((ObjectNode) holder).put(at.last().getMatchingProperty(), value);
        }
    }
}
