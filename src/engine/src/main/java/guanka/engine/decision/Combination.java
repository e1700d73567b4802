package guanka.engine.decision;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.Determination.Answer;
import guanka.facts.Determination.Classification;
import guanka.facts.Determination.CodeCandidate;
import guanka.facts.Determination.Hold;
import guanka.facts.Determination.JurisdictionAnswer;
import guanka.facts.Determination.LineAnswer;
import guanka.facts.Determination.ListUsed;
import guanka.facts.Determination.MissingFact;
import guanka.facts.Determination.NotModelled;
import guanka.facts.Determination.Range;
import guanka.facts.Determination.ReadingAnswer;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Finding;
import guanka.facts.Line;
import guanka.facts.Outcome;
import guanka.facts.ReviewPolicy;
import guanka.facts.Shipment;
import guanka.facts.Text;
import guanka.facts.Truth;
import guanka.facts.World;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.ExemptionLimit;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Reading;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Combines the set of findings into a determination, once: in the world of the applied readings, and for every question that
 * occurs in the world of each other reading, to tell where an answer would differ.
 */
final class Combination {

    private final Map<String, Jurisdiction> jurisdictions;
    private final Map<String, OpenQuestion> questions;
    private final Map<String, List<Read>> readings;
    private final List<ExemptionLimit> limits;
    private final Map<String, String> jurisdictionOf = new HashMap<>();
    private final List<Gaps> gaps = new ArrayList<>();
    private final Ruleset ruleset;
    private final Wording wording;
    private final Classifications classifications;
    private final Duties duties;
    private final Authorities authorities;

    private final Suggestions suggestions;

    Combination(Ruleset ruleset) {
        this.ruleset = ruleset;
        suggestions = new Suggestions(ruleset);
        jurisdictions = ruleset.rows(Jurisdiction.class).stream()
                .collect(Collectors.toMap(Jurisdiction::key, Function.identity()));
        questions = ruleset.rows(OpenQuestion.class).stream()
                .collect(Collectors.toMap(OpenQuestion::key, Function.identity(), (a, b) -> a, TreeMap::new));
        // the other questions are read as the ruleset reads them, whatever the caller chose for them
        World usual = ruleset.defaultWorld();
        readings = ruleset.rows(Reading.class).stream()
                .map(reading -> new Read(reading, usual.with(reading.question(), reading.reading())))
                .collect(Collectors.groupingBy(read -> read.reading().question()));
        limits = ruleset.rows(ExemptionLimit.class);
        ruleset.rows(Provision.class).forEach(p -> jurisdictionOf.put(p.key(), p.jurisdiction()));
        ruleset.rows(Coverage.class).forEach(this::addGap);
        wording = new Wording(ruleset);
        classifications = new Classifications(ruleset);
        duties = new Duties(ruleset);
        authorities = new Authorities(ruleset);
    }

    /** What is not modelled of the law of a jurisdiction, as rows that stand one after the other say. */
    private record Gaps(String jurisdiction, List<Gap> rows) {}

    private record Gap(Coverage row, NotModelled told) {}

    private void addGap(Coverage row) {
        Gaps last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
        if (last == null || !last.jurisdiction().equals(row.jurisdiction())) {
            last = new Gaps(row.jurisdiction(), new ArrayList<>());
            gaps.add(last);
        }
        last.rows().add(new Gap(row, new NotModelled(row.jurisdiction(), row.notModelled())));
    }

    /** A reading of a question, with the world in which it is the only unusual one. */
    private record Read(Reading reading, World world) {}

    /** The verdicts of one world: of each jurisdiction by line, of each jurisdiction, and of the whole shipment. */
    private record Weighed(
            Map<String, Weighing> byJurisdiction,
            Map<String, Map<String, Verdict>> lines,
            Map<String, Verdict> jurisdictions,
            Verdict whole) {

        Verdict ofLine(String line) {
            Verdict strictest = Verdict.FREE;
            for (Map<String, Verdict> of : lines.values()) {
                strictest = strictest.and(of.get(line));
            }
            return strictest;
        }

        /** Whether its answers differ from those of another world, as a whole or for some jurisdiction. */
        boolean tellsApart(Weighed other) {
            boolean differs = whole.tellsApart(other.whole);
            for (Map.Entry<String, Verdict> of : jurisdictions.entrySet()) {
                differs |= of.getValue().tellsApart(other.jurisdictions.get(of.getKey()));
            }
            return differs;
        }
    }

    Determination of(Shipment shipment, Map<String, LocalDate> days, Decisions.Looked looked, List<ListUsed> lists) {
        return combined(shipment, days, looked, lists, false);
    }

    /** The same determination; each finding with its conditions, and those that missed by one besides. */
    Determination explained(
            Shipment shipment, Map<String, LocalDate> days, Decisions.Looked looked, List<ListUsed> lists) {
        return combined(shipment, days, looked, lists, true);
    }

    Text question(String pointer, Shipment shipment) {
        return wording.question(pointer, shipment);
    }

    private Determination combined(
            Shipment shipment,
            Map<String, LocalDate> days,
            Decisions.Looked looked,
            List<ListUsed> lists,
            boolean explained) {
        Map<String, List<Finding>> findings = new TreeMap<>();
        days.keySet().forEach(j -> findings.put(j, new ArrayList<>()));
        Map<Finding, List<Finding>> upon = new IdentityHashMap<>(8);
        Map<Finding, String> rules = new IdentityHashMap<>(looked.found().size());
        for (Found one : looked.found()) {
            Finding finding = one.finding();
            rules.put(finding, one.rule());
            List<Finding> of = findings.get(finding.law().getJurisdiction());
            if (of != null) {
                of.add(finding);
                if (finding.upon() != null && finding.duty() == null) {
                    upon.computeIfAbsent(finding.upon(), x -> new ArrayList<>()).add(finding);
                }
            }
        }
        List<String> lineIds = shipment.lines().stream().map(Line::id).toList();
        World applied = ruleset.world(shipment);
        Map<String, List<Weighing.Limit>> limitsOfDay = limits(days);
        Weighed weighed = weigh(findings, upon, lineIds, limitsOfDay, applied);
        Verdict whole = weighed.whole();

        List<Told> told = new ArrayList<>();
        List<Determination.Duty> obligations = new ArrayList<>();
        findings.forEach((jurisdiction, of) -> {
            told.addAll(Told.select(of, rules, weighed.byJurisdiction().get(jurisdiction), applied));
            obligations.addAll(
                    duties.of(of, weighed.byJurisdiction().get(jurisdiction), applied, days.get(jurisdiction)));
        });
        Collections.sort(told);
        Map<String, List<Told>> toldOfLine = told.stream()
                .filter(t -> t.finding().getLine() != null)
                .collect(Collectors.groupingBy(t -> t.finding().getLine()));
        obligations.sort(Duties.ORDER);
        if (explained) {
            findings.values().forEach(of -> told.addAll(Told.nearly(of, rules, told, applied)));
            Collections.sort(told);
        }

        List<MissingFact> missing =
                missing(weighed, lineIds, applied, shipment, suggestions.of(shipment, days, looked.lines()));
        var holds = new Holds(
                weighed.byJurisdiction(),
                weighed.lines(),
                weighed.jurisdictions(),
                shipment,
                days,
                (finding, line) ->
                        classifications.needed(finding, looked.lines().get(line.id()), applied),
                (jurisdiction, line) -> duties.licenseKinds(
                        line.id(),
                        findings.get(jurisdiction),
                        weighed.byJurisdiction().get(jurisdiction),
                        days.get(jurisdiction)),
                law -> authorities.of(law.provision(), days.get(law.getJurisdiction())),
                missing);
        List<Hold> held = holds.of(told);
        return new Determination(
                null,
                shipment.reference(),
                whole.outcome().name(),
                name(whole.reviewPolicy()),
                range(whole),
                policyRange(whole),
                days.entrySet().stream()
                        .map(d -> answer(
                                d.getKey(),
                                d.getValue(),
                                weighed.jurisdictions().get(d.getKey())))
                        .toList(),
                shipment.lines().stream()
                        .map(l -> answer(
                                l.id(),
                                weighed.ofLine(l.id()),
                                toldOfLine.getOrDefault(l.id(), List.of()),
                                classifications.of(looked.lines().get(l.id()), applied),
                                extensions(shipment, l)))
                        .toList(),
                told.stream()
                        .map(t -> wording.finding(
                                t, shipment, applied, days.get(t.finding().law().getJurisdiction()), explained))
                        .toList(),
                missing,
                readings(findings, upon, lineIds, limitsOfDay, applied, weighed),
                obligations,
                new RulesetId(ruleset.version(), ruleset.digest()),
                asOf(shipment, days),
                null,
                notModelled(days),
                lists,
                held,
                authorities.of(held, days),
                shipment.given().get("references"),
                shipment.given().get("extensions"));
    }

    private List<NotModelled> notModelled(Map<String, LocalDate> days) {
        List<NotModelled> told = new ArrayList<>();
        for (Gaps of : gaps) {
            LocalDate day = days.get(of.jurisdiction());
            if (day != null) {
                for (Gap gap : of.rows()) {
                    if (gap.row().holdsOn(day)) {
                        told.add(gap.told());
                    }
                }
            }
        }
        return told;
    }

    /** Before which provisions exemptions give way on the days of the movement. */
    private Map<String, List<Weighing.Limit>> limits(Map<String, LocalDate> days) {
        Map<String, List<Weighing.Limit>> ofDay = new HashMap<>();
        for (ExemptionLimit limit : limits) {
            LocalDate day = days.get(jurisdictionOf.get(limit.provision()));
            if (day != null && limit.holdsOn(day)) {
                ofDay.computeIfAbsent(limit.provision(), x -> new ArrayList<>())
                        .add(new Weighing.Limit(limit.yieldsTo(), limit.reading()));
            }
        }
        return ofDay;
    }

    private static String asOf(Shipment shipment, Map<String, LocalDate> days) {
        Set<LocalDate> different = new TreeSet<>(days.values());
        return different.size() == 1
                ? different.iterator().next().toString()
                : shipment.exportDate().given();
    }

    private JurisdictionAnswer answer(String jurisdiction, LocalDate day, Verdict verdict) {
        return new JurisdictionAnswer(
                jurisdiction,
                jurisdictions.get(jurisdiction).authority().en(),
                verdict.outcome().name(),
                name(verdict.reviewPolicy()),
                range(verdict),
                day);
    }

    private static LineAnswer answer(
            String line, Verdict verdict, List<Told> told, List<Classification> classification, Object extensions) {
        return new LineAnswer(
                line,
                verdict.outcome().name(),
                name(verdict.reviewPolicy()),
                range(verdict),
                told.stream().map(Told::id).toList(),
                classification,
                extensions);
    }

    /** The caller's own data of a line, as they were given; null where there are none. */
    private static Object extensions(Shipment shipment, Line line) {
        int at = Integer.parseInt(line.pointer().substring(line.pointer().lastIndexOf('/') + 1));
        return shipment.given().get("lines") instanceof List<?> lines
                        && at < lines.size()
                        && lines.get(at) instanceof Map<?, ?> given
                ? given.get("extensions")
                : null;
    }

    private static Range range(Verdict verdict) {
        return new Range(verdict.atLeast().name(), verdict.atMost().name());
    }

    private static Range policyRange(Verdict verdict) {
        return verdict.policyAtMost() == null || verdict.atLeast() == Outcome.PROHIBITED
                ? null
                : new Range(name(verdict.policyAtLeast()), name(verdict.policyAtMost()));
    }

    static String name(Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    private static Weighed weigh(
            Map<String, List<Finding>> findings,
            Map<Finding, List<Finding>> upon,
            List<String> lineIds,
            Map<String, List<Weighing.Limit>> limits,
            World world) {
        Map<String, Weighing> weighings = new TreeMap<>();
        Map<String, Map<String, Verdict>> lines = new TreeMap<>();
        Map<String, Verdict> jurisdictionVerdicts = new TreeMap<>();
        Verdict whole = Verdict.FREE;
        for (Map.Entry<String, List<Finding>> of : findings.entrySet()) {
            Budget.look();
            Weighing weighing = new Weighing(of.getValue(), upon, limits, world);
            Map<String, Verdict> byLine = weighing.lines(lineIds);
            Verdict strictest = Verdict.FREE;
            for (Verdict verdict : byLine.values()) {
                strictest = strictest.and(verdict);
            }
            weighings.put(of.getKey(), weighing);
            lines.put(of.getKey(), byLine);
            jurisdictionVerdicts.put(of.getKey(), strictest);
            whole = whole.and(strictest);
        }
        return new Weighed(weighings, lines, jurisdictionVerdicts, whole);
    }

    private List<ReadingAnswer> readings(
            Map<String, List<Finding>> findings,
            Map<Finding, List<Finding>> upon,
            List<String> lineIds,
            Map<String, List<Weighing.Limit>> limitsOfDay,
            World applied,
            Weighed weighed) {
        Set<String> occurring = new TreeSet<>();
        for (List<Finding> of : findings.values()) {
            for (Finding finding : of) {
                if (finding.isPossible() && finding.duty() == null) {
                    occurring.addAll(finding.questions());
                    limitsOfDay
                            .getOrDefault(finding.getProvision(), List.of())
                            .forEach(l -> occurring.addAll(l.reading().questions()));
                }
            }
        }
        List<ReadingAnswer> answers = new ArrayList<>();
        for (String id : occurring) {
            OpenQuestion question = questions.get(id);
            List<Answer> each = new ArrayList<>();
            Weighed first = null;
            boolean differs = false;
            for (Read read : readings.getOrDefault(id, List.of())) {
                Weighed other = read.world().equals(applied)
                        ? weighed
                        : weigh(findings, upon, lineIds, limitsOfDay, read.world());
                first = first == null ? other : first;
                differs |= other.tellsApart(first);
                each.add(new Answer(
                        read.reading().reading(),
                        other.whole().outcome().name(),
                        name(other.whole().reviewPolicy()),
                        read.reading().meaning()));
            }
            if (differs) {
                answers.add(
                        new ReadingAnswer(id, question.provision(), question.question(), applied.reading(id), each));
            }
        }
        return answers;
    }

    /** The facts behind every finding that may apply and could move an end of its line's range or its review policy. */
    private List<MissingFact> missing(
            Weighed weighed,
            List<String> lineIds,
            World world,
            Shipment shipment,
            Function<String, List<CodeCandidate>> candidates) {
        var missing = new MissingFacts(world);
        weighed.byJurisdiction().forEach((jurisdiction, weighing) -> {
            Map<String, Verdict> lines = weighed.lines().get(jurisdiction);
            uncertain(weighing).values().forEach(missing::leaveAssertionsOut);
            for (Finding requirement : weighing.requirements()) {
                if (weighing.inForce(requirement) == Truth.FALSE) {
                    continue;
                }
                for (String line : requirement.getLine() == null ? lineIds : List.of(requirement.getLine())) {
                    collectMissing(requirement, weighing, lines.get(line), missing);
                }
            }
        });
        return missing.provisions().entrySet().stream()
                .map(e -> new MissingFact(
                        Pointers.place(e.getKey()),
                        askedBy(e.getKey(), e.getValue()),
                        wording.question(e.getKey(), shipment),
                        candidates.apply(e.getKey())))
                .toList();
    }

    /** The provisions that ask for a fact; of an assertion the one that it must name, whichever row it decides on. */
    private static List<String> askedBy(String pointer, Set<String> provisions) {
        String asserted = Pointers.about(pointer);
        return asserted == null ? List.copyOf(provisions) : List.of(asserted);
    }

    /** By line the requirements upon it that may apply or not, where an assertion may be asked for, with what they make of it. */
    private static Map<String, Map<Finding, Verdict>> uncertain(Weighing weighing) {
        Map<String, Map<Finding, Verdict>> byLine = new HashMap<>();
        Set<String> unmodelled = new HashSet<>();
        for (Finding requirement : weighing.requirements()) {
            String line = requirement.getLine();
            if (line != null && weighing.inForce(requirement) == Truth.UNKNOWN) {
                byLine.computeIfAbsent(line, x -> new IdentityHashMap<>()).put(requirement, weighing.of(requirement));
                if (!requirement.isModelled()) {
                    unmodelled.add(line);
                }
            }
        }
        byLine.keySet().retainAll(unmodelled);
        return byLine;
    }

    private static void collectMissing(Finding requirement, Weighing weighing, Verdict line, MissingFacts missing) {
        Verdict own = weighing.of(requirement);
        if (!own.mayMove(line)) {
            return;
        }
        boolean movesPolicy = own.mayMovePolicy(line);
        missing.of(requirement);
        weighing.mayGiveWayTo(requirement).forEach(listed -> {
            missing.of(listed);
            addExemptions(listed, weighing, missing);
        });
        addExemptions(requirement, weighing, missing);
        for (Finding finding : weighing.upon(requirement)) {
            if (!finding.isExemption()
                    && finding.reviewPolicy() != null
                    && weighing.inForce(finding) == Truth.UNKNOWN
                    && movesPolicy) {
                ReviewPolicy policy = finding.reviewPolicy();
                if (line.policyAtLeast() == null || policy.compareTo(line.policyAtLeast()) > 0) {
                    missing.of(finding);
                }
            }
        }
    }

    private static void addExemptions(Finding requirement, Weighing weighing, MissingFacts missing) {
        for (Finding finding : weighing.upon(requirement)) {
            if (finding.isExemption() && weighing.inForce(finding).possible()) {
                missing.of(finding);
                weighing.strongerThan(finding).stream()
                        .filter(f -> weighing.inForce(f) == Truth.UNKNOWN)
                        .forEach(missing::of);
            }
        }
    }
}
