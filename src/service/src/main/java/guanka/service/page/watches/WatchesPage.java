package guanka.service.page.watches;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.service.page.Frame;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.Mark;
import guanka.service.page.facts.Codes;
import guanka.service.problems.Refusal;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.watches.OrderViews;
import guanka.service.watches.WatchesResource.Listed;
import guanka.service.watches.WatchesResource.Shown;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/** Open orders: what holds of each, what changed lately and what will change. */
@RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
@Path("/watches")
@Produces(MediaType.TEXT_HTML)
public class WatchesPage {

    /**
     * The page.
     *
     * @param more    address of the orders that follow, or an empty text
     * @param notice  why what is ahead is not told, or an empty text
     * @param mistake why nothing is shown, or an empty text
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record WatchList(
            Frame f, List<Row> rows, String more, List<Event> changed, List<Event> ahead, String notice, String mistake)
            implements TemplateInstance {}

    public record Row(
            String reference, String owner, Mark outcome, String review, String holds, String due, String ruleset) {}

    /** @param because what brought it about: days, or a version with its rows */
    public record Event(
            String at, String reference, Mark from, Mark to, String direction, String because, String provisions) {}

    private static final int SHOWN = 50;
    private static final int DAYS = 30;

    private final Visits visits;
    private final OrderViews orders;
    private final Caller caller;

    WatchesPage(Visits visits, OrderViews orders, Caller caller) {
        this.visits = visits;
        this.orders = orders;
        this.caller = caller;
    }

    @GET
    public RestResponse<String> show(HttpServerRequest request) {
        Visit visit = visits.of(request);
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        List<Row> rows = List.of();
        List<Event> changed = List.of();
        List<Event> ahead = List.of();
        String more = "";
        String notice = "";
        String mistake = "";
        try {
            Listed listed = orders.page(caller, visit.parameter("cursor"), SHOWN);
            rows = listed.watches().stream()
                    .map(watch -> row(watch, visit, codes))
                    .toList();
            more = listed.next() == null ? "" : "/watches?cursor=" + Visit.encoded(listed.next());
            changed = events(orders.latest(caller, SHOWN), visit, codes);
            try {
                ahead = events(orders.ahead(caller, DAYS, SHOWN), visit, codes);
            } catch (Refusal later) {
                notice = visit.words().of("watches.later");
            }
        } catch (Refusal refusal) {
            mistake = refusal.problem().errors().stream()
                    .map(error -> visit.language().of(error.message()))
                    .collect(Collectors.joining(" "));
        }
        return visit.page(
                mistake.isEmpty() ? 200 : 422,
                new WatchList(
                        visit.frame("watches", visit.words().of("watches.title")),
                        rows,
                        more,
                        changed,
                        ahead,
                        notice,
                        mistake));
    }

    private static Row row(Shown watch, Visit visit, Codes codes) {
        return new Row(
                watch.reference(),
                watch.owner(),
                mark(watch.answer().outcome(), visit, codes),
                watch.answer().reviewPolicy() == null
                        ? ""
                        : codes.reviewPolicy(watch.answer().reviewPolicy()),
                watch.answer().holds().stream()
                        .map(hold -> String.valueOf(hold.provision()))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                watch.due() == null ? "" : visit.frame("", "").when(watch.due()),
                watch.ruleset().version());
    }

    private static Mark mark(String outcome, Visit visit, Codes codes) {
        boolean none = outcome.equals("REFUSED") || outcome.equals("FAILED");
        return Mark.of(outcome, none ? visit.words().of("watches." + outcome) : codes.outcome(outcome));
    }

    private static List<Event> events(List<JsonNode> told, Visit visit, Codes codes) {
        List<Event> events = new ArrayList<>();
        for (JsonNode event : told) {
            JsonNode data = event.path("data");
            if (data.has("to")) {
                events.add(new Event(
                        visit.frame("", "").when(event.path("time").asText()),
                        data.path("reference").asText(),
                        mark(data.path("from").path("outcome").asText(), visit, codes),
                        mark(data.path("to").path("outcome").asText(), visit, codes),
                        visit.words().of("watches." + data.path("direction").asText()),
                        because(data.path("because"), visit),
                        texts(data.path("because").path("provisions"), "provision")));
            } else {
                events.add(new Event(
                        visit.frame("", "").when(event.path("time").asText()),
                        data.path("reference").asText(),
                        null,
                        null,
                        visit.words().of("watches.ended"),
                        "",
                        ""));
            }
        }
        return events;
    }

    private static String because(JsonNode because, Visit visit) {
        if (because.path("kind").asText().equals("DAY")) {
            return because.path("days").properties().stream()
                    .map(Map.Entry::getValue)
                    .map(JsonNode::asText)
                    .distinct()
                    .collect(Collectors.joining(", "));
        }
        String rows = texts(because.path("rows"), "key");
        return visit.words().of("watches.version") + " "
                + because.path("ruleset").path("version").asText() + (rows.isEmpty() ? "" : ": " + rows);
    }

    private static String texts(JsonNode array, String name) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.path(name).asText()));
        return texts.stream().distinct().limit(6).collect(Collectors.joining(", "));
    }
}
