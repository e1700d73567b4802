package guanka.service.timelines;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.json.CanonicalJson;
import guanka.facts.Shipment;
import guanka.facts.Text;
import guanka.facts.rows.Announcement;
import guanka.service.clearances.Clearances;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Body;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.EditionCache;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.workers.CostlyWork;
import guanka.workbench.timeline.Stretch;
import guanka.workbench.timeline.Timeline;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** How one shipment is decided on each day of a window. */
@Path("/v1/timelines")
public class TimelinesResource {

    /** What a timeline costs is a decision for each of these days. */
    static final int DAYS_MAX = 2_000;

    private record Answer(LocalDate from, LocalDate to, List<Stretch> stretches, List<Announced> announced) {}

    /** What was announced and never became law: a note beside the timeline, and no part of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Announced(
            String id, String jurisdiction, String state, LocalDate announced, LocalDate starts, Text text, Text said) {

        static Announced of(Announcement row) {
            return new Announced(
                    row.key(),
                    row.jurisdiction(),
                    Announcement.STATE,
                    row.announced(),
                    row.starts(),
                    row.text(),
                    row.said());
        }
    }

    private final ActiveRuleset rulesets;
    private final EditionCache<Timeline> timelines = new EditionCache<>(edition -> new Timeline(edition.decisions()));

    private final Clearances clearances;
    private final CostlyWork costly;
    private final Caller caller;

    TimelinesResource(ActiveRuleset rulesets, Clearances clearances, CostlyWork costly, Caller caller) {
        this.rulesets = rulesets;
        this.clearances = clearances;
        this.costly = costly;
        this.caller = caller;
    }

    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<byte[]>> timeline(HttpServerRequest request) {
        Edition edition = rulesets.edition();
        Window window = Window.of(request);
        String actor = caller.name();
        return Body.json(request)
                .flatMap(json -> Uni.createFrom()
                        .completionStage(costly.submit(
                                actor,
                                json.length,
                                () -> request.response().closed(),
                                () -> answer(edition, window, json))));
    }

    private RestResponse<byte[]> answer(Edition edition, Window window, byte[] json) {
        Shipment shipment =
                clearances.applied(edition, json, edition.reader().read(json)).shipment();
        Timeline timeline = timelines.of(edition);
        mustBeBounded(timeline.boundaries(shipment)
                .subSet(window.from(), false, window.to(), true)
                .size());
        return edition.answer(CanonicalJson.write(new Answer(
                window.from(),
                window.to(),
                timeline.of(shipment, window.from(), window.to()),
                timeline.announced(shipment, window.from(), window.to()).stream()
                        .map(Announced::of)
                        .toList())));
    }

    private static void mustBeBounded(int days) {
        if (days > DAYS_MAX) {
            Text message = new Text(
                    "something may change on " + days + " days between these dates, at most " + DAYS_MAX
                            + " are looked at; ask for a shorter time or give fewer holdings",
                    "所选日期之间有 " + days + " 天可能发生变化，最多处理 " + DAYS_MAX + " 天；请缩短时间范围或者减少持股信息");
            throw new Refusal(Problem.of(
                    Kind.INVALID_FACTS,
                    "1 mistake",
                    List.of(Problem.Error.inBody("/ownership", "too-many-days", message))));
        }
    }
}
