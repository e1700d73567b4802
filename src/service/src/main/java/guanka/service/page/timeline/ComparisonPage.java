package guanka.service.page.timeline;

import guanka.facts.Determination;
import guanka.service.page.Frame;
import guanka.service.page.Note;
import guanka.service.page.Visit;
import guanka.service.page.answer.AnswerView;
import guanka.service.page.answer.Answers;
import guanka.service.page.answer.Mark;
import guanka.service.page.answer.RecordLookup;
import guanka.service.page.answer.Situation;
import guanka.service.page.facts.Codes;
import guanka.service.security.Roles;
import guanka.workbench.timeline.Change;
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
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** The same shipment on two days, side by side, with what makes the difference. */
@RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
@Path("/determinations/{id}/comparison")
@Produces(MediaType.TEXT_HTML)
public class ComparisonPage {

    /** @param days the two answers, in the order of the address */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Comparison(Frame f, List<DayView> days, List<ChangeView> changes, String timeline, String answer)
            implements TemplateInstance {}

    /** @param address of the whole answer on that day */
    public record DayView(String day, AnswerView answer, String address) {}

    /** @param before and after: the provision's effect on each of the days, null where it has none */
    public record ChangeView(String provision, String place, Mark before, Mark after, String text) {}

    private final RecordLookup lookup;

    ComparisonPage(RecordLookup lookup) {
        this.lookup = lookup;
    }

    @GET
    public RestResponse<String> compare(String id, HttpServerRequest request) {
        return lookup.at(id, request, (visit, situation) -> {
            LocalDate first = day(visit.parameter("first"), situation.day());
            LocalDate second = day(visit.parameter("second"), situation.day());
            if (first == null || second == null) {
                return visit.page(
                        422,
                        Note.of(
                                visit,
                                visit.words().of("refused.title"),
                                visit.words().of("badDay")));
            }
            return visit.page(page(visit, situation, first, second));
        });
    }

    private static LocalDate day(String given, LocalDate otherwise) {
        try {
            return given == null || given.isEmpty() ? otherwise : LocalDate.parse(given);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Comparison page(Visit visit, Situation situation, LocalDate first, LocalDate second) {
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        Determination before =
                visit.edition().decisions().decide(situation.shipment().on(first));
        Determination after =
                visit.edition().decisions().decide(situation.shipment().on(second));
        return new Comparison(
                visit.frame("ask", visit.words().of("compare.title")),
                List.of(day(visit, situation, first), day(visit, situation, second)),
                Change.between(before, after).stream()
                        .map(c -> change(visit, situation, codes, c))
                        .toList(),
                situation.address("timeline"),
                situation.address(""));
    }

    private static DayView day(Visit visit, Situation situation, LocalDate day) {
        return new DayView(day.toString(), new Answers(visit, situation.on(day)).view(), situation.addressOn("", day));
    }

    private static ChangeView change(Visit visit, Situation situation, Codes codes, Change change) {
        String line = change.line() == null ? "" : visit.words().of("line", "id", change.line());
        String party = change.party() == null ? "" : situation.facts().partyName(change.party());
        return new ChangeView(
                change.provision(),
                line.isEmpty() || party.isEmpty()
                        ? line + party
                        : line + visit.words().of("comma") + party,
                change.before() == null ? null : Mark.of(change.before(), codes.effect(change.before())),
                change.after() == null ? null : Mark.of(change.after(), codes.effect(change.after())),
                visit.language().of(change.text()));
    }
}
