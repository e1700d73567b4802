package guanka.service.watches;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import guanka.engine.json.CanonicalJson;
import guanka.facts.Text;
import guanka.records.Watch;
import guanka.records.WatchEvent;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.CloudEvents;
import guanka.service.records.Records;
import guanka.service.requests.Conditional;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.workers.CostlyWork;
import guanka.workbench.watches.OrderChange;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** What changed for watched orders, as events in order; and what will change. */
@Path("/v1/changes")
@Produces(MediaType.APPLICATION_JSON)
public class ChangesResource {

    private static final String AHEAD = "ahead";

    /** Orders that one page looks ahead for, and how long. */
    private static final int LOOKED_AT = 20_000;

    private static final int PAGE = 500;
    private static final Duration TIME = Duration.ofSeconds(8);

    private final Records records;
    private final ActiveRuleset rulesets;
    private final Outlook outlook;
    private final CostlyWork costly;
    private final Caller caller;

    ChangesResource(Records records, ActiveRuleset rulesets, Outlook outlook, CostlyWork costly, Caller caller) {
        this.records = records;
        this.rulesets = rulesets;
        this.outlook = outlook;
        this.costly = costly;
        this.caller = caller;
    }

    /**
     * Events in order.
     *
     * @param next what to ask {@code since} for next
     * @param more whether there are more already
     */
    record Feed(List<JsonNode> events, String next, boolean more) {}

    /**
     * What will change.
     *
     * @param until the last instant that was looked at
     * @param next  cursor of the following page, absent at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Future(List<JsonNode> events, String until, String next) {}

    @RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
    @GET
    public Uni<RestResponse<byte[]>> changes(HttpServerRequest request) {
        Query.check(
                request,
                Map.of(
                        "since",
                        Set.of(),
                        AHEAD,
                        Set.of(),
                        "cursor",
                        Set.of(),
                        "limit",
                        Set.of(),
                        WatchesResource.OWNER,
                        Set.of()));
        WatchQuery query = WatchQuery.of(request, caller);
        if (query.ahead() != null && request.getParam("since") != null
                || query.ahead() == null && query.cursor() != null) {
            String wrong = query.ahead() == null ? "cursor" : "since";
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS,
                    "1 mistake",
                    List.of(Problem.Error.inParameter(
                            wrong,
                            "not-together",
                            new Text(
                                    "`since` goes through what changed, `ahead` and `cursor` through what will change",
                                    "`since` 用于已发生的变化，`ahead` 和 `cursor` 用于将发生的变化")))));
        }
        if (query.ahead() != null) {
            return Uni.createFrom()
                    .completionStage(costly.submit(
                            caller.name(), 0, () -> request.response().closed(), () -> ahead(query)));
        }
        return Uni.createFrom()
                .item(() -> feed(query, request))
                .runSubscriptionOn(io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool());
    }

    private RestResponse<byte[]> feed(WatchQuery query, HttpServerRequest request) {
        List<WatchEvent> found = records.watches().events(query.owner(), query.since(), query.limit() + 1);
        boolean more = found.size() > query.limit();
        List<WatchEvent> events = more ? found.subList(0, query.limit()) : found;
        long next =
                events.isEmpty() ? query.since() : events.get(events.size() - 1).sequence();
        return Conditional.ofParties(
                        request,
                        "changes-" + query.since() + "-" + next + "-" + more,
                        MediaType.APPLICATION_JSON,
                        () -> CanonicalJson.write(
                                new Feed(events.stream().map(CloudEvents::of).toList(), String.valueOf(next), more)))
                .header(ActiveRuleset.HEADER, rulesets.edition().version())
                .build();
    }

    private RestResponse<byte[]> ahead(WatchQuery query) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return rulesets.edition().answer(CanonicalJson.write(future(query, now)));
    }

    /** What will change for a page of orders. */
    Future future(WatchQuery query, Instant now) {
        Instant until = now.plus(query.ahead());
        if (!outlook.isUpToDate()) {
            throw new Refusal(Problem.of(
                    Kind.UNAVAILABLE,
                    "the orders are being looked at under the ruleset that has just begun to decide"));
        }
        Outlook.Ahead ahead = outlook.ahead(now, until);
        long end = System.nanoTime() + TIME.toNanos();
        List<JsonNode> events = new ArrayList<>();
        UUID last = query.cursor();
        int looked = 0;
        while (true) {
            List<Watch> page = records.watches().list(query.owner(), last, PAGE);
            for (Watch watch : page) {
                if (!ahead.staysCertainly(watch)) {
                    for (OrderChange change : ahead.of(watch)) {
                        events.add(event(watch, change));
                    }
                }
                last = watch.id();
                looked++;
                if (events.size() >= query.limit() || looked >= LOOKED_AT || System.nanoTime() > end) {
                    return new Future(events, until.toString(), last.toString());
                }
            }
            if (page.size() < PAGE) {
                return new Future(events, until.toString(), null);
            }
        }
    }

    /** The same change ahead has the same id each time it is told. */
    private static JsonNode event(Watch watch, OrderChange change) {
        String kept = Told.of(CloudEvents.AHEAD, watch, change);
        String name = watch.id() + "/" + watch.revision() + "/" + kept;
        return CloudEvents.of(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(), null, kept);
    }
}
