package guanka.workbench.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases that travel in the kjar: given the facts, when the ruleset decides, then what the source settles holds. */
@DisplayName("The ruleset decides as its sources say")
class CasesTest {

    private static Decisions decisions;

    @BeforeAll
    static void load() {
        decisions = new Decisions(TestRuleset.get());
    }

    @AfterAll
    static void close() {
        decisions.close();
    }

    @TestFactory
    Stream<DynamicNode> everyCaseHolds() {
        var replay = new Replay(decisions);
        Map<String, java.util.ArrayList<DynamicNode>> folders = new TreeMap<>();
        decisions.ruleset().cases().keySet().forEach(path -> {
            Case one = replay.read(path);
            String folder = path.substring("cases/".length(), path.lastIndexOf('/'));
            folders.computeIfAbsent(folder, x -> new java.util.ArrayList<>())
                    .add(dynamicTest(
                            one.title() + " [" + one.source() + "]",
                            () -> assertEquals(List.of(), replay.of(one), one.id())));
        });
        return folders.entrySet().stream().map(f -> dynamicContainer(f.getKey(), f.getValue()));
    }

    @Test
    void aWrongExpectationIsToldWithWhatWasExpectedAndWhatWasGot() throws Exception {
        var replay = new Replay(decisions);
        Case right = replay.cases().stream()
                .filter(c -> c.expect().path("jurisdictions").path("CN").has("outcome"))
                .findFirst()
                .orElseThrow();
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        var wrong = new Case(
                right.id(),
                right.title(),
                right.source(),
                right.shipment(),
                json.readTree(
                        "{\"outcome\": \"PROHIBITED\", \"findings\": [{\"provision\": \"CN-2025-61/1.2\", \"effect\": \"EXEMPT\"}]}"));
        List<Difference> differences = replay.of(wrong);
        assertTrue(
                differences.stream()
                        .anyMatch(
                                d -> d.what().equals("outcome") && d.expected().equals("PROHIBITED")),
                differences::toString);
        assertTrue(
                differences.stream().anyMatch(d -> d.expected().equals("CN-2025-61/1.2 EXEMPT")),
                differences::toString);
    }
}
