package guanka.service.page.timeline;

import guanka.facts.Determination.FindingAnswer;
import guanka.facts.rows.Announcement;
import guanka.service.page.Frame;
import guanka.service.page.Note;
import guanka.service.page.Visit;
import guanka.service.page.answer.Mark;
import guanka.service.page.answer.RecordLookup;
import guanka.service.page.answer.Situation;
import guanka.service.page.facts.Codes;
import guanka.service.rulesets.EditionCache;
import guanka.service.security.Roles;
import guanka.workbench.timeline.Change;
import guanka.workbench.timeline.Stretch;
import guanka.workbench.timeline.Timeline;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.RestResponse;

/** How the answer changes with the day. */
@RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
@Path("/determinations/{id}/timeline")
@Produces(MediaType.TEXT_HTML)
public class TimelinePage {

    /** Days on which something may change, beyond which a person could not read the drawing anyway. */
    private static final int DAYS_MAX = 500;

    private static final int YEARS_MAX = 10;

    /**
     * The page.
     *
     * @param exportX where the export date lies on the drawing
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record TimelineView(
            Frame f,
            String day,
            String from,
            String to,
            int height,
            int exportX,
            List<Scale.Tick> ticks,
            List<Bands.Band> bands,
            List<StretchView> stretches,
            List<Announced> announced,
            List<Mark> legend,
            String answer,
            String path,
            String on,
            String reading)
            implements TemplateInstance {}

    /** @param now whether the export date lies in it */
    public record StretchView(
            String from, String to, Mark outcome, String review, boolean now, List<String> causes, String address) {}

    /** What was announced and never became law. */
    public record Announced(String announced, String starts, String text, String said) {}

    private final RecordLookup lookup;
    private final EditionCache<Timeline> timelines = new EditionCache<>(edition -> new Timeline(edition.decisions()));

    TimelinePage(RecordLookup lookup) {
        this.lookup = lookup;
    }

    @GET
    public RestResponse<String> timeline(String id, HttpServerRequest request) {
        return lookup.at(id, request, (visit, situation) -> {
            LocalDate from = day(visit.parameter("from"), situation.day().minusYears(1));
            LocalDate to = day(visit.parameter("to"), situation.day().plusYears(1));
            if (from == null || to == null || to.isBefore(from) || to.isAfter(from.plusYears(YEARS_MAX))) {
                return visit.page(
                        422,
                        Note.of(
                                visit,
                                visit.words().of("refused.title"),
                                visit.words().of("badWindow")));
            }
            Timeline timeline = timelines.of(visit.edition());
            if (timeline.boundaries(situation.shipment())
                            .subSet(from, false, to, true)
                            .size()
                    > DAYS_MAX) {
                return visit.page(
                        422,
                        Note.of(
                                visit,
                                visit.words().of("refused.title"),
                                visit.words().of("tooManyDays")));
            }
            return visit.page(page(
                    visit,
                    situation,
                    timeline.of(situation.shipment(), from, to),
                    timeline.announced(situation.shipment(), from, to),
                    from,
                    to));
        });
    }

    private static LocalDate day(String given, LocalDate otherwise) {
        try {
            return given == null || given.isEmpty() ? otherwise : LocalDate.parse(given);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static TimelineView page(
            Visit visit,
            Situation situation,
            List<Stretch> stretches,
            List<Announcement> announced,
            LocalDate from,
            LocalDate to) {
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        Bands bands = new Bands(visit, situation, from, to);
        bands.outcomes(stretches);
        bands.provisions(provisions(visit, situation, stretches));
        return new TimelineView(
                visit.frame("ask", visit.words().of("timeline.title")),
                situation.day().toString(),
                from.toString(),
                to.toString(),
                bands.height(),
                situation.day().isBefore(from) || situation.day().isAfter(to)
                        ? -1
                        : bands.scale().at(situation.day()),
                bands.scale().ticks(),
                bands.all(),
                stretches.stream().map(s -> stretch(visit, situation, codes, s)).toList(),
                announced.stream()
                        .map(a -> new Announced(
                                a.announced().toString(),
                                a.starts() == null ? "" : a.starts().toString(),
                                visit.language().of(a.text()),
                                visit.language().of(a.said())))
                        .toList(),
                legend(bands),
                situation.address(""),
                "/determinations/" + situation.asked().id() + "/timeline",
                visit.parameter(Situation.ON),
                visit.parameter(Situation.READING));
    }

    /** Provisions that are behind a change, or in the answer on the export date. */
    private static Set<String> provisions(Visit visit, Situation situation, List<Stretch> stretches) {
        Set<String> provisions = new TreeSet<>();
        stretches.forEach(s -> s.changes().stream().map(Change::provision).forEach(provisions::add));
        visit.edition().decisions().decide(situation.shipment()).findings().stream()
                .map(FindingAnswer::provision)
                .forEach(provisions::add);
        return provisions;
    }

    private static List<Mark> legend(Bands bands) {
        List<Mark> legend = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        bands.all()
                .forEach(band -> band.pieces().stream()
                        .map(Bands.Piece::mark)
                        .filter(mark -> seen.add(mark.code()))
                        .forEach(legend::add));
        return legend;
    }

    private static StretchView stretch(Visit visit, Situation situation, Codes codes, Stretch stretch) {
        List<String> causes = new ArrayList<>();
        for (Change change : stretch.changes()) {
            causes.add(cause(visit, codes, change));
        }
        boolean now =
                !situation.day().isBefore(stretch.from()) && !situation.day().isAfter(stretch.to());
        return new StretchView(
                stretch.from().toString(),
                stretch.to().toString(),
                Mark.of(stretch.outcome(), codes.outcome(stretch.outcome())),
                stretch.reviewPolicy() == null ? "" : codes.reviewPolicy(stretch.reviewPolicy()),
                now,
                causes,
                situation.address("comparison") + (situation.query().isEmpty() ? "?" : "&") + "second="
                        + stretch.from());
    }

    private static String cause(Visit visit, Codes codes, Change change) {
        if (change.question() != null) {
            return change.provision()
                    + visit.words().of("colon")
                    + visit.language().of(change.text());
        }
        String before = change.before() == null ? visit.words().of("nothing") : codes.effect(change.before());
        String after = change.after() == null ? visit.words().of("nothing") : codes.effect(change.after());
        return change.provision() + visit.words().of("colon") + before + " → " + after;
    }
}
