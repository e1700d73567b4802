package guanka.service.replays;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.NotJson;
import guanka.engine.replay.Case;
import guanka.engine.replay.Difference;
import guanka.engine.replay.Replay;
import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.rulesets.Edition;
import guanka.service.screenings.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Answers cases one by one, each with one line: what came of it, or the problem of a line that holds no case. */
final class CaseLines {

    static final int LINE_BYTES_MAX = 8 << 20;

    private static final Logger LOG = Logger.getLogger(CaseLines.class);
    private static final Set<String> KNOWN = Set.of("id", "title", "source", "origin", "shipment", "expect");

    /**
     * What came of a case.
     *
     * @param moved what the baseline answers otherwise, or null where no baseline was named
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Outcome(String id, boolean passed, List<Difference> differences, List<Difference> moved) {}

    private final Edition edition;
    private final Replay replay;
    private final boolean againstBaseline;

    CaseLines(Edition edition, Replay replay, boolean againstBaseline) {
        this.edition = edition;
        this.replay = replay;
        this.againstBaseline = againstBaseline;
    }

    byte[] answer(Lines.Line line) {
        if (line.tooLarge()) {
            return problem(line, Problem.of(Kind.TOO_LARGE, "it is larger than " + LINE_BYTES_MAX + " bytes"));
        }
        try {
            JsonNode json = JsonTree.read(line.bytes(), edition.reader());
            List<Problem.Error> errors = errors(json);
            if (!errors.isEmpty()) {
                return problem(
                        line,
                        Problem.of(
                                Kind.INVALID_FACTS,
                                errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes",
                                errors));
            }
            Case one = Case.of(json);
            List<Difference> differences = replay.of(one);
            // the one version that is held is both: nothing can have moved
            return CanonicalJson.write(
                    new Outcome(one.id(), differences.isEmpty(), differences, againstBaseline ? List.of() : null));
        } catch (NotJson notJson) {
            return problem(line, Problem.of(notJson));
        } catch (RuntimeException e) {
            String incident = UUID.randomUUID().toString();
            LOG.errorf(e, "incident %s in line %d of a replay", incident, line.number());
            return problem(line, Problem.of(Kind.FAILED, "incident " + incident));
        }
    }

    static byte[] problem(Lines.Line line, Problem problem) {
        return new Problem(
                        problem.type(),
                        problem.title(),
                        problem.status(),
                        "line " + line.number() + " of the body: " + problem.detail(),
                        problem.incident(),
                        problem.errors())
                .json();
    }

    private static List<Problem.Error> errors(JsonNode json) {
        List<Problem.Error> errors = new ArrayList<>();
        if (!json.isObject()) {
            errors.add(error(
                    "",
                    "wrong-type",
                    "a case was expected: an object with `id`, `shipment` and `expect`",
                    "应为案例对象，含有 `id`、`shipment` 和 `expect`"));
            return errors;
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                String shown = name.length() <= 80 ? name : name.substring(0, 80) + "…";
                errors.add(error(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "unknown-property",
                        "`" + shown + "` is not a property here",
                        "此处没有属性 `" + shown + "`"));
            }
        });
        if (json.path("id").isMissingNode() || json.path("id").isNull()) {
            errors.add(error("/id", "missing-fact", "`id` must be given", "必须提供 `id`"));
        } else if (!json.path("id").isTextual()) {
            errors.add(error("/id", "wrong-type", "a text was expected", "应为文本"));
        }
        for (String name : List.of("shipment", "expect")) {
            JsonNode value = json.path(name);
            if (value.isMissingNode() || value.isNull()) {
                errors.add(error("/" + name, "missing-fact", "`" + name + "` must be given", "必须提供 `" + name + "`"));
            } else if (name.equals("expect") && !value.isObject()) {
                errors.add(error("/" + name, "wrong-type", "an object was expected", "应为对象"));
            }
        }
        return errors;
    }

    private static Problem.Error error(String pointer, String code, String en, String zh) {
        return new Problem.Error(pointer, null, code, new Text(en, zh));
    }
}
