package guanka.spark;

import guanka.engine.json.CanonicalJson;
import guanka.workbench.impact.Direction;
import guanka.workbench.impact.Flip;
import guanka.workbench.impact.Impact;
import guanka.workbench.impact.Past;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The flip of every line that a ruleset decides otherwise than its baseline. {@code impact} decides only what the change can touch,
 * {@code replay} every line under both; they find the same flips.
 */
record MovesTask(ShippedRuleset ruleset, ShippedRuleset baseline, boolean selects) implements Task {

    static final String SELECTED = "selected";

    @Override
    public String job() {
        return selects ? "impact" : "replay";
    }

    @Override
    public String noun() {
        return "shipment";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.text("id"),
                Column.text("direction"),
                Column.text("from"),
                Column.text("to"),
                Column.texts("provisions"),
                Column.texts("rows"),
                Column.texts("parties"),
                Column.text("problem"));
    }

    @Override
    public void answer(long number, byte[] line, Answers answers, Map<String, Long> counts) throws IOException {
        if (line == null) {
            Problems.write(Problems.tooLong(number), answers, counts);
            return;
        }
        Impact impact = ShippedRuleset.impact(ruleset, baseline);
        Past past = new Past("line-" + number, Past.RECORD, line);
        Impact.Looked looked = selects ? impact.look(past) : impact.lookAnyway(past);
        counts.merge("shipments", 1L, Long::sum);
        if (looked.selected()) {
            counts.merge(SELECTED, 1L, Long::sum);
        }
        Flip flip = looked.flip();
        if (flip == null) {
            if (!looked.read()) {
                Problems.write(Problems.refused(number, line, baseline.guanka()), answers, counts);
            }
            return;
        }
        counts.merge(name(flip.direction()), 1L, Long::sum);
        Map<String, Object> columns = new HashMap<>();
        columns.put("id", flip.id());
        columns.put("direction", flip.direction().name());
        columns.put("from", flip.from().outcome());
        columns.put("to", flip.to().outcome());
        columns.put("provisions", flip.provisions());
        columns.put("rows", flip.rows().stream().map(row -> row.key()).toList());
        columns.put("parties", flip.parties());
        answers.write(number, CanonicalJson.write(flip), columns);
    }

    /** What flips of a direction are counted as. */
    static String name(Direction direction) {
        return switch (direction) {
            case MILDER -> "milder";
            case STRICTER -> "stricter";
            case REVIEW_ONLY -> "reviewOnly";
            case FINDINGS_ONLY -> "findingsOnly";
        };
    }
}
