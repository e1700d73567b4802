package guanka.engine.decision;

import guanka.facts.Assertions;
import guanka.facts.Condition;
import guanka.facts.Evaluation;
import guanka.facts.Source;
import guanka.facts.Term;
import guanka.facts.Truth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Terms that several rules leave open of one line. Any of them would do, so they become one term: whoever is asked learns of every way
 * to meet it, and what the law requires under it is found once instead of once for each way. What certainly holds, or hangs on a
 * reading, stays by itself, for it is a reason of its own; and so does what an assertion would settle, for assertions are asked for
 * last, once no fact can tell.
 */
final class OpenTerms {

    private static final Comparator<Term> IN_ONE_ORDER = Comparator.<Term, String>comparing(term -> key(term.row()))
            .thenComparing(Term::condition, new Grounds(null).ofConditions());

    private OpenTerms() {}

    /**
     * Those that are one.
     *
     * @return lists of two and more of one code and line, each in an order that does not hang on that of the caller's facts
     */
    static List<List<Term>> among(Collection<Object> facts) {
        Map<Decided, List<Term>> open = new LinkedHashMap<>();
        for (Object fact : facts) {
            if (fact instanceof Term term && isOpen(term)) {
                open.computeIfAbsent(Decided.by(term), x -> new ArrayList<>(4)).add(term);
            }
        }
        open.values().removeIf(terms -> terms.size() == 1);
        open.values().forEach(terms -> terms.sort(IN_ONE_ORDER));
        return List.copyOf(open.values());
    }

    /** What was decided, and of which line: null for the whole shipment. */
    private record Decided(String code, String line) {

        static Decided by(Term term) {
            return new Decided(
                    term.code(), term.line() == null ? null : term.line().pointer());
        }
    }

    private static boolean isOpen(Term term) {
        Condition condition = term.condition();
        if (condition == null || !condition.questions().isEmpty()) {
            return false;
        }
        Evaluation evaluation = condition.in(null);
        return evaluation.truth() == Truth.UNKNOWN
                && evaluation.missing().stream().noneMatch(fact -> fact.startsWith(Assertions.POINTER));
    }

    private static String key(Source row) {
        return row == null ? "" : row.key();
    }

    /** The term that any of several meets. */
    static Term anyOf(List<Term> terms) {
        Term first = terms.get(0);
        List<Condition> ways = terms.stream().map(Term::condition).toList();
        String name = ways.stream().map(Condition::name).distinct().collect(Collectors.joining(", or "));
        return new Term(first.code(), first.line(), Condition.anyOf(name, ways), first.row(), terms);
    }
}
