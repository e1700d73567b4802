package guanka.workbench.alternatives;

import guanka.engine.decision.Pointers;
import guanka.facts.Source;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change of one fact that is worth trying.
 *
 * @param choice whether the value is one of many that may give the same answer, which are then told together
 * @param rank   among the values of the fact: nearest to what it is first
 * @param rows   the rows that ask for the fact, by the provision of the finding; empty where only the answer can tell
 */
record Candidate(String fact, Object from, Object to, boolean choice, int rank, SortedMap<String, Source> rows) {

    /** The same however the findings came: what is cheap to change first, then by place. */
    static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::choice)
            .thenComparing(Candidate::fact, Pointers.ORDER)
            .thenComparing(Candidate::rank)
            .thenComparing(c -> String.valueOf(c.to()));

    /** Two rows that ask for the same change ask once. */
    String same() {
        return fact + "=" + to;
    }

    /** This one, asked for by the rows of both. */
    Candidate and(Candidate other) {
        SortedMap<String, Source> all = new TreeMap<>(rows);
        other.rows.forEach((provision, row) ->
                all.merge(provision, row, (a, b) -> place(a).compareTo(place(b)) <= 0 ? a : b));
        return new Candidate(fact, from, to, choice && other.choice, Math.min(rank, other.rank), all);
    }

    private static String place(Source row) {
        return row.workbook() + row.sheet() + row.key();
    }

    /** The row of the first of some provisions that asks, or of any. */
    Source row(Collection<String> provisions) {
        return provisions.stream()
                .map(rows::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(rows.isEmpty() ? null : rows.get(rows.firstKey()));
    }
}
