package guanka.engine.decision;

import guanka.engine.decision.LicensesOnFile.LicenseKinds;
import guanka.engine.decision.LicensesOnFile.Needed;
import guanka.engine.decision.LicensesOnFile.Requirement;
import guanka.facts.Determination.Hold;
import guanka.facts.Determination.MissingFact;
import guanka.facts.Effect;
import guanka.facts.Finding;
import guanka.facts.HoldCode;
import guanka.facts.Law;
import guanka.facts.Line;
import guanka.facts.Outcome;
import guanka.facts.Shipment;
import guanka.facts.Truth;
import guanka.facts.Validity.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The short form of an answer: what stops a line. A requirement that an exemption lifts stops nothing, and neither does an open
 * question whose answer could not move the line.
 */
final class Holds {

    private static final Comparator<Hold> ORDER = Comparator.comparing((Hold hold) -> HoldCode.valueOf(hold.code()))
            .thenComparing(Hold::provision)
            .thenComparing(Hold::line, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Hold::party, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Hold::fact, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final Map<String, Weighing> weighings;
    private final Map<String, Map<String, Verdict>> lines;
    private final Map<String, Verdict> jurisdictions;
    private final Shipment shipment;
    private final Map<String, LocalDate> days;
    private final BiFunction<Finding, Line, Needed> needed;
    private final BiFunction<String, Line, List<LicenseKinds>> kinds;
    private final Function<Law, String> authority;
    private final Map<String, Line> byId = new HashMap<>();
    private final Map<String, String> facts = new HashMap<>();

    /**
     * @param lines  verdicts by jurisdiction and line
     * @param days   legal days by jurisdiction
     * @param needed the codes for which a finding asks for a license of a line
     * @param kinds  what is left of the kinds of licenses for a jurisdiction and a line
     * @param authority that grants or refuses what a law requires, or null
     */
    Holds(
            Map<String, Weighing> weighings,
            Map<String, Map<String, Verdict>> lines,
            Map<String, Verdict> jurisdictions,
            Shipment shipment,
            Map<String, LocalDate> days,
            BiFunction<Finding, Line, Needed> needed,
            BiFunction<String, Line, List<LicenseKinds>> kinds,
            Function<Law, String> authority,
            List<MissingFact> missing) {
        this.weighings = weighings;
        this.lines = lines;
        this.jurisdictions = jurisdictions;
        this.shipment = shipment;
        this.days = days;
        this.needed = needed;
        this.kinds = kinds;
        this.authority = authority;
        shipment.lines().forEach(line -> byId.put(line.id(), line));
        for (MissingFact one : missing) {
            for (String provision : one.provisions()) {
                facts.putIfAbsent(provision + line(one.fact()), one.fact());
            }
        }
    }

    /** The line in which a fact lies; empty where it lies in none. */
    private static String line(String fact) {
        if (!fact.startsWith("/lines/")) {
            return "";
        }
        int end = fact.indexOf('/', "/lines/".length());
        return end < 0 ? fact : fact.substring(0, end);
    }

    List<Hold> of(Collection<Told> told) {
        Map<Hold, List<Finding>> holds = new TreeMap<>(ORDER);
        for (Told one : told) {
            HoldCode code = code(one);
            if (code != null) {
                holds.computeIfAbsent(hold(one.finding(), code), x -> new ArrayList<>())
                        .add(one.finding());
            }
        }
        Set<List<String>> looked = new HashSet<>();
        for (Hold hold : holds.keySet()) {
            if (hold.code().equals(HoldCode.MATCH.name())) {
                looked.add(List.of(hold.provision(), Objects.toString(hold.party(), "")));
            }
        }
        if (!looked.isEmpty()) {
            holds.keySet()
                    .removeIf(hold -> hold.code().equals(HoldCode.QUESTION.name())
                            && hold.party() != null
                            && looked.contains(List.of(hold.provision(), hold.party())));
        }
        return holds.isEmpty() ? List.of() : answered(holds, told);
    }

    /** Tells of each requirement what answers it: a license on file, or an exception that may be claimed. */
    private List<Hold> answered(Map<Hold, List<Finding>> holds, Collection<Told> told) {
        boolean onFile =
                shipment.lines().stream().anyMatch(line -> !line.licenses().isEmpty());
        Map<Hold, List<Requirement>> requirements = new HashMap<>();
        List<Requirement> all = new ArrayList<>();
        holds.forEach((hold, findings) -> {
            if (hold.code().equals(HoldCode.LICENSE.name())) {
                List<Requirement> of = onFile ? requirements(hold, findings) : List.of();
                requirements.put(hold, of);
                all.addAll(of);
            }
        });
        var licenses = new LicensesOnFile(shipment, days, all);
        Set<List<String>> available = new HashSet<>();
        for (Told one : told) {
            if (one.effect() == Effect.EXCEPTION_AVAILABLE) {
                available.add(List.of(one.finding().getLine(), one.finding().getProvision()));
            }
        }
        List<Hold> answered = new ArrayList<>();
        holds.forEach((hold, findings) -> {
            List<Requirement> of = requirements.get(hold);
            answered.add(of == null ? hold : answered(hold, licenses.of(of), exceptions(findings, available)));
        });
        return answered;
    }

    private static Hold answered(Hold hold, LicensesOnFile.Answer answer, Set<String> exceptions) {
        return new Hold(
                hold.code(),
                hold.provision(),
                hold.line(),
                hold.party(),
                hold.fact(),
                hold.authority(),
                answer.coveredBy(),
                Combination.name(answer.because()),
                exceptions.isEmpty() ? null : List.copyOf(exceptions));
    }

    private List<Requirement> requirements(Hold hold, List<Finding> findings) {
        String jurisdiction = findings.get(0).law().getJurisdiction();
        List<Requirement> requirements = new ArrayList<>();
        for (Line line : hold.line() == null ? shipment.lines() : List.of(byId.get(hold.line()))) {
            Needed codes = findings.stream()
                    .map(finding -> needed.apply(finding, line))
                    .reduce(Needed::and)
                    .orElseThrow();
            requirements.add(new Requirement(jurisdiction, line, hold.party(), codes, kinds.apply(jurisdiction, line)));
        }
        return requirements;
    }

    /** The exceptions that the answer tells and that would lift a requirement. */
    private Set<String> exceptions(List<Finding> findings, Set<List<String>> available) {
        Set<String> exceptions = new TreeSet<>();
        for (Finding finding : findings) {
            Weighing weighing = weighings.get(finding.law().getJurisdiction());
            for (Finding upon : weighing.upon(finding)) {
                if (upon.getEffect() == Effect.EXCEPTION_AVAILABLE
                        && weighing.inForce(upon).possible()
                        && available.contains(List.of(upon.getLine(), upon.getProvision()))) {
                    exceptions.add(upon.getProvision());
                }
            }
        }
        return exceptions;
    }

    private HoldCode code(Told told) {
        Finding finding = told.finding();
        if (told.state() != State.IN_FORCE || told.truth() == Truth.FALSE) {
            return null;
        }
        String jurisdiction = finding.law().getJurisdiction();
        if (told.effect() == Effect.POSSIBLE_MATCH) {
            return isOpen(jurisdictions.get(jurisdiction)) ? HoldCode.MATCH : null;
        }
        if (!finding.isRequirement()) {
            return null;
        }
        Weighing weighing = weighings.get(jurisdiction);
        Verdict own = weighing.of(finding);
        if (own.atLeast() == Outcome.PROHIBITED) {
            return HoldCode.PROHIBITED;
        }
        if (own.atLeast() == Outcome.LICENSE_REQUIRED) {
            return HoldCode.LICENSE;
        }
        if (!mayMove(own, finding.getLine(), lines.get(jurisdiction))) {
            return null;
        }
        return told.effect() == Effect.NOT_MODELLED ? HoldCode.ASSERTION : HoldCode.QUESTION;
    }

    private static boolean mayMove(Verdict own, String line, Map<String, Verdict> verdicts) {
        return line == null
                ? verdicts.values().stream().anyMatch(verdict -> own.mayMove(verdict))
                : own.mayMove(verdicts.get(line));
    }

    private static boolean isOpen(Verdict verdict) {
        return verdict.atLeast() != verdict.atMost()
                || !Objects.equals(verdict.policyAtLeast(), verdict.policyAtMost());
    }

    private Hold hold(Finding finding, HoldCode code) {
        String provision = finding.getProvision();
        String line = finding.getLine();
        String party = Roles.NOT_NAMED.equals(finding.getParty()) ? null : finding.getParty();
        boolean asks = code == HoldCode.QUESTION || code == HoldCode.ASSERTION;
        String ofLine =
                line == null ? null : facts.get(provision + byId.get(line).pointer());
        return new Hold(
                code.name(),
                provision,
                line,
                party,
                !asks ? null : ofLine == null ? facts.get(provision) : ofLine,
                code == HoldCode.LICENSE || code == HoldCode.PROHIBITED ? authority.apply(finding.law()) : null,
                null,
                null,
                null);
    }
}
