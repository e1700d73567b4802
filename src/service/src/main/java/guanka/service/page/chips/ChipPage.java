package guanka.service.page.chips;

import guanka.engine.json.RefusedShipment;
import guanka.facts.Determination;
import guanka.facts.Determination.Classification;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Effect;
import guanka.facts.Outcome;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.ExceptionRow;
import guanka.service.page.Frame;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.Mark;
import guanka.service.page.facts.Codes;
import guanka.service.page.facts.Countries;
import guanka.service.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/** Classifies a chip from a small form: what it is by its figures, where that turns, and what the rules on chips ask for. */
@RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
@Path("/chips")
public class ChipPage {

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ChipView(
            Frame f,
            ChipForm form,
            List<Example> examples,
            List<Countries.Country> countries,
            List<String> days,
            Result result,
            ChipPicture picture,
            List<LimitView> limits)
            implements TemplateInstance {}

    /** A chip to begin with. */
    public record Example(String name, String story, String address) {}

    /**
     * What the figures and the rules come to.
     *
     * @param codes    paragraphs, of which one holds
     * @param sentences sums and turning values
     * @param says     what the rules on chips say of the shipment
     * @param whole    outcome of all law that was asked
     * @param json     the shipment, to go on with
     */
    public record Result(
            List<String> codes,
            boolean none,
            List<String> sentences,
            List<Saying> says,
            List<String> questions,
            List<String> readings,
            Mark whole,
            String json) {}

    public record Saying(Mark mark, String text, String review, String row) {}

    /** A row of limits, with whether the chip meets it. */
    public record LimitView(
            String paragraph,
            String tpp,
            String density,
            String io,
            String datacenters,
            String meets,
            String address) {}

    private final Visits visits;

    ChipPage(Visits visits) {
        this.visits = visits;
    }

    @GET
    public RestResponse<String> chip(HttpServerRequest request) {
        Visit visit = visits.of(request);
        ChipForm form = new ChipForm(visit, LocalDate.now().toString());
        LocalDate day = form.day() == null ? LocalDate.now() : form.day();
        List<ComputingLimit> rows = visit.edition().ruleset().rows(ComputingLimit.class);
        List<ComputingLimit> ofDay =
                rows.stream().filter(row -> row.holdsOn(day)).toList();
        Determination answer = null;
        Shipment shipment = null;
        byte[] json = null;
        if (form.isUsable() && !rows.isEmpty()) {
            String jurisdiction = visit.edition()
                    .decisions()
                    .jurisdictions()
                    .ofList(rows.get(0).list());
            json = form.shipment(jurisdiction, List.of());
            shipment = read(visit, json);
            answer = shipment == null ? null : visit.edition().decisions().decide(shipment);
            List<String> codes =
                    answer == null ? List.of() : classification(answer).codes();
            if (form.isOnlyAChip() && codes.size() == 1) {
                json = form.shipment(jurisdiction, List.of(jurisdiction + ":" + codes.get(0)));
                shipment = read(visit, json);
                answer = visit.edition().decisions().decide(shipment);
            }
        }
        Classification classification = answer == null ? null : classification(answer);
        return visit.page(
                form.hasMistakes() ? 422 : 200,
                new ChipView(
                        visit.frame("chips", visit.words().of("chips.title")),
                        form,
                        examples(visit),
                        Countries.in(visit.language()),
                        days(rows),
                        answer == null ? null : result(visit, answer, json),
                        new ChipPicture(
                                ofDay,
                                shipment == null
                                        ? null
                                        : shipment.lines()
                                                .get(0)
                                                .computing()
                                                .value()
                                                .datacenter()
                                                .value(),
                                classification == null ? null : classification.computed(),
                                area(shipment, true),
                                area(shipment, false)),
                        ofDay.stream()
                                .filter(row -> row.paragraph() != null)
                                .map(row -> limit(visit, row, classification))
                                .toList()));
    }

    private static Shipment read(Visit visit, byte[] json) {
        try {
            return visit.edition().reader().read(json);
        } catch (RefusedShipment incomplete) {
            return null;
        }
    }

    private static Classification classification(Determination answer) {
        return answer.lines().get(0).classification().get(0);
    }

    private static BigDecimal area(Shipment shipment, boolean least) {
        if (shipment == null) {
            return null;
        }
        var area = shipment.lines().get(0).computing().value().dieArea().value();
        return area == null ? null : least ? area.atLeast() : area.atMost();
    }

    private static List<Example> examples(Visit visit) {
        return visit.words()
                .of("chips.examples")
                .lines()
                .map(line -> line.split("\\|"))
                .map(part -> new Example(part[0], part[1], "/chips?" + part[2]))
                .toList();
    }

    /** The days on which some limit begins, or is over. */
    private static List<String> days(List<ComputingLimit> rows) {
        Set<LocalDate> days = new TreeSet<>();
        for (ComputingLimit row : rows) {
            if (row.paragraph() != null && row.from() != null) {
                days.add(row.from());
            }
        }
        return days.stream().map(LocalDate::toString).toList();
    }

    private static Result result(Visit visit, Determination answer, byte[] json) {
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        Classification classification = classification(answer);
        List<ComputingLimit> rows = visit.edition().ruleset().rows(ComputingLimit.class);
        Set<String> listed = rows.stream().map(ComputingLimit::list).collect(Collectors.toSet());
        Set<String> provisions = rows.stream()
                .filter(row -> row.unless() == null)
                .map(ComputingLimit::provision)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> exceptions = visit.edition().ruleset().rows(ExceptionRow.class).stream()
                .filter(row -> row.items() != null && listed.contains(row.items()))
                .map(ExceptionRow::provision)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean licensed = answer.findings().stream()
                .anyMatch(
                        f -> provisions.contains(f.provision()) && f.effect().equals(Outcome.LICENSE_REQUIRED.name()));
        List<Saying> says = new ArrayList<>();
        for (FindingAnswer finding : answer.findings()) {
            if (licensed && finding.effect().equals(Effect.NOT_ENFORCED.name())) {
                continue; // what is not enforced is no news where a license is needed anyway
            }
            boolean rule = provisions.contains(finding.provision());
            if (rule || exceptions.contains(finding.provision())) {
                boolean license = finding.effect().equals(Outcome.LICENSE_REQUIRED.name());
                says.add(new Saying(
                        Mark.of(finding.effect(), codes.effect(finding.effect())),
                        visit.language().of(finding.text()),
                        license && answer.reviewPolicy() != null ? codes.reviewPolicy(answer.reviewPolicy()) : "",
                        visit.rowAddress(
                                finding.source().file(),
                                finding.source().sheet(),
                                finding.source().row())));
            }
        }
        Set<String> questions = new LinkedHashSet<>();
        answer.missing().stream()
                .filter(m -> m.provisions().stream().anyMatch(provisions::contains))
                .filter(m -> m.fact().contains("/computing") || m.fact().contains("eadquarters"))
                .forEach(m -> questions.add(visit.language().of(m.question())));
        List<String> readings = new ArrayList<>();
        answer.readings().stream()
                .filter(r -> provisions.contains(r.provision()))
                .forEach(r -> r.answers().stream()
                        .filter(a -> !a.reading().equals(r.applied()))
                        .forEach(a -> readings.add(visit.language().of(a.text())
                                + visit.words().of("colon")
                                + codes.outcome(a.outcome()))));
        boolean ruled = answer.findings().stream()
                .anyMatch(f -> provisions.contains(f.provision())
                        && (f.effect().equals(Outcome.LICENSE_REQUIRED.name())
                                || f.id().contains(":UNKNOWN:" + Outcome.LICENSE_REQUIRED.name())));
        List<String> sentences = classification.computed() == null
                        || classification.computed().text() == null
                ? List.of()
                : List.of(visit.language().of(classification.computed().text()).split("(?<=[.。]) ?(?=[^0-9a-z])"));
        return new Result(
                classification.codes(),
                !ruled,
                sentences,
                says,
                List.copyOf(questions),
                readings,
                Mark.of(answer.outcome(), codes.outcome(answer.outcome())),
                new String(json, StandardCharsets.UTF_8));
    }

    private static LimitView limit(Visit visit, ComputingLimit row, Classification classification) {
        Source at = row.source();
        boolean may = classification != null && classification.codes().contains(row.paragraph());
        return new LimitView(
                row.paragraph(),
                range(
                        row.tppAtLeast(),
                        row.tppBelow(),
                        row.rateAtLeast() == null
                                ? ""
                                : "≥ " + row.rateAtLeast().toPlainString() + " TOPS"),
                range(
                        row.densityAtLeast(),
                        row.densityBelow(),
                        row.stackDensityAbove() == null
                                ? ""
                                : "> " + row.stackDensityAbove().toPlainString() + " GB/s/mm2"),
                row.ioAtLeast() == null ? "" : "≥ " + row.ioAtLeast().toPlainString(),
                switch (row.datacenters()) {
                    case YES -> visit.words().of("yes");
                    case NO -> visit.words().of("no");
                    case ANY -> "";
                },
                classification == null
                        ? ""
                        : visit.words().of(!may ? "no" : classification.codes().size() == 1 ? "yes" : "chips.maybe"),
                visit.rowAddress(at.workbook(), at.sheet(), at.row()));
    }

    private static String range(BigDecimal atLeast, BigDecimal below, String otherwise) {
        if (atLeast == null && below == null) {
            return otherwise;
        }
        String from = atLeast == null ? "" : "≥ " + atLeast.toPlainString();
        return below == null ? from : (from.isEmpty() ? "" : from + ", ") + "< " + below.toPlainString();
    }
}
