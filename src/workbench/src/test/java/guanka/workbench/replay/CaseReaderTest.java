package guanka.workbench.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.FactMistake;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@DisplayName("An expectation that is not understood never holds")
class CaseReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Needs a license as an item of Annex 1. */
    private static final String SHIPMENT =
            "{'exportDate':'2025-10-20','exportFrom':'JP','destination':'DE','movement':'REEXPORT','jurisdictions':['CN'],"
                    + "'parties':[{'id':'buyer','name':'Muster Antriebe GmbH','country':'DE','roles':['CONSIGNEE','END_USER'],'military':false}],'ownership':[],"
                    + "'endUse':{'purposes':['CIVIL']},'lines':[{'id':'1','controlCodes':['1C905.a.4'],'form':'MAGNET','origin':'CN','content':[],'technologies':[]}]}";

    private static Decisions decisions;
    private static Replay replay;

    @BeforeAll
    static void load() {
        decisions = new Decisions(TestRuleset.get());
        replay = new Replay(decisions);
    }

    @AfterAll
    static void close() {
        decisions.close();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static JsonNode expecting(String expect) {
        return json("{'id':'a','shipment':" + SHIPMENT + ",'expect':" + expect + "}");
    }

    @ParameterizedTest(name = "{0} is malformed at {1}")
    @CsvFileSource(
            resources = "wrong-expectations.txt",
            delimiter = '\t',
            quoteCharacter = '\u0000',
            maxCharsPerColumn = 10000)
    void wrong(String expect, String pointer) {
        JsonNode given = expecting(expect);
        List<FactMistake> mistakes = replay.mistakes(given);
        assertEquals(
                List.of(pointer.split(" ")),
                mistakes.stream().map(FactMistake::pointer).toList(),
                mistakes::toString);
        mistakes.forEach(mistake -> {
            assertFalse(mistake.message().en().isBlank());
            assertFalse(mistake.message().zh().isBlank());
        });
        assertFalse(replay.of(Case.of(given)).isEmpty());
        assertFalse(replay.verdict(Case.of(given)).holds());
        assertThrows(MalformedCase.class, () -> new CaseReader(decisions.ruleset()).read(given));
    }

    @Test
    @DisplayName("each kind of expectation can hold, and breaks where the answer is another")
    void kinds() {
        String of = "'provision':'CN-2025-61/1.3','effect':'LICENSE_REQUIRED'";
        for (String holds : List.of(
                "{'outcome':'LICENSE_REQUIRED'}",
                "{'reviewPolicy':'ROUTINE'}",
                "{'range':{'atLeast':'LICENSE_REQUIRED'}}",
                "{'jurisdictions':{'CN':{'outcome':'LICENSE_REQUIRED','reviewPolicy':'ROUTINE'}}}",
                "{'lines':{'1':{'outcome':'LICENSE_REQUIRED','reviewPolicy':'ROUTINE'}}}",
                "{'findings':[{" + of + ",'line':'1'}]}",
                "{'findings':[{'not':{" + of + ",'party':'buyer'}}]}",
                "{'holds':[{'code':'LICENSE','provision':'CN-2025-61/1.3','line':'1'}]}",
                "{'classification':{'1':{'CN':['CN:1C905.a.4']}}}",
                "{'status':200}")) {
            Case one = new CaseReader(decisions.ruleset()).read(expecting(holds));
            assertEquals(List.of(), replay.of(one), holds);
            assertTrue(replay.verdict(one).holds(), holds);
        }
        for (String breaks : List.of(
                "{'reviewPolicy':null}",
                "{'range':{'atMost':'PROHIBITED'}}",
                "{'jurisdictions':{'US':{'outcome':'LICENSE_REQUIRED'}}}",
                "{'lines':{'1':{'outcome':'PROHIBITED'}}}",
                "{'findings':[{" + of + ",'party':'buyer'}]}",
                "{'findings':[{'not':{" + of + ",'line':'1'}}]}",
                "{'missing':['/lines/0/origin']}",
                "{'obligations':['CN-2025-61/1.3']}",
                "{'exceptions':['CN-2025-61/1.3']}",
                "{'readings':{'CN-2025-70.prolonged':{'STATED':'PROHIBITED'}}}",
                "{'holds':[{'code':'PROHIBITED','provision':'CN-2025-61/1.3'}]}",
                "{'holds':[{'code':'LICENSE','provision':'CN-2025-61/1.3','party':'buyer'}]}",
                "{'holds':[{'code':'LICENSE','provision':'CN-2025-61/1.3','coveredBy':'L-1'}]}",
                "{'holds':[{'code':'LICENSE','provision':'CN-2025-61/1.3','notCoveredBecause':'EXPIRED'}]}",
                "{'classification':{'1':{'CN':['1C905.a.1']}}}",
                "{'status':422,'pointers':['/lines/0']}")) {
            assertEquals(List.of(), replay.mistakes(expecting(breaks)), breaks);
            List<Difference> differences = replay.of(Case.of(expecting(breaks)));
            assertEquals(1, differences.size(), breaks + differences);
        }
    }

    @Test
    @DisplayName("a finding that is not there is told with those that stand in its place")
    void because() {
        Verdict verdict = replay.verdict(
                Case.of(expecting("{'findings':[{'provision':'CN-2025-61/1.2','effect':'PROHIBITED'}]}")));
        assertEquals(
                "no finding of CN-2025-61/1.2", verdict.differences().get(0).got());
        assertEquals("CN-2025-61/1.3", verdict.because().get(0).get(0).provision());
    }

    @Test
    @DisplayName("a case names itself, its facts and what it expects")
    void envelope() {
        assertEquals(
                List.of("/id", "/title", "/shipment", "/expect"),
                replay.mistakes(json("{'id':7,'title':[]}")).stream()
                        .map(FactMistake::pointer)
                        .toList());
        assertEquals(
                List.of(""),
                replay.mistakes(json("[]")).stream().map(FactMistake::pointer).toList());
        assertEquals(
                List.of("/id", "/expect"),
                replay.mistakes(json("{'id':' ','shipment':{},'expect':[]}")).stream()
                        .map(FactMistake::pointer)
                        .toList());
    }
}
