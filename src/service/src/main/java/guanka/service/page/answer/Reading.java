package guanka.service.page.answer;

import guanka.facts.Determination;
import guanka.facts.Determination.ConditionAnswer;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.World;
import guanka.service.page.Visit;
import guanka.service.page.Words;
import guanka.service.page.answer.FindingView.ConditionView;
import guanka.service.page.answer.FindingView.RowLink;
import guanka.service.page.facts.Codes;
import guanka.service.page.facts.Facts;
import guanka.service.page.facts.Labels;
import java.util.ArrayList;
import java.util.List;

/** Puts findings into the words of one person's language. */
final class Reading {

    private final Visit visit;
    private final Words words;
    private final Codes codes;
    private final Values values;
    private final Facts facts;
    private final Labels labels;

    Reading(Visit visit, Codes codes, Facts facts, World world) {
        this.visit = visit;
        this.words = visit.words();
        this.codes = codes;
        this.facts = facts;
        this.values = new Values(codes, visit.language(), visit.edition().ruleset(), world);
        this.labels = new Labels(words);
    }

    Values values() {
        return values;
    }

    FindingView finding(FindingAnswer finding) {
        List<ConditionView> conditions = new ArrayList<>();
        if (finding.conditions() != null) {
            finding.conditions().forEach(c -> conditions.add(condition(c)));
        }
        return new FindingView(
                finding.id(),
                finding.provision(),
                Mark.effect(finding.effect(), codes),
                visit.language().of(finding.text()),
                visit.language().other().of(finding.text()),
                finding.party() == null ? "" : party(finding.party()),
                waiting(finding),
                visit.language().of(finding.citation().title()),
                finding.citation().article(),
                finding.citation().url(),
                finding.source().rule() == null ? "" : finding.source().rule(),
                row(
                        finding.source().file(),
                        finding.source().sheet(),
                        finding.source().row()),
                summary(conditions),
                conditions);
    }

    private String waiting(FindingAnswer finding) {
        Determination.WouldBe wouldBe = finding.wouldBe();
        if (wouldBe == null) {
            return "";
        }
        String outcome = codes.outcome(wouldBe.outcome())
                + (wouldBe.reviewPolicy() == null
                        ? ""
                        : words.of("comma") + codes.reviewPolicy(wouldBe.reviewPolicy()));
        return wouldBe.from() == null
                ? words.of("wouldBe", "outcome", outcome)
                : words.of("wouldBe.from", "outcome", outcome, "day", wouldBe.from());
    }

    private String summary(List<ConditionView> conditions) {
        long met = conditions.stream().filter(c -> c.verdict().equals("TRUE")).count();
        long unknown =
                conditions.stream().filter(c -> c.verdict().equals("UNKNOWN")).count();
        return words.of(
                unknown > 0 ? "conditions.unknown" : "conditions",
                "all",
                conditions.size(),
                "met",
                met,
                "unknown",
                unknown);
    }

    private ConditionView condition(ConditionAnswer condition) {
        return new ConditionView(
                words.or("condition." + condition.condition(), condition.condition()),
                values.of(condition.actual()),
                condition.wanted() == null ? "" : values.of(condition.wanted()),
                condition.verdict(),
                words.of("verdict." + condition.verdict()),
                cell(condition.cell()));
    }

    /** A place that is written {@code workbook!sheet!row 7}. */
    private RowLink cell(String place) {
        if (place == null) {
            return null;
        }
        String[] parts = place.split("!");
        return row(parts[0], parts[1], Integer.parseInt(parts[2].substring("row ".length())));
    }

    RowLink row(String file, String sheet, int row) {
        return new RowLink(
                words.of("row", "file", file, "sheet", sheet, "row", row), visit.rowAddress(file, sheet, row));
    }

    String party(String id) {
        return facts.partyName(id);
    }

    String place(String pointer) {
        return labels.place(pointer, facts);
    }
}
