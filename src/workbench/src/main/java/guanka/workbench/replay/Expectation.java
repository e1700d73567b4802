package guanka.workbench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.engine.json.FactMistake;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Determination.FoundAt;
import guanka.facts.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds an answer against what a case expects. */
final class Expectation {

    private final JsonNode expect;
    private final List<Difference> differences = new ArrayList<>();

    private Expectation(JsonNode expect) {
        this.expect = expect;
    }

    /** Differences of a determination; empty where every expectation holds. */
    static List<Difference> differences(JsonNode expect, Determination got) {
        var expectation = new Expectation(expect);
        expectation.hold(got);
        return expectation.differences;
    }

    /** Differences of facts that were refused. */
    static List<Difference> differences(JsonNode expect, List<FactMistake> mistakes) {
        var expectation = new Expectation(expect);
        expectation.same("status", expect.path("status").asText("200"), "422 " + mistakes);
        List<String> pointers = mistakes.stream().map(FactMistake::pointer).toList();
        for (JsonNode pointer : expect.path("pointers")) {
            if (!pointers.contains(pointer.asText())) {
                expectation.differ("pointers", pointer.asText(), pointers.toString(), null);
            }
        }
        return expectation.differences;
    }

    private void hold(Determination got) {
        if (expect.path("status").asInt(200) != 200) {
            differ("status", expect.path("status").asText(), "200", null);
            return;
        }
        optional("outcome", expect, got.outcome());
        optional("reviewPolicy", expect, got.reviewPolicy());
        optional("range.atLeast", expect.path("range"), "atLeast", got.range().atLeast());
        optional("range.atMost", expect.path("range"), "atMost", got.range().atMost());
        expect.path("jurisdictions").properties().forEach(entry -> {
            var answer = got.jurisdictions().stream()
                    .filter(j -> j.jurisdiction().equals(entry.getKey()))
                    .findFirst()
                    .orElse(null);
            String prefix = "jurisdictions." + entry.getKey() + ".";
            optional(prefix + "outcome", entry.getValue(), "outcome", answer == null ? "absent" : answer.outcome());
            optional(
                    prefix + "reviewPolicy",
                    entry.getValue(),
                    "reviewPolicy",
                    answer == null ? "absent" : answer.reviewPolicy());
        });
        expect.path("lines").properties().forEach(entry -> {
            var answer = got.lines().stream()
                    .filter(line -> line.id().equals(entry.getKey()))
                    .findFirst()
                    .orElse(null);
            String prefix = "lines." + entry.getKey() + ".";
            optional(prefix + "outcome", entry.getValue(), "outcome", answer == null ? "absent" : answer.outcome());
            optional(
                    prefix + "reviewPolicy",
                    entry.getValue(),
                    "reviewPolicy",
                    answer == null ? "absent" : answer.reviewPolicy());
        });
        for (JsonNode finding : expect.path("findings")) {
            boolean wanted = !finding.has("not");
            JsonNode of = wanted ? finding : finding.path("not");
            FindingAnswer found = find(got, of);
            if (wanted != (found != null)) {
                differ(
                        "findings",
                        (wanted ? "" : "not ") + named(of, "effect"),
                        found == null ? inItsPlace(got, of.path("provision").asText()) : told(found),
                        row(found));
            }
        }
        for (JsonNode hold : expect.path("holds")) {
            if (got.holds().stream()
                    .noneMatch(h -> h.code().equals(hold.path("code").asText())
                            && h.provision().equals(hold.path("provision").asText())
                            && isMeant(hold.path("line"), h.line())
                            && isMeant(hold.path("party"), h.party())
                            && isMeant(hold.path("coveredBy"), h.coveredBy())
                            && isMeant(hold.path("notCoveredBecause"), h.notCoveredBecause()))) {
                differ(
                        "holds",
                        named(hold, "code")
                                + licensed(
                                        hold.path("coveredBy").asText(null),
                                        hold.path("notCoveredBecause").asText(null)),
                        got.holds().stream()
                                .map(h -> h.provision() + " " + h.code() + place(h.line(), h.party())
                                        + licensed(h.coveredBy(), h.notCoveredBecause()))
                                .toList()
                                .toString(),
                        null);
            }
        }
        List<String> missing =
                got.missing().stream().map(Determination.MissingFact::fact).toList();
        for (JsonNode pointer : expect.path("missing")) {
            if (!missing.contains(pointer.asText())) {
                differ("missing", pointer.asText(), missing.toString(), null);
            }
        }
        List<String> obligations = got.obligations().stream()
                .map(Determination.Duty::provision)
                .distinct()
                .toList();
        for (JsonNode provision : expect.path("obligations")) {
            if (!obligations.contains(provision.asText())) {
                differ("obligations", provision.asText(), obligations.toString(), null);
            }
        }
        expect.path("classification")
                .properties()
                .forEach(line -> line.getValue()
                        .properties()
                        .forEach(jurisdiction -> same(
                                "classification." + line.getKey() + "." + jurisdiction.getKey(),
                                codes(jurisdiction.getValue()),
                                codes(got, line.getKey(), jurisdiction.getKey()))));
        List<String> exceptions = got.findings().stream()
                .filter(f -> f.effect().equals(Effect.EXCEPTION_AVAILABLE.name()))
                .map(FindingAnswer::provision)
                .distinct()
                .toList();
        for (JsonNode provision : expect.path("exceptions")) {
            if (!exceptions.contains(provision.asText())) {
                differ("exceptions", provision.asText(), exceptions.toString(), null);
            }
        }
        Map<String, Map<String, String>> readings = got.readings().stream()
                .collect(Collectors.toMap(
                        Determination.ReadingAnswer::question,
                        r -> r.answers().stream()
                                .collect(Collectors.toMap(
                                        Determination.Answer::reading, Determination.Answer::outcome))));
        expect.path("readings")
                .properties()
                .forEach(question -> question.getValue()
                        .properties()
                        .forEach(reading -> same(
                                "readings." + question.getKey() + "." + reading.getKey(),
                                reading.getValue().asText(),
                                readings.getOrDefault(question.getKey(), Map.of())
                                        .getOrDefault(reading.getKey(), "not reported"))));
    }

    private static String codes(JsonNode wanted) {
        Set<String> codes = new TreeSet<>();
        wanted.forEach(code -> codes.add(code.asText().replaceFirst("^[A-Z]+:", "")));
        return codes.toString();
    }

    private static String codes(Determination got, String line, String jurisdiction) {
        return got.lines().stream()
                .filter(l -> l.id().equals(line))
                .flatMap(l -> l.classification().stream())
                .filter(c -> c.jurisdiction().equals(jurisdiction))
                .map(c -> new TreeSet<>(c.codes()).toString())
                .findFirst()
                .orElse("absent");
    }

    private static FindingAnswer find(Determination got, JsonNode of) {
        return got.findings().stream()
                .filter(f -> f.provision().equals(of.path("provision").asText())
                        && f.effect().equals(of.path("effect").asText())
                        && isMeant(of.path("line"), f.line())
                        && isMeant(of.path("party"), f.party())
                        && isMeant(
                                of.path("row"),
                                f.source() == null ? null : f.source().key()))
                .findFirst()
                .orElse(null);
    }

    /** Where no line or party is named, any is meant. */
    private static boolean isMeant(JsonNode wanted, String got) {
        return wanted.isMissingNode() || wanted.asText().equals(got);
    }

    private static String named(JsonNode of, String says) {
        return of.path("provision").asText() + " " + of.path(says).asText()
                + (of.has("row") ? " by " + of.path("row").asText() : "")
                + place(of.path("line").asText(null), of.path("party").asText(null));
    }

    private static String told(FindingAnswer f) {
        return f.provision() + " " + f.effect() + place(f.line(), f.party());
    }

    private static String place(String line, String party) {
        return (line == null ? "" : ", line " + line) + (party == null ? "" : ", party " + party);
    }

    private static String licensed(String coveredBy, String because) {
        return (coveredBy == null ? "" : ", covered by " + coveredBy)
                + (because == null ? "" : ", not covered because " + because);
    }

    private static String inItsPlace(Determination got, String provision) {
        List<String> others = got.findings().stream()
                .filter(f -> f.provision().equals(provision))
                .map(Expectation::told)
                .toList();
        return others.isEmpty() ? "no finding of " + provision : others.toString();
    }

    private static String row(FindingAnswer finding) {
        if (finding == null) {
            return null;
        }
        FoundAt source = finding.source();
        return source.file() + "!" + source.sheet() + " row " + source.row() + ", " + source.key();
    }

    private void optional(String what, JsonNode in, String got) {
        optional(what, in, what, got);
    }

    private void optional(String what, JsonNode in, String field, String got) {
        if (in.has(field)) {
            same(what, in.path(field).isNull() ? null : in.path(field).asText(), got);
        }
    }

    private void same(String what, String expected, String got) {
        boolean sameStatus = what.equals("status") && got.startsWith(expected);
        if (!sameStatus && !Objects.equals(expected, got)) {
            differ(what, expected, got, null);
        }
    }

    private void differ(String what, String expected, String got, String row) {
        differences.add(new Difference(what, expected, got, row));
    }
}
