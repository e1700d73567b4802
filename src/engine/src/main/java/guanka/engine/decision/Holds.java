package guanka.engine.decision;

import guanka.facts.Determination.Hold;
import guanka.facts.Determination.MissingFact;
import guanka.facts.Effect;
import guanka.facts.Finding;
import guanka.facts.HoldCode;
import guanka.facts.Outcome;
import guanka.facts.Truth;
import guanka.facts.Validity.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
    private final Map<String, String> pointers;
    private final Map<String, String> facts = new HashMap<>();

    /**
     * @param lines       verdicts by jurisdiction and line
     * @param pointers    of lines by their ids
     */
    Holds(
            Map<String, Weighing> weighings,
            Map<String, Map<String, Verdict>> lines,
            Map<String, Verdict> jurisdictions,
            Map<String, String> pointers,
            List<MissingFact> missing) {
        this.weighings = weighings;
        this.lines = lines;
        this.jurisdictions = jurisdictions;
        this.pointers = pointers;
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
        Set<Hold> holds = new TreeSet<>(ORDER);
        for (Told one : told) {
            HoldCode code = code(one);
            if (code != null) {
                holds.add(hold(one.finding(), code));
            }
        }
        Set<List<String>> looked = holds.stream()
                .filter(hold -> hold.code().equals(HoldCode.MATCH.name()))
                .map(hold -> List.of(hold.provision(), Objects.toString(hold.party(), "")))
                .collect(Collectors.toCollection(HashSet::new));
        holds.removeIf(hold -> hold.code().equals(HoldCode.QUESTION.name())
                && hold.party() != null
                && looked.contains(List.of(hold.provision(), hold.party())));
        return List.copyOf(holds);
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
        String ofLine = line == null ? null : facts.get(provision + pointers.get(line));
        return new Hold(
                code.name(), provision, line, party, !asks ? null : ofLine == null ? facts.get(provision) : ofLine);
    }
}
