package guanka.cli.cases;

import guanka.workbench.impact.Answer;
import guanka.workbench.impact.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What moved between a baseline and a ruleset. */
final class Moves {

    /** A case under both. */
    record Move(CaseFiles.Placed of, Answer before, Answer after) {

        /** Whether the decision is another one; findings may differ beside it. */
        boolean moved() {
            Direction direction = after.movedFrom(before);
            return direction != null && direction != Direction.FINDINGS_ONLY;
        }

        boolean findingsOnly() {
            return after.movedFrom(before) == Direction.FINDINGS_ONLY;
        }

        boolean outcomeMoved() {
            return !after.outcome().equals(before.outcome());
        }

        /** Milder, stricter, or neither where only the review policy moved. */
        String direction() {
            Direction direction = after.movedFrom(before);
            return direction == Direction.MILDER
                    ? "milder"
                    : direction == Direction.STRICTER ? "stricter" : "outcome unchanged";
        }

        List<String> gone() {
            return told(before, after);
        }

        List<String> come() {
            return told(after, before);
        }

        private static List<String> told(Answer here, Answer notThere) {
            return Stream.concat(here.findings().stream(), here.duties().stream())
                    .filter(told -> !notThere.findings().contains(told)
                            && !notThere.duties().contains(told))
                    .map(Answer.Told::toString)
                    .map(String::strip)
                    .toList();
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
        return all.stream().filter(Move::findingsOnly).toList();
    }

    /** {@code from to} to how many cases, milder first. */
    Map<List<String>, Long> matrix() {
        Map<List<String>, Long> matrix = new LinkedHashMap<>();
        for (boolean milder : new boolean[] {true, false}) {
            for (String from : Answer.OUTCOMES) {
                for (String to : Answer.OUTCOMES) {
                    boolean goesDown = Answer.OUTCOMES.indexOf(to) < Answer.OUTCOMES.indexOf(from);
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
