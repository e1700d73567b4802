package guanka.service.replays;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Determination.FoundAt;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.requests.LargeReads;
import guanka.service.requests.LineReference;
import guanka.service.requests.Lines;
import guanka.service.rulesets.Edition;
import guanka.service.screenings.JsonTree;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Comparison;
import guanka.workbench.replay.Difference;
import guanka.workbench.replay.Replay;
import guanka.workbench.replay.Verdict;
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
    private static final Set<String> KNOWN = Set.of("id", "title", "titleZh", "source", "origin", "shipment", "expect");

    /**
     * The result of a case.
     *
     * @param moved differences from the answer of the baseline, or null where no baseline was named
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Outcome(
            String id,
            String title,
            String source,
            boolean passed,
            List<Deviation> differences,
            List<Difference> moved) {}

    /** Where the answer is not what the case expects, and the findings that made it so. */
    private record Deviation(String what, String expected, String got, String row, List<Because> because) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Because(String provision, String effect, String line, String party, FoundAt source) {}

    /**
     * How all cases came out.
     *
     * @param errors cases that could not be decided
     * @param moved  cases that the baseline answers otherwise, or null where none was named
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Totals(
            long cases,
            long passed,
            long failed,
            long malformed,
            long errors,
            Long moved,
            RulesetId ruleset,
            RulesetId baseline) {}

    private record Last(Totals totals) {}

    private final Edition edition;
    private final Edition baseline;
    private final Replay replay;
    private long cases;
    private long passed;
    private long malformed;
    private long errors;
    private long moved;

    /** @param baseline the edition with which to compare, or null */
    CaseLines(Edition edition, Edition baseline) {
        this.edition = edition;
        this.baseline = baseline;
        replay = new Replay(edition.decisions());
    }

    byte[] answer(Lines.Line line) {
        cases++;
        if (line.tooLarge()) {
            malformed++;
            return problem(line, Problem.of(Kind.TOO_LARGE, "it is larger than " + Lines.LINE_BYTES_MAX + " bytes"));
        }
        try {
            JsonNode json = LargeReads.whenThereIsRoom(
                    line.bytes().length, () -> JsonTree.read(line.bytes(), edition.reader()));
            List<Problem.Error> mistakes = mistakes(json);
            if (!mistakes.isEmpty()) {
                malformed++;
                return problem(
                        line,
                        Problem.of(
                                Kind.MALFORMED_CASE,
                                mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes",
                                mistakes));
            }
            Case one = Case.of(json);
            Verdict verdict = replay.verdict(one);
            if (verdict.fault() != null) {
                throw new IllegalStateException(verdict.fault());
            }
            List<Difference> other = baseline == null ? null : moved(one);
            passed += verdict.holds() ? 1 : 0;
            moved += other == null || other.isEmpty() ? 0 : 1;
            return CanonicalJson.write(new Outcome(
                    one.id(), text(one.title()), text(one.source()), verdict.holds(), deviations(verdict), other));
        } catch (NotJson notJson) {
            malformed++;
            return problem(line, Problem.of(notJson));
        } catch (RuntimeException e) {
            errors++;
            String incident = UUID.randomUUID().toString();
            LOG.errorf(e, "incident %s in line %d of a replay", incident, line.number());
            return problem(line, Problem.of(Kind.FAILED, "incident " + incident));
        }
    }

    /** The line after the last case. */
    byte[] totals() {
        return CanonicalJson.write(new Last(new Totals(
                cases,
                passed,
                cases - passed - malformed - errors,
                malformed,
                errors,
                baseline == null ? null : moved,
                id(edition),
                baseline == null ? null : id(baseline))));
    }

    private static RulesetId id(Edition of) {
        return new RulesetId(of.version(), of.ruleset().digest());
    }

    private static String text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<Deviation> deviations(Verdict verdict) {
        List<Deviation> deviations = new ArrayList<>();
        for (int i = 0; i < verdict.differences().size(); i++) {
            Difference difference = verdict.differences().get(i);
            deviations.add(new Deviation(
                    difference.what(),
                    difference.expected(),
                    difference.got(),
                    difference.row(),
                    verdict.because().get(i).stream()
                            .map(f -> new Because(f.provision(), f.effect(), f.line(), f.party(), f.source()))
                            .toList()));
        }
        return deviations;
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

    private static byte[] problem(Lines.Line line, Problem problem) {
        return problem.inLine(line.number(), LineReference.of(line, "id")).json();
    }

    /** What the reader of cases does not understand, and names beside those of a case. */
    private List<Problem.Error> mistakes(JsonNode json) {
        List<Problem.Error> mistakes = new ArrayList<>();
        json.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                String shown = Problem.shown(name);
                mistakes.add(Problem.Error.inBody(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "unknown-property",
                        new Text("`" + shown + "` is not a property here", "此处没有属性 `" + shown + "`")));
            }
        });
        replay.mistakes(json).forEach(mistake -> mistakes.add(Problem.Error.of(mistake)));
        return mistakes;
    }
}
