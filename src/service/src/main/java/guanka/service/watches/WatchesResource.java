package guanka.service.watches;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.util.RawValue;
import guanka.engine.decision.Budget;
import guanka.engine.decision.Cost;
import guanka.engine.json.CanonicalJson;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Shipment;
import guanka.facts.Text;
import guanka.records.Watch;
import guanka.records.WatchAnswer;
import guanka.records.WatchTable;
import guanka.service.clearances.Clearances;
import guanka.service.determinations.TimeOrderedIds;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.records.Trail;
import guanka.service.requests.Body;
import guanka.service.requests.Conditional;
import guanka.service.requests.KeptText;
import guanka.service.requests.LargeReads;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.settings.Settings;
import guanka.service.workers.CostlyWork;
import guanka.workbench.watches.OpenOrders;
import guanka.workbench.watches.OrderAnswer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** Orders that are still open, kept under their owner's reference and decided again whenever their answer may be another. */
@Path(WatchesResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class WatchesResource {

    static final String PATH = "/v1/watches";
    static final String OWNER = "owner";
    static final int LIMIT = 100;
    static final int LIMIT_MAX = 1000;

    private static final int REFERENCE_MAX = 128;

    private final Records records;
    private final ActiveRuleset rulesets;
    private final WatchedEditions editions;
    private final Clearances clearances;
    private final TimeOrderedIds ids;
    private final Caller caller;
    private final Trail trail;
    private final CostlyWork costly;
    private final int mostOfOwner;

    WatchesResource(
            Records records,
            ActiveRuleset rulesets,
            WatchedEditions editions,
            Clearances clearances,
            TimeOrderedIds ids,
            Caller caller,
            Trail trail,
            CostlyWork costly,
            Settings settings) {
        this.records = records;
        this.rulesets = rulesets;
        this.editions = editions;
        this.clearances = clearances;
        this.ids = ids;
        this.caller = caller;
        this.trail = trail;
        this.costly = costly;
        this.mostOfOwner = settings.watches().max();
    }

    /**
     * A watch as it is shown.
     *
     * @param answer   what its owner was told last
     * @param due      from when on it may be another under the same ruleset, absent: never
     * @param shipment its facts, absent in lists
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String reference,
            String owner,
            String id,
            String keptAt,
            OrderAnswer answer,
            String decidedAt,
            RulesetId ruleset,
            String due,
            RawValue shipment) {

        static Shown of(Watch watch, boolean whole) {
            return new Shown(
                    watch.reference(),
                    watch.owner(),
                    watch.id().toString(),
                    watch.keptAt().toString(),
                    OrderAnswer.of(watch.answer()),
                    watch.decidedAt().toString(),
                    new RulesetId(watch.rulesetVersion(), watch.ruleset()),
                    watch.due() == null ? null : watch.due().toString(),
                    whole ? new RawValue(new String(watch.facts(), StandardCharsets.UTF_8)) : null);
        }
    }

    /**
     * One page.
     *
     * @param next cursor of the following page, absent at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Listed(List<Shown> watches, String next) {}

    @RolesAllowed(Roles.CALLER)
    @PUT
    @Path("{reference:.+}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<byte[]>> keep(String reference, HttpServerRequest request) {
        Query.check(request, Map.of());
        mustBeReference(reference);
        String owner = caller.name();
        return Body.json(request).emitOn(Infrastructure.getDefaultWorkerPool()).flatMap(json -> {
            Edition edition = rulesets.edition();
            Shipment shipment =
                    LargeReads.inTurn(json.length, () -> edition.reader().read(json));
            clearances.mustNameNone(shipment);
            if (!costly.isDear(Cost.micros(shipment))) {
                return Uni.createFrom()
                        .item(Budget.within(
                                costly.limits(),
                                () -> request.response().closed(),
                                () -> keep(edition, owner, reference, shipment, json)));
            }
            return Uni.createFrom()
                    .completionStage(costly.submit(
                            owner,
                            json.length,
                            () -> request.response().closed(),
                            () -> keep(edition, owner, reference, shipment, json)));
        });
    }

    private RestResponse<byte[]> keep(Edition edition, String owner, String reference, Shipment shipment, byte[] json) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long heard = clearances.refresh();
        OpenOrders.Look look = editions.orders(edition).decided(clearances.cleared(edition, shipment), now);
        try {
            WatchTable.Kept kept = records.watches()
                    .keep(
                            ids.next(now),
                            owner,
                            reference,
                            json,
                            new WatchAnswer(
                                    look.answer().json(),
                                    edition.ruleset().digest(),
                                    edition.version(),
                                    now,
                                    look.due()),
                            now,
                            mostOfOwner);
            if (clearances.refresh() != heard) {
                // what was approved or revoked meanwhile made every watch due but this one
                return keep(edition, owner, reference, shipment, json);
            }
            return RestResponse.ResponseBuilder.<byte[]>create(
                            kept.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK)
                    .entity(CanonicalJson.write(Shown.of(kept.watch(), false)))
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .header(HttpHeaders.LOCATION, address(reference))
                    .header(ActiveRuleset.HEADER, edition.version())
                    .build();
        } catch (WatchTable.TooMany full) {
            throw new Refusal(Problem.of(Kind.TOO_MANY_WATCHES, full.getMessage()));
        }
    }

    private static String address(String reference) {
        return PATH + "/" + URLEncoder.encode(reference, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
    @GET
    @Path("{reference:.+}")
    public RestResponse<byte[]> show(String reference, HttpServerRequest request) {
        Query.check(request, Map.of(OWNER, Set.of()));
        String owner = request.getParam(OWNER) == null ? caller.name() : request.getParam(OWNER);
        Watch watch =
                caller.maySee(owner) ? records.watches().find(owner, reference).orElse(null) : null;
        if (watch == null) {
            throw unknown(reference);
        }
        trail.read(caller.name(), watch.id().toString(), "watch");
        return Conditional.ofParties(
                        request,
                        watch.id() + "-" + watch.revision() + "-" + watch.due(),
                        MediaType.APPLICATION_JSON,
                        () -> CanonicalJson.write(Shown.of(watch, true)))
                .header(ActiveRuleset.HEADER, watch.rulesetVersion())
                .build();
    }

    @RolesAllowed(Roles.CALLER)
    @DELETE
    @Path("{reference:.+}")
    @Produces(MediaType.WILDCARD) // there is no body, whatever the caller would take
    public RestResponse<byte[]> forget(String reference, HttpServerRequest request) {
        Query.check(request, Map.of());
        if (!records.watches().remove(caller.name(), reference)) {
            throw unknown(reference);
        }
        return RestResponse.noContent();
    }

    @RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
    @GET
    public RestResponse<byte[]> list(HttpServerRequest request) {
        Query.check(request, Map.of(OWNER, Set.of(), "cursor", Set.of(), "limit", Set.of()));
        WatchQuery query = WatchQuery.of(request, caller);
        return rulesets.edition().answer(CanonicalJson.write(listed(query)));
    }

    /** A page of watches. */
    Listed listed(WatchQuery query) {
        List<Watch> page = records.watches().list(query.owner(), query.cursor(), query.limit() + 1);
        boolean more = page.size() > query.limit();
        List<Watch> shown = more ? page.subList(0, query.limit()) : page;
        return new Listed(
                shown.stream().map(watch -> Shown.of(watch, false)).toList(),
                more ? shown.get(shown.size() - 1).id().toString() : null);
    }

    private static Refusal unknown(String reference) {
        return new Refusal(Problem.of(Kind.NOT_FOUND, "no order is watched under `" + Problem.shown(reference) + "`"));
    }

    private static void mustBeReference(String reference) {
        if (reference.length() > REFERENCE_MAX || !KeptText.isOne(reference)) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS,
                    "1 mistake",
                    List.of(Problem.Error.inParameter(
                            "reference",
                            "bad-reference",
                            new Text(
                                    "a reference has 1 to " + REFERENCE_MAX
                                            + " characters, none of them NUL or half a character",
                                    "编号应为 1 至 " + REFERENCE_MAX + " 个字符，不得含 NUL 或者半个字符")))));
        }
    }
}
