package guanka.cli.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What moved between a baseline and a ruleset. */
final class Moves {

    /** A case under both. */
    record Move(CaseFiles.Placed of, Answered before, Answered after) {

        boolean moved() {
            return after.movedFrom(before);
        }

        boolean outcomeMoved() {
            return !after.outcome().equals(before.outcome());
        }

        /** Milder, stricter, or neither where only the review policy or a jurisdiction moved. */
        String direction() {
            int order = Integer.compare(
                    Answered.OUTCOMES.indexOf(after.outcome()), Answered.OUTCOMES.indexOf(before.outcome()));
            return order < 0 ? "milder" : order > 0 ? "stricter" : "outcome unchanged";
        }

        List<String> gone() {
            var gone = new TreeSet<>(before.findings());
            gone.removeAll(after.findings());
            return List.copyOf(gone);
        }

        List<String> come() {
            var come = new TreeSet<>(after.findings());
            come.removeAll(before.findings());
            return List.copyOf(come);
        }
    }

    private final List<Move> all = new ArrayList<>();

    void add(Move move) {
        all.add(move);
    }

    int cases() {
        return all.size();
    }

    /** Cases whose decision moved: milder first, then stricter, then those whose outcome stays. */
    List<Move> moved() {
        List<String> order = List.of("milder", "stricter", "outcome unchanged");
        return all.stream()
                .filter(Move::moved)
                .sorted(Comparator.comparing(m -> order.indexOf(m.direction())))
                .toList();
    }

    /** Cases whose decision stays while their findings differ. */
    List<Move> findingsOnly() {
        return all.stream()
                .filter(m ->
                        !m.moved() && !m.before().findings().equals(m.after().findings()))
                .toList();
    }

    /** {@code from to} to how many cases, milder first. */
    Map<List<String>, Long> matrix() {
        Map<List<String>, Long> matrix = new LinkedHashMap<>();
        for (boolean milder : new boolean[] {true, false}) {
            for (String from : Answered.OUTCOMES) {
                for (String to : Answered.OUTCOMES) {
                    boolean goesDown = Answered.OUTCOMES.indexOf(to) < Answered.OUTCOMES.indexOf(from);
                    long count = all.stream()
                            .filter(m -> m.outcomeMoved()
                                    && m.before().outcome().equals(from)
                                    && m.after().outcome().equals(to))
                            .count();
                    if (count > 0 && goesDown == milder) {
                        matrix.put(List.of(from, to), count);
                    }
                }
            }
        }
        return matrix;
    }

    /** The line for a commit message. */
    String summary() {
        StringBuilder line = new StringBuilder("Decisions moved: ");
        Map<List<String>, Long> matrix = matrix();
        matrix.forEach((pair, count) -> line.append(count)
                .append(count == 1 ? " case " : " cases ")
                .append(pair.get(0))
                .append(" to ")
                .append(pair.get(1))
                .append(", "));
        long others = moved().stream().filter(m -> !m.outcomeMoved()).count();
        if (matrix.isEmpty() && others == 0) {
            return "Decisions moved: 0 of " + cases() + " cases";
        }
        return line.append(others).append(others == 1 ? " other" : " others").toString();
    }
}
