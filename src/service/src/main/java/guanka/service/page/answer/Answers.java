package guanka.service.page.answer;

import guanka.facts.Assertions;
import guanka.facts.Determination;
import guanka.facts.Determination.AuthorityAnswer;
import guanka.facts.Determination.Duty;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Determination.Hold;
import guanka.facts.Determination.JurisdictionAnswer;
import guanka.facts.Determination.LeadTime;
import guanka.facts.Determination.LineAnswer;
import guanka.facts.Determination.MissingFact;
import guanka.facts.Determination.ReadingAnswer;
import guanka.facts.Effect;
import guanka.facts.Line;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.Obligation;
import guanka.service.page.Visit;
import guanka.service.page.Words;
import guanka.service.page.answer.AnswerView.AuthorityView;
import guanka.service.page.answer.AnswerView.ClaimView;
import guanka.service.page.answer.AnswerView.CoverageView;
import guanka.service.page.answer.AnswerView.DutyView;
import guanka.service.page.answer.AnswerView.GivenView;
import guanka.service.page.answer.AnswerView.JurisdictionView;
import guanka.service.page.answer.AnswerView.LineView;
import guanka.service.page.answer.AnswerView.ReadingAnswerView;
import guanka.service.page.answer.AnswerView.ReadingView;
import guanka.service.page.facts.Codes;
import guanka.service.page.facts.Countries;
import guanka.service.page.facts.FactKind;
import guanka.service.page.facts.Facts;
import guanka.service.page.facts.Field;
import guanka.service.page.facts.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes an answer readable for one person. */
public final class Answers {

    private static final Set<String> WAITING = Set.of("SUSPENDED", "NOT_IN_FORCE");
    private static final Set<String> NEARLY = Set.of("NEARLY", "BELOW_THRESHOLD");

    private final Visit visit;
    private final Words words;
    private final Codes codes;
    private final Situation situation;
    private final Reading reading;

    public Answers(Visit visit, Situation situation) {
        this.visit = visit;
        this.words = visit.words();
        this.codes = new Codes(visit.edition().ruleset(), visit.language());
        this.situation = situation;
        this.reading = new Reading(
                visit, codes, situation.facts(), visit.edition().decisions().world(situation.shipment()));
    }

    /**
     * The findings of an answer that was given by the ruleset of a visit under its default readings.
     *
     * @param facts behind the answer, for the names of parties
     */
    public static List<FindingView> findings(Visit visit, Determination answer, Facts facts) {
        Reading reading = new Reading(
                visit,
                new Codes(visit.edition().ruleset(), visit.language()),
                facts,
                visit.edition().ruleset().defaultWorld());
        return answer.findings().stream().map(reading::finding).toList();
    }

    /** Decides the situation and explains the answer. */
    public AnswerView view() {
        return view(visit.edition().decisions().explain(situation.shipment()));
    }

    private AnswerView view(Determination answer) {
        return new AnswerView(
                situation.asked().id().toString(),
                Mark.outcome(answer.outcome(), codes),
                review(answer.reviewPolicy()),
                lead(answer),
                range(answer),
                route(),
                situation.shipment().exportDate().given(),
                situation.varied() ? words.of("answer.varied") : "",
                answer.jurisdictions().stream()
                        .map(j -> jurisdiction(j, answer))
                        .toList(),
                questions(answer.missing()),
                exceptions(answer),
                answer.readings().stream().map(this::reading).toList(),
                answer.obligations().stream().map(this::duty).toList(),
                answer.authorities().stream().map(this::authority).toList(),
                coverage(answer),
                given(),
                answer.ruleset().version(),
                answer.ruleset().digest(),
                situation.asked().at().toString(),
                situation.asked().actor(),
                situation.asked().sequence());
    }

    private String review(String policy) {
        return policy == null ? "" : codes.reviewPolicy(policy);
    }

    /** The finding that decides, in its own words; where none does, why there is none. */
    private String lead(Determination answer) {
        for (FindingAnswer finding : answer.findings()) {
            if (finding.effect().equals(answer.outcome())) {
                return visit.language().of(finding.text());
            }
        }
        if (answer.outcome().equals("UNDETERMINED")) {
            return words.of("lead.undetermined");
        }
        for (FindingAnswer finding : answer.findings()) {
            if (WAITING.contains(finding.effect())) {
                return visit.language().of(finding.text());
            }
        }
        return words.of("lead.free");
    }

    private String range(Determination answer) {
        List<String> said = new ArrayList<>();
        if (!answer.range().atLeast().equals(answer.range().atMost())) {
            said.add(words.of(
                    "range",
                    "least",
                    codes.outcome(answer.range().atLeast()),
                    "most",
                    codes.outcome(answer.range().atMost())));
        }
        var reviews = answer.reviewPolicyRange();
        if (reviews != null && reviews.atMost() != null && !reviews.atMost().equals(reviews.atLeast())) {
            said.add(words.of(
                    "range.review",
                    "least",
                    reviews.atLeast() == null ? words.of("none") : codes.reviewPolicy(reviews.atLeast()),
                    "most",
                    codes.reviewPolicy(reviews.atMost())));
        }
        return String.join(" ", said);
    }

    private String route() {
        return country(situation.shipment().exportFrom().value()) + " → "
                + country(situation.shipment().destination().value());
    }

    private String country(String code) {
        return code == null ? words.of("notKnown") : Countries.name(code, visit.language());
    }

    private JurisdictionView jurisdiction(JurisdictionAnswer of, Determination answer) {
        List<FindingAnswer> findings = answer.findings().stream()
                .filter(f -> f.jurisdiction().equals(of.jurisdiction()))
                .toList();
        List<LineView> lines = new ArrayList<>();
        for (LineAnswer line : answer.lines()) {
            lines.add(line(
                    line,
                    findings.stream().filter(f -> line.id().equals(f.line())).toList(),
                    answer.holds()));
        }
        return new JurisdictionView(
                codes.meaning("jurisdictions", of.jurisdiction()),
                visit.authority(of.jurisdiction()),
                Mark.outcome(of.outcome(), codes),
                review(of.reviewPolicy()),
                String.valueOf(of.asOf()),
                lines,
                findings.stream()
                        .filter(f -> f.line() == null)
                        .map(reading::finding)
                        .toList());
    }

    private LineView line(LineAnswer line, List<FindingAnswer> findings, List<Hold> holds) {
        List<FindingView> applying = new ArrayList<>();
        List<FindingView> waiting = new ArrayList<>();
        List<FindingView> nearly = new ArrayList<>();
        for (FindingAnswer finding : findings) {
            List<FindingView> where = WAITING.contains(finding.effect())
                    ? waiting
                    : NEARLY.contains(finding.effect()) ? nearly : applying;
            where.add(reading.finding(finding));
        }
        return new LineView(
                title(line.id()), strictest(findings), applying, waiting, nearly, licenses(line, findings, holds));
    }

    /** What the licenses on file say of the requirements upon a line. */
    private List<String> licenses(LineAnswer line, List<FindingAnswer> findings, List<Hold> holds) {
        Set<String> provisions = findings.stream().map(FindingAnswer::provision).collect(Collectors.toSet());
        Set<String> said = new LinkedHashSet<>();
        for (Hold hold : holds) {
            if (line.id().equals(hold.line()) && provisions.contains(hold.provision())) {
                if (hold.coveredBy() != null) {
                    said.add(words.of("license.covers", "number", hold.coveredBy(), "provision", hold.provision()));
                } else if (hold.notCoveredBecause() != null) {
                    said.add(words.of(
                            "license.fails",
                            "provision",
                            hold.provision(),
                            "why",
                            words.of("license." + hold.notCoveredBecause())));
                }
            }
        }
        return List.copyOf(said);
    }

    private String title(String line) {
        String description = situation.facts().lineDescription(line);
        return words.of("line", "id", line) + (description.isEmpty() ? "" : words.of("colon") + description);
    }

    /** What the findings of one jurisdiction make of one line; null where they make nothing of it. */
    private Mark strictest(List<FindingAnswer> findings) {
        for (String outcome : new String[] {"PROHIBITED", "LICENSE_REQUIRED", "EXEMPT"}) {
            boolean exempted = outcome.equals("LICENSE_REQUIRED")
                    && findings.stream().anyMatch(f -> f.effect().equals("EXEMPT"));
            if (!exempted && findings.stream().anyMatch(f -> f.effect().equals(outcome))) {
                return Mark.outcome(outcome, codes);
            }
        }
        return null;
    }

    private List<Question> questions(List<MissingFact> missing) {
        Fields fields = new Fields(situation.facts(), codes, visit.language(), Map.of());
        List<Question> questions = new ArrayList<>();
        for (MissingFact fact : missing) {
            String question = visit.language().of(fact.question());
            if (fact.fact().equals(Assertions.POINTER)) {
                fact.provisions().forEach(provision -> questions.add(asserting(fields, provision, question)));
                continue;
            }
            Field plain = fields.of(fact.fact());
            boolean entries = plain.kind() == FactKind.ENTRIES;
            boolean nobody = fact.fact().equals("/parties");
            questions.add(new Question(
                    entries ? question : "",
                    situation.facts().holding(fact.fact()),
                    nobody ? null : entries ? plain : fields.of(fact.fact(), question),
                    plain.id(),
                    entries,
                    fact.provisions(),
                    candidates(fact)));
        }
        return questions;
    }

    /** The exceptions that may be claimed where a line certainly needs a license, and the claims that fail. */
    private List<ClaimView> exceptions(Determination answer) {
        List<ClaimView> exceptions = new ArrayList<>();
        for (Line line : situation.shipment().lines()) {
            List<FindingAnswer> findings = answer.findings().stream()
                    .filter(f -> line.id().equals(f.line()))
                    .toList();
            if (findings.stream().noneMatch(f -> f.effect().equals(Effect.LICENSE_REQUIRED.name()))) {
                continue;
            }
            Map<String, Set<String>> open = new LinkedHashMap<>();
            Set<String> refused = new LinkedHashSet<>();
            for (FindingAnswer finding : findings) {
                boolean fails = finding.effect().equals(Effect.EXCEPTION_REFUSED.name());
                if (fails || finding.effect().equals(Effect.EXCEPTION_AVAILABLE.name())) {
                    Set<String> compared = open.computeIfAbsent(finding.provision(), x -> new LinkedHashSet<>());
                    finding.because().forEach(because -> compared.add(String.valueOf(because.compared())));
                    if (fails) {
                        refused.add(finding.provision());
                    }
                }
            }
            List<ClaimView> ofLine = new ArrayList<>();
            open.forEach(
                    (exception, compared) -> ofLine.add(claim(line, exception, compared, refused.contains(exception))));
            // what has been claimed, then what is lacking nothing but the claim
            ofLine.sort(Comparator.comparing((ClaimView claim) -> !claim.refused())
                    .thenComparing(claim -> claim.attests() != null));
            exceptions.addAll(ofLine);
        }
        return exceptions;
    }

    private ClaimView claim(Line line, String exception, Set<String> compared, boolean refused) {
        Fields fields = new Fields(situation.facts(), codes, visit.language(), Map.of());
        String claim = situation.facts().claimOf(line.pointer(), exception);
        Field attests = fields.of(claim + "/attests");
        Integer days = visit.edition().ruleset().rows(ExceptionRow.class).stream()
                .filter(row -> row.provision().equals(exception) && row.noticeDays() != null)
                .map(ExceptionRow::noticeDays)
                .findFirst()
                .orElse(null);
        attests = (refused ? attests : attests.offering(compared)).askedFor(exception);
        return new ClaimView(
                situation.shipment().lines().size() > 1 ? title(line.id()) : "",
                exception,
                codes.meaning(Codes.EXCEPTIONS, exception),
                claim + "/provision",
                attests.choices().isEmpty() ? null : attests,
                days == null
                        ? null
                        : fields.of(claim + "/noticeDate", words.of("claims.notice", "days", days))
                                .askedFor(exception),
                refused);
    }

    private List<String> candidates(MissingFact fact) {
        return fact.candidates() == null
                ? List.of()
                : fact.candidates().stream()
                        .map(candidate ->
                                candidate.code() + " · " + visit.language().of(candidate.name()))
                        .toList();
    }

    /** One question for each provision that is not modelled: each is looked into by itself. */
    private static Question asserting(Fields fields, String provision, String question) {
        Field field = fields.of(Facts.asserting(provision), question);
        return new Question("", "", field, field.id(), false, List.of(provision), List.of());
    }

    private ReadingView reading(ReadingAnswer open) {
        return new ReadingView(
                visit.language().of(open.text()),
                open.provision(),
                open.answers().stream()
                        .map(a -> new ReadingAnswerView(
                                visit.language().of(a.text()),
                                Mark.outcome(a.outcome(), codes),
                                review(a.reviewPolicy()),
                                a.reading().equals(open.applied()),
                                a.reading().equals(open.applied())
                                        ? ""
                                        : situation.addressUnder("", open.question(), a.reading())))
                        .toList());
    }

    private DutyView duty(Duty duty) {
        String bound = visit.edition().ruleset().rows(Obligation.class).stream()
                .map(Obligation::boundParty)
                .filter(text -> text.en().equals(duty.boundParty()))
                .findFirst()
                .map(visit.language()::of)
                .orElse(duty.boundParty());
        return new DutyView(
                codes.meaning("duties", duty.duty()),
                bound,
                visit.language().of(duty.text()),
                duty.due() == null ? "" : duty.due().toString(),
                duty.provision());
    }

    private AuthorityView authority(AuthorityAnswer of) {
        LeadTime time = of.leadTime();
        return new AuthorityView(
                codes.meaning("authorities", of.authority()),
                of.address() == null ? "" : of.address(),
                of.documents() == null
                        ? List.of()
                        : of.documents().stream()
                                .map(code -> codes.meaning("documents", code))
                                .toList(),
                time == null ? "" : words.of("authorities." + time.countedIn(), "days", String.valueOf(time.days())),
                visit.language().of(of.text()));
    }

    private List<CoverageView> coverage(Determination answer) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        answer.coverage()
                .forEach(c -> all.computeIfAbsent(
                                codes.meaning("jurisdictions", c.jurisdiction()), j -> new ArrayList<>())
                        .add(visit.language().of(c.notModelled())));
        return all.entrySet().stream()
                .map(e -> new CoverageView(e.getKey(), e.getValue()))
                .toList();
    }

    private List<GivenView> given() {
        List<GivenView> given = new ArrayList<>();
        situation
                .facts()
                .given()
                .forEach((pointer, value) -> given.add(new GivenView(
                        reading.place(pointer),
                        pointer.endsWith("/id") || pointer.endsWith("/controlCodes") || pointer.endsWith("/name")
                                ? reading.values().exactly(value)
                                : reading.values().all(value))));
        return given;
    }
}
