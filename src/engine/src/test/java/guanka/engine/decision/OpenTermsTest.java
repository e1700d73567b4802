package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.facts.Condition;
import guanka.facts.Evaluation;
import guanka.facts.Line;
import guanka.facts.Term;
import guanka.facts.Truth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Given terms that rules decided of a line, when several ways to meet one of them are open, then they are one term with all ways. */
@DisplayName("Open terms")
class OpenTermsTest {

    private static final String EAR = "SUBJECT_TO_EAR";

    private final Line line = Facts.shipment(Map.of("exportDate", "2026-11-11", "lines", List.of(Map.of("id", "1"))))
            .lines()
            .get(0);

    private Term term(String code, String fact, Truth truth) {
        return new Term(
                code,
                line,
                Condition.settled(
                        "by " + fact,
                        fact,
                        null,
                        new Evaluation(truth, null, truth == Truth.UNKNOWN ? List.of(fact) : List.of())),
                null);
    }

    private static List<List<String>> ways(Object... facts) {
        return OpenTerms.among(List.of(facts)).stream()
                .map(terms -> terms.stream().map(t -> t.condition().fact()).toList())
                .toList();
    }

    @Test
    void waysThatAreOpenAreAskedForTogether() {
        Term content = term(EAR, "/lines/0/content", Truth.UNKNOWN);
        Term origin = term(EAR, "/lines/0/origin", Truth.UNKNOWN);
        Term any = OpenTerms.anyOf(OpenTerms.among(List.of(content, origin)).get(0));
        assertEquals(Truth.UNKNOWN, any.condition().truth(null));
        assertEquals(
                Set.of("/lines/0/content", "/lines/0/origin"),
                Set.copyOf(any.condition().in(null).missing()));
        assertEquals(
                "by /lines/0/content, or by /lines/0/origin", any.condition().name());
        assertEquals(line, any.line());
    }

    @Test
    void theirOrderIsNotThatInWhichTheyWereDecided() {
        List<Term> terms = Stream.of("/lines/0/origin", "/exportFrom", "/lines/0/content")
                .map(fact -> term(EAR, fact, Truth.UNKNOWN))
                .toList();
        List<Term> backwards = new ArrayList<>(terms);
        Collections.reverse(backwards);
        assertEquals(ways(terms.toArray()), ways(backwards.toArray()));
    }

    @Test
    void whatIsCertainOrAloneStaysByItself() {
        Term open = term(EAR, "/lines/0/content", Truth.UNKNOWN);
        assertEquals(List.of(), ways(open, term(EAR, "/lines/0/origin", Truth.TRUE)));
        assertEquals(List.of(), ways(open, term(EAR, "/lines/0/origin", Truth.FALSE)));
        assertEquals(List.of(), ways(open, term("US_NEXUS", "/lines/0/origin", Truth.UNKNOWN)));
        assertEquals(List.of(), ways(open, new Term(EAR, null, open.condition(), null)));
    }

    @Test
    void whatAnAssertionWouldSettleStaysByItself() {
        Term asserted = term(EAR, "/assertions/US-EAR~1734.9", Truth.UNKNOWN);
        assertEquals(List.of(), ways(term(EAR, "/lines/0/origin", Truth.UNKNOWN), asserted));
    }

    @Test
    void whatHangsOnAReadingStaysByItself() {
        Condition byReading = Condition.byReading(
                "share", "/lines/0/content", null, Set.of("q"), x -> new Evaluation(Truth.UNKNOWN, null, List.of()));
        assertEquals(
                List.of(), ways(term(EAR, "/lines/0/origin", Truth.UNKNOWN), new Term(EAR, line, byReading, null)));
    }
}
