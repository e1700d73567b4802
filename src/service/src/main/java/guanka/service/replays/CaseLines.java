package guanka.service.replays;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.requests.Lines;
import guanka.service.rulesets.Edition;
import guanka.service.screenings.JsonTree;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Comparison;
import guanka.workbench.replay.Difference;
import guanka.workbench.replay.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Answers cases with one line each: its result, or a problem where the line holds no case. */
final class CaseLines {

    private static final ObjectMapper TREES = new ObjectMapper();
    private static final Logger LOG = Logger.getLogger(CaseLines.class);
    private static final Set<String> KNOWN = Set.of("id", "title", "source", "origin", "shipment", "expect");

    /**
     * The result of a case.
     *
     * @param moved differences from the answer of the baseline, or null where no baseline was named
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Outcome(String id, boolean passed, List<Difference> differences, List<Difference> moved) {}

    private final Edition edition;
    private final Edition baseline;
    private final Replay replay;

    /** @param baseline the edition with which to compare, or null */
    CaseLines(Edition edition, Edition baseline) {
        this.edition = edition;
        this.baseline = baseline;
        replay = new Replay(edition.decisions());
    }

    byte[] answer(Lines.Line line) {
        if (line.tooLarge()) {
            return problem(line, Problem.of(Kind.TOO_LARGE, "it is larger than " + Lines.LINE_BYTES_MAX + " bytes"));
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
            return CanonicalJson.write(
                    new Outcome(one.id(), differences.isEmpty(), differences, baseline == null ? null : moved(one)));
        } catch (NotJson notJson) {
            return problem(line, Problem.of(notJson));
        } catch (RuntimeException e) {
            String incident = UUID.randomUUID().toString();
            LOG.errorf(e, "incident %s in line %d of a replay", incident, line.number());
            return problem(line, Problem.of(Kind.FAILED, "incident " + incident));
        }
    }

    private List<Difference> moved(Case one) {
        return edition == baseline ? List.of() : Comparison.between(decided(baseline, one), decided(edition, one));
    }

    /** The answer of an edition as JSON; one that refuses the facts gives none of its parts. */
    private static JsonNode decided(Edition edition, Case one) {
        try {
            return TREES.readTree(CanonicalJson.write(
                    edition.decisions().decide(edition.reader().read(one.shipment()))));
        } catch (RefusedShipment refused) {
            return TREES.createObjectNode().put("outcome", "refused");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] problem(Lines.Line line, Problem problem) {
        return problem.inLine(line.number()).json();
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
        return Problem.Error.inBody(pointer, code, new Text(en, zh));
    }
}
