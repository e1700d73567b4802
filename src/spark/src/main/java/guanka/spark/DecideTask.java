package guanka.spark;

import guanka.engine.lines.LineAnswers;
import guanka.facts.Determination;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A determination, or a problem, for every line: the bytes of {@code guanka decide}. */
record DecideTask(ShippedRuleset ruleset, Instant evaluatedAt) implements Task {

    @Override
    public String job() {
        return "decide";
    }

    @Override
    public String noun() {
        return "shipment";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.text("id"),
                Column.text("reference"),
                Column.text("outcome"),
                Column.text("reviewPolicy"),
                Column.text("atLeast"),
                Column.text("atMost"),
                Column.texts("provisions"),
                Column.texts("missing"),
                Column.text("problem"));
    }

    @Override
    public void answer(long number, byte[] line, Answers answers, Map<String, Long> counts) throws IOException {
        LineAnswers.Answer answer = new LineAnswers(ruleset.guanka(), evaluatedAt).of(number, line);
        Map<String, Object> columns = new HashMap<>();
        if (answer.isProblem()) {
            counts.merge(Problems.COUNT, 1L, Long::sum);
            columns.put("problem", Problems.type(answer.json()));
        } else {
            Determination determination = answer.determination();
            counts.merge(determination.outcome(), 1L, Long::sum);
            var provisions = new TreeSet<String>();
            determination.findings().forEach(finding -> provisions.add(finding.provision()));
            columns.put("id", determination.id());
            columns.put("reference", determination.reference());
            columns.put("outcome", determination.outcome());
            columns.put("reviewPolicy", determination.reviewPolicy());
            columns.put("atLeast", determination.range().atLeast());
            columns.put("atMost", determination.range().atMost());
            columns.put("provisions", provisions);
            columns.put(
                    "missing",
                    determination.missing().stream().map(one -> one.fact()).toList());
        }
        answers.write(number, answer.json(), columns);
    }
}
