package guanka.engine.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.facts.Determination;
import guanka.facts.Determination.Answer;
import guanka.facts.Determination.AuthorityAnswer;
import guanka.facts.Determination.Because;
import guanka.facts.Determination.Citation;
import guanka.facts.Determination.Classification;
import guanka.facts.Determination.Computed;
import guanka.facts.Determination.ConditionAnswer;
import guanka.facts.Determination.Duty;
import guanka.facts.Determination.Figure;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Determination.FoundAt;
import guanka.facts.Determination.Hold;
import guanka.facts.Determination.JurisdictionAnswer;
import guanka.facts.Determination.LeadTime;
import guanka.facts.Determination.LineAnswer;
import guanka.facts.Determination.ListUsed;
import guanka.facts.Determination.MissingFact;
import guanka.facts.Determination.NotModelled;
import guanka.facts.Determination.Range;
import guanka.facts.Determination.ReadingAnswer;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Determination.Step;
import guanka.facts.Determination.Turn;
import guanka.facts.Determination.WouldBe;
import guanka.facts.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    @DisplayName(
            "every property stands in the order of the record, without white space, and null only where the contract has it")
    void everything() {
        Range range = new Range("EXEMPT", "PROHIBITED");
        Text text = new Text("a \"b\"\n", "钐");
        Classification chip = new Classification(
                "AA",
                List.of("1A001"),
                "COMPUTED",
                new Computed(
                        new Figure("4400", null),
                        null,
                        List.of(new Turn(
                                "/lines/0/computing/applicableDieAreaMm2",
                                List.of(new Step(null, "743.2", null, null, List.of("1A001"))))),
                        text));
        Determination answer = new Determination(
                "id",
                "R",
                "UNDETERMINED",
                "ROUTINE",
                range,
                range,
                List.of(new JurisdictionAnswer("AA", "authority", "EXEMPT", null, range, LocalDate.of(2025, 12, 1))),
                List.of(new LineAnswer("1", "EXEMPT", "ROUTINE", range, List.of("f1"), List.of(chip), null)),
                List.of(new FindingAnswer(
                        "f1",
                        "P/1",
                        "AA",
                        "SUSPENDED",
                        "1",
                        null,
                        new WouldBe("LICENSE_REQUIRED", "ROUTINE", LocalDate.of(2026, 1, 2)),
                        List.of(new Because("/lines/0/origin", "CN", new BigDecimal("1E+3"))),
                        new FoundAt("f.xlsx", "S", 3, "rule", "k"),
                        new Citation(text, "1", "https://a"),
                        text,
                        null,
                        List.of(new ConditionAnswer(
                                "c", "S!A1", new LinkedHashSet<>(List.of("b", "a")), true, "TRUE")))),
                List.of(new MissingFact("/usNexus", List.of("P/1"), text, null)),
                List.of(new ReadingAnswer(
                        "Q", "P/1", text, "strict", List.of(new Answer("strict", "EXEMPT", null, text)))),
                List.of(new Duty("P/1", "KEEP", "exporter", null, text)),
                new RulesetId("1", "sha256:00"),
                "2025-12-01",
                "2025-12-01T00:00:00.000Z",
                List.of(new NotModelled("AA", text)),
                List.of(new ListUsed("LIST_A", LocalDate.of(2025, 11, 1), "COMPLETE", 7, true)),
                List.of(new Hold("LICENSE", "P/1", "1", null, null, "AA_A", "L-1", null, List.of("P/2"))),
                List.of(new AuthorityAnswer(
                        "AA_A", "AA", text, "a.example", List.of("CONTRACT"), new LeadTime(45, "WORKING_DAYS"), text)),
                Map.of("order", "7"),
                Map.of("plant", new Numeral("1.50")));
        String texts = "{\"en\":\"a \\\"b\\\"\\n\",\"zh\":\"钐\"}";
        String ends = "{\"atLeast\":\"EXEMPT\",\"atMost\":\"PROHIBITED\"}";

        assertEquals(
                "{\"id\":\"id\",\"reference\":\"R\",\"outcome\":\"UNDETERMINED\",\"reviewPolicy\":\"ROUTINE\",\"range\":"
                        + ends
                        + ",\"reviewPolicyRange\":" + ends
                        + ",\"jurisdictions\":[{\"jurisdiction\":\"AA\",\"authority\":\"authority\",\"outcome\":\"EXEMPT\",\"range\":"
                        + ends
                        + ",\"asOf\":\"2025-12-01\"}]"
                        + ",\"lines\":[{\"id\":\"1\",\"outcome\":\"EXEMPT\",\"reviewPolicy\":\"ROUTINE\",\"range\":"
                        + ends
                        + ",\"findings\":[\"f1\"],\"classification\":[{\"jurisdiction\":\"AA\",\"codes\":[\"1A001\"],\"basis\":\"COMPUTED\""
                        + ",\"computed\":{\"totalProcessingPerformance\":{\"atLeast\":\"4400\"},\"turns\":[{\"fact\":\"/lines/0/computing/applicableDieAreaMm2\""
                        + ",\"steps\":[{\"atMost\":\"743.2\",\"codes\":[\"1A001\"]}]}],\"text\":" + texts + "}}]}]"
                        + ",\"findings\":[{\"id\":\"f1\",\"provision\":\"P/1\",\"jurisdiction\":\"AA\",\"effect\":\"SUSPENDED\",\"line\":\"1\""
                        + ",\"wouldBe\":{\"outcome\":\"LICENSE_REQUIRED\",\"reviewPolicy\":\"ROUTINE\",\"from\":\"2026-01-02\"}"
                        + ",\"because\":[{\"fact\":\"/lines/0/origin\",\"value\":\"CN\",\"compared\":\"1000\"}]"
                        + ",\"source\":{\"file\":\"f.xlsx\",\"sheet\":\"S\",\"row\":3,\"rule\":\"rule\",\"key\":\"k\"}"
                        + ",\"citation\":{\"title\":" + texts + ",\"article\":\"1\",\"url\":\"https://a\"},\"text\":"
                        + texts
                        + ",\"conditions\":[{\"condition\":\"c\",\"cell\":\"S!A1\",\"wanted\":[\"a\",\"b\"],\"actual\":true,\"verdict\":\"TRUE\"}]}]"
                        + ",\"missing\":[{\"fact\":\"/usNexus\",\"provisions\":[\"P/1\"],\"question\":" + texts + "}]"
                        + ",\"readings\":[{\"question\":\"Q\",\"provision\":\"P/1\",\"text\":" + texts
                        + ",\"applied\":\"strict\",\"answers\":[{\"reading\":\"strict\",\"outcome\":\"EXEMPT\",\"text\":"
                        + texts + "}]}]"
                        + ",\"obligations\":[{\"provision\":\"P/1\",\"duty\":\"KEEP\",\"boundParty\":\"exporter\",\"text\":"
                        + texts + "}]"
                        + ",\"ruleset\":{\"version\":\"1\",\"digest\":\"sha256:00\"},\"asOf\":\"2025-12-01\""
                        + ",\"evaluatedAt\":\"2025-12-01T00:00:00.000Z\",\"coverage\":[{\"jurisdiction\":\"AA\",\"notModelled\":"
                        + texts
                        + "}],\"lists\":[{\"list\":\"LIST_A\",\"asOf\":\"2025-11-01\",\"held\":\"COMPLETE\",\"entries\":7,\"current\":true}]"
                        + ",\"holds\":[{\"code\":\"LICENSE\",\"provision\":\"P/1\",\"line\":\"1\",\"authority\":\"AA_A\",\"coveredBy\":\"L-1\",\"exceptions\":[\"P/2\"]}]"
                        + ",\"authorities\":[{\"authority\":\"AA_A\",\"jurisdiction\":\"AA\",\"name\":" + texts
                        + ",\"address\":\"a.example\",\"documents\":[\"CONTRACT\"],\"leadTime\":{\"days\":45,\"countedIn\":\"WORKING_DAYS\"},\"text\":"
                        + texts + "}]"
                        + ",\"references\":{\"order\":\"7\"},\"extensions\":{\"plant\":1.50}}",
                new String(CanonicalJson.write(answer), UTF_8));
    }

    @Test
    @DisplayName("a decimal is its digits, never an exponent")
    void decimals() {
        assertEquals(
                "[\"0.0000000000000000000000000000000000000001\",\"50\",\"50.0\",5]",
                new String(
                        CanonicalJson.write(
                                List.of(new BigDecimal("1e-40"), new BigDecimal("5e1"), new BigDecimal("50.0"), 5)),
                        UTF_8));
    }

    @Test
    @DisplayName("a set is sorted, since its own order may differ from machine to machine")
    void sets() {
        assertEquals("[\"a\",\"b\",\"c\"]", new String(CanonicalJson.write(Set.of("c", "a", "b")), UTF_8));
    }
}
