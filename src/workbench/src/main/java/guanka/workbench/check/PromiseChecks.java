package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Text;
import guanka.facts.rows.PromisedCase;
import guanka.facts.rows.RetiredCase;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.CodesInChinese;
import guanka.workbench.replay.Promises;
import guanka.workbench.replay.Replay;
import guanka.workbench.replay.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Looks at the cases of workbooks: which are answered otherwise than they say, and which promise less than they did, and why. */
final class PromiseChecks {

    private final Ruleset draft;
    private final CodesInChinese codes;
    private final Map<String, PromisedCase> before = new LinkedHashMap<>();
    private final List<CheckFinding> findings = new ArrayList<>();
    private final List<PromiseState> states = new ArrayList<>();

    /** @param verdicts of the cases of the draft */
    PromiseChecks(Decisions draft, Decisions base, Replay replay, Map<Case, Verdict> verdicts) {
        this.draft = draft.ruleset();
        codes = new CodesInChinese(this.draft);
        if (base != null) {
            base.ruleset().rows(PromisedCase.class).forEach(row -> before.put(row.key(), row));
        }
        for (Promises.Promise promise : replay.promises().all()) {
            look(promise, verdicts);
            before.remove(promise.row().key());
        }
        before.values()
                .forEach(row -> findings.add(
                        Flaw.PROMISE_REMOVED.at(Place.of(row.source()), "case", row.key(), "title", row.title())));
        List<RetiredCase> nothing = replay.retiringNothing();
        for (RetiredCase row : nothing) {
            findings.add(Flaw.RETIRES_NOTHING.at(
                    Place.of(row.source(), "key", this.draft), "case", row.key(), "to", row.to()));
        }
        for (RetiredCase row : draft.ruleset().rows(RetiredCase.class)) {
            if (!nothing.contains(row)) {
                states.add(new PromiseState(
                        row.key(), PromiseState.RETIRED, null, null, row.to(), row.reason(), Place.of(row.source())));
            }
        }
    }

    private void look(Promises.Promise promise, Map<Case, Verdict> verdicts) {
        PromisedCase row = promise.row();
        boolean ended = withdrawn(row);
        List<Case> broken = promise.days().stream()
                .filter(day -> !verdicts.get(day).holds())
                .toList();
        if (!promise.unclear().isEmpty()) {
            for (Promises.Unclear unclear : promise.unclear()) {
                findings.add(Flaw.PROMISE_UNCLEAR.at(
                        Place.of(row.source(), unclear.header(), draft),
                        "case",
                        row.key(),
                        "pointer",
                        unclear.mistake().pointer(),
                        "what",
                        unclear.mistake().message()));
            }
        } else if (!broken.isEmpty()) {
            broken(row, promise.days(), broken, verdicts);
        }
        boolean stands = promise.unclear().isEmpty() && broken.isEmpty();
        states.add(new PromiseState(
                row.key(),
                !stands ? PromiseState.BROKEN : row.reason() != null ? PromiseState.RETIRED : PromiseState.HOLDS,
                row.title(),
                row.from(),
                row.to(),
                row.reason(),
                Place.of(row.source())));
        if (ended && row.reason() != null) {
            findings.add(Flaw.PROMISE_ENDED.at(
                    Place.of(row.source(), "reason", draft),
                    "case",
                    row.key(),
                    "title",
                    row.title(),
                    "reason",
                    row.reason()));
        } else if (ended) {
            findings.add(Flaw.PROMISE_WITHDRAWN.at(
                    Place.of(row.source(), "reason", draft), "case", row.key(), "title", row.title()));
        }
    }

    private void broken(PromisedCase row, List<Case> days, List<Case> broken, Map<Case, Verdict> verdicts) {
        Case first = broken.get(0);
        LocalDate day = day(first);
        Verdict verdict = verdicts.get(first);
        boolean late = day.isAfter(row.from());
        findings.add(Flaw.PROMISE_BROKEN.with(
                Place.of(row.source(), "to", draft),
                null,
                CaseChecks.broken(first, verdict),
                "case",
                row.key(),
                "title",
                row.title(),
                "day",
                day,
                "what",
                CaseChecks.told(verdict, codes),
                "remedy",
                late
                        ? new Text(
                                "Where the new law means this, give the case the last day " + day.minusDays(1)
                                        + " in `to` and the reason in `reason`, and add one for the days that follow",
                                "如新规确有此意，请在 `to` 填写末日 " + day.minusDays(1) + "，在 `reason` 写明理由，并为其后的日期另增一行")
                        : new Text(
                                "It does not hold on its first day: correct the law, or what the case expects, with the reason in `reason`",
                                "该案例在首日即不成立：请更正法规行，或者更正案例的预期，并在 `reason` 写明理由")));
    }

    private static LocalDate day(Case one) {
        return LocalDate.parse(one.shipment().path("exportDate").asText());
    }

    /** Whether a case that stood before promises fewer days or something else. */
    private boolean withdrawn(PromisedCase row) {
        PromisedCase old = before.get(row.key());
        return old != null
                && (row.from().isAfter(old.from())
                        || row.to() != null && (old.to() == null || row.to().isBefore(old.to()))
                        || !expects(row).equals(expects(old)));
    }

    private static List<Object> expects(PromisedCase row) {
        return Stream.of(
                        row.baseCase(),
                        row.facts(),
                        row.outcome(),
                        row.reviewPolicy(),
                        row.atLeast(),
                        row.atMost(),
                        row.jurisdictions(),
                        row.findings(),
                        row.missing())
                .map(value -> Objects.requireNonNullElse(value, ""))
                .toList();
    }

    List<CheckFinding> findings() {
        return findings;
    }

    List<PromiseState> states() {
        return states;
    }
}
