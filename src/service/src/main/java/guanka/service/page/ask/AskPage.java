package guanka.service.page.ask;

import guanka.engine.decision.Cost;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Shipment;
import guanka.records.QueueFull;
import guanka.records.StoreUnavailable;
import guanka.records.StoredDetermination;
import guanka.service.clearances.Clearances;
import guanka.service.determinations.Decider;
import guanka.service.determinations.UnrecordedDetermination;
import guanka.service.page.Note;
import guanka.service.page.SameOrigin;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.RecordLookup;
import guanka.service.page.facts.Codes;
import guanka.service.page.facts.Facts;
import guanka.service.page.facts.Fields;
import guanka.service.problems.Kind;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.Body;
import guanka.service.requests.LargeReads;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.workers.CostlyWork;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** Asks a person for the facts of one shipment. */
@RolesAllowed(Roles.CALLER)
@Path("/")
@SameOrigin
@Produces(MediaType.TEXT_HTML)
public class AskPage {

    private static final String JSON = "json";

    private final Visits visits;
    private final Decider decider;
    private final Records records;
    private final RecordLookup lookup;
    private final Caller caller;
    private final CostlyWork costly;

    AskPage(Visits visits, Decider decider, Records records, RecordLookup lookup, Caller caller, CostlyWork costly) {
        this.costly = costly;
        this.visits = visits;
        this.decider = decider;
        this.records = records;
        this.lookup = lookup;
        this.caller = caller;
    }

    @Authenticated
    @GET
    public RestResponse<String> ask(HttpServerRequest request) {
        Visit visit = visits.of(request);
        byte[] facts = Examples.shipment(visit.parameter("example"));
        if (facts == null) {
            facts = CaseShipments.of(visit.edition(), visit.parameter("case"));
        }
        String from = visit.parameter("from");
        StoredDetermination recorded = facts == null && from != null ? lookup.record(from) : null;
        if (recorded != null) {
            facts = recorded.facts() == null ? null : Clearances.without(recorded.facts());
        }
        return form(
                visit,
                200,
                facts == null
                        ? Facts.blank(LocalDate.now().toString())
                        : Facts.of(facts, visit.edition().reader()),
                Map.of(),
                "",
                null);
    }

    /** Shows the form again, with a line, a party or the like more or less; nothing is decided. */
    @POST
    @Path("form")
    public Uni<RestResponse<String>> change(HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Body.form(request).emitOn(Infrastructure.getDefaultWorkerPool()).map(form -> {
            Facts facts = read(visit, form);
            return form(visit, 200, facts, Map.of(), "", null);
        });
    }

    /** Reads facts that were pasted as JSON into the form. */
    @POST
    @Path("json")
    public Uni<RestResponse<String>> paste(HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Body.form(request).emitOn(Infrastructure.getDefaultWorkerPool()).map(form -> {
            String json = String.join("", form.getOrDefault(JSON, List.of()));
            Facts facts;
            try {
                facts = LargeReads.inTurn(
                        json.length(),
                        () -> Facts.of(
                                Clearances.without(json.getBytes(StandardCharsets.UTF_8)),
                                visit.edition().reader()));
            } catch (NotJson refused) {
                return form(
                        visit, 422, Facts.blank(LocalDate.now().toString()), Map.of(), json, sentence(visit, refused));
            }
            return form(visit, 200, facts, mistakes(visit, facts), "", null);
        });
    }

    /** Decides and records, and sends the browser to the answer; where facts are wrong, back to the form with what is wrong. */
    @POST
    @Path("determinations")
    public Uni<RestResponse<String>> decide(HttpServerRequest request) {
        Visit visit = visits.of(request);
        String actor = caller.name();
        return Body.form(request).emitOn(Infrastructure.getDefaultWorkerPool()).flatMap(form -> {
            Facts facts = read(visit, form);
            Map<String, List<String>> mistakes = mistakes(visit, facts);
            return mistakes.isEmpty()
                    ? recorded(visit, facts, actor, request)
                    : Uni.createFrom().item(form(visit, 422, facts, mistakes, "", null));
        });
    }

    private static Facts read(Visit visit, Map<String, List<String>> form) {
        long letters = form.values().stream()
                .flatMap(List::stream)
                .mapToLong(String::length)
                .sum();
        return LargeReads.inTurn(letters, () -> Facts.of(form, visit.edition().reader()));
    }

    private Uni<RestResponse<String>> recorded(Visit visit, Facts facts, String actor, HttpServerRequest request) {
        byte[] json = facts.json();
        BooleanSupplier gone = () -> request.response().closed();
        Shipment shipment = visit.edition().reader().read(json);
        Supplier<UnrecordedDetermination> decision = () -> decider.decide(visit.edition(), json, shipment, false, gone);
        return Uni.createFrom()
                .completionStage(() -> costly.isDear(Cost.micros(shipment))
                        ? costly.submit(actor, json.length, gone, decision)
                        : CompletableFuture.completedFuture(decision.get()))
                .flatMap(decided -> Uni.createFrom()
                        .completionStage(() -> records.log().append(decided.by(actor, null, null)))
                        .map(appended -> visit.seeOther("/determinations/" + decided.id())))
                .onFailure(failure -> failure instanceof StoreUnavailable
                        || failure instanceof QueueFull
                        || failure instanceof Refusal refused
                                && refused.problem().is(Kind.UNAVAILABLE))
                .recoverWithItem(() -> visit.page(
                        503,
                        Note.of(
                                visit,
                                visit.words().of("busy.title"),
                                visit.words().of("busy.text"))));
    }

    private static Map<String, List<String>> mistakes(Visit visit, Facts facts) {
        Map<String, List<String>> mistakes = new LinkedHashMap<>();
        try {
            visit.edition().reader().read(facts.json());
        } catch (RefusedShipment refused) {
            refused.mistakes()
                    .forEach(m -> mistakes.computeIfAbsent(m.pointer(), p -> new ArrayList<>())
                            .add(visit.language().of(m.message())));
        }
        return mistakes;
    }

    private static String sentence(Visit visit, NotJson refused) {
        String place = refused.line() == 0
                ? ""
                : visit.words().of("place", "line", refused.line(), "column", refused.column());
        return visit.language().of(refused.text()) + place;
    }

    private static RestResponse<String> form(
            Visit visit, int status, Facts facts, Map<String, List<String>> mistakes, String json, String jsonMistake) {
        Fields fields =
                new Fields(facts, new Codes(visit.edition().ruleset(), visit.language()), visit.language(), mistakes);
        return visit.page(
                status,
                Ask.of(
                        visit.formFrame("ask", visit.words().of("ask.title")),
                        guanka.service.page.facts.FactForm.of(facts, fields),
                        json,
                        jsonMistake));
    }
}
