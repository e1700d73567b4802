package guanka.service.determinations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import guanka.engine.json.CanonicalJson;
import guanka.facts.Determination;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Text;
import guanka.records.Page;
import guanka.records.StoredDetermination;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.RecordQuery;
import guanka.service.records.Records;
import guanka.service.records.Trail;
import guanka.service.requests.Conditional;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.RecordFilters;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.workbench.replay.Comparison;
import guanka.workbench.replay.Difference;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** Determinations that were recorded: found, shown byte for byte, and decided again. */
@Path(DeterminationsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class RecordedResource {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH_OF_RECORDS = DeterminationsResource.PATH + "/";

    private final Records records;
    private final ActiveRuleset rulesets;
    private final Caller caller;
    private final Trail trail;

    RecordedResource(Records records, ActiveRuleset rulesets, Caller caller, Trail trail) {
        this.records = records;
        this.rulesets = rulesets;
        this.caller = caller;
        this.trail = trail;
    }

    /** A record as lists show it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(
            String id,
            long sequence,
            String recordedAt,
            String actor,
            String reference,
            String exportDate,
            String outcome,
            String reviewPolicy,
            Set<String> provisions,
            Set<String> parties,
            RulesetId ruleset) {

        static Summary of(StoredDetermination stored) {
            return new Summary(
                    stored.id().toString(),
                    stored.sequence(),
                    stored.at().toString(),
                    stored.actor(),
                    stored.terms().reference(),
                    stored.terms().exportDate(),
                    stored.terms().outcome(),
                    stored.terms().reviewPolicy(),
                    stored.terms().provisions(),
                    stored.terms().parties(),
                    new RulesetId(stored.rulesetVersion(), stored.rulesetDigest()));
        }
    }

    /**
     * One page.
     *
     * @param next    cursor of the following page, absent at the end
     * @param damaged sequences of records that were found and left out because they are not what was written, absent where all is well
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RecordPage(List<Summary> records, String next, SortedSet<Long> damaged) {}

    @RolesAllowed({Roles.ANALYST, Roles.AUDITOR})
    @GET
    public RestResponse<byte[]> search(HttpServerRequest request) {
        RecordQuery query = RecordQuery.of(request);
        Page page = page(query);
        if (page.records().isEmpty()) {
            RecordFilters.mustNameSomething(query.search(), rulesets, records.log());
        } else {
            trail.read(
                    caller.name(),
                    page.records().size() + " records from sequence "
                            + page.records().get(0).sequence() + " down",
                    "search");
        }
        return rulesets.edition()
                .answer(CanonicalJson.write(new RecordPage(
                        page.records().stream().map(Summary::of).toList(),
                        page.next(),
                        page.damaged().isEmpty() ? null : page.damaged())));
    }

    private Page page(RecordQuery query) {
        try {
            return records.log().search(query.search(), query.cursor(), query.limit());
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS,
                    "1 mistake",
                    List.of(Problem.Error.inParameter(
                            "cursor",
                            "unknown-cursor",
                            new Text("this is no `next` of an earlier page", "这不是先前某页的 `next`")))));
        }
    }

    @RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
    @GET
    @Path("{id}")
    public RestResponse<byte[]> answer(String id, HttpServerRequest request) {
        return answer(id, request, request.getParam(ShortForm.VIEW) != null);
    }

    @RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
    @GET
    @Path("{id}")
    @Produces(ShortForm.MEDIA_TYPE)
    public RestResponse<byte[]> answerInShort(String id, HttpServerRequest request) {
        return answer(id, request, true);
    }

    private RestResponse<byte[]> answer(String id, HttpServerRequest request, boolean brief) {
        Query.check(request, Map.of(ShortForm.VIEW, ShortForm.VIEWS));
        StoredDetermination stored = find(id);
        // what an answer quotes is erased with the facts, once
        String tag = stored.id() + (stored.facts() == null ? "-erased" : "") + (brief ? "-holds" : "");
        return Conditional.ofParties(
                        request,
                        tag,
                        brief ? ShortForm.MEDIA_TYPE : MediaType.APPLICATION_JSON,
                        () -> brief ? ShortForm.of(stored.answer()) : stored.answer())
                .header(ActiveRuleset.HEADER, stored.rulesetVersion())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    @RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
    @GET
    @Path("{id}/facts")
    public RestResponse<byte[]> facts(String id, HttpServerRequest request) {
        Query.check(request, Map.of());
        StoredDetermination stored = find(id);
        byte[] facts = factsOf(stored);
        trail.read(caller.name(), id, "facts");
        return RestResponse.ResponseBuilder.ok(facts, MediaType.APPLICATION_JSON_TYPE)
                .header(ActiveRuleset.HEADER, stored.rulesetVersion())
                .build();
    }

    /**
     * The result of deciding a record again.
     *
     * @param same   whether the answer is the same, id and instant aside: byte for byte under the recorded ruleset
     * @param moved  each part that differs, `expected` being the recorded one
     * @param answer what the facts give now
     */
    public record Replayed(
            String id,
            String recordedAt,
            RulesetId recordedBy,
            RulesetId replayedBy,
            boolean same,
            List<Difference> moved,
            RawValue answer) {}

    @RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
    @POST
    @Path("{id}/replay")
    public RestResponse<byte[]> replay(String id, HttpServerRequest request) {
        Query.check(request, Map.of("ruleset", Set.of()));
        Replayed replayed = replayed(id, request.getParam("ruleset"));
        return rulesets.ofDigest(replayed.replayedBy().digest()).answer(CanonicalJson.write(replayed));
    }

    /**
     * Decides recorded facts again; nothing is recorded.
     *
     * @param version of the ruleset to decide by, or null for the one that decided
     * @throws Refusal where there is no such record or ruleset, or the facts were erased
     */
    public Replayed replayed(String id, String version) {
        StoredDetermination stored = find(id);
        byte[] facts = factsOf(stored);
        trail.read(caller.name(), id, "replay");
        Edition edition =
                version == null ? rulesets.ofDigest(stored.rulesetDigest()) : rulesets.forTrial(version, caller);
        JsonNode recorded = tree(stored.answer());
        boolean explained = recorded.at("/findings/0/conditions").isArray();
        var shipment = edition.reader().read(facts);
        Determination now = (explained
                        ? edition.decisions().explain(shipment)
                        : edition.decisions().decide(shipment))
                .identified(
                        recorded.path("id").asText(),
                        recorded.path("evaluatedAt").asText());
        byte[] answer = CanonicalJson.write(now);
        List<Difference> moved = Comparison.between(recorded, tree(answer));
        boolean same = edition.ruleset().digest().equals(stored.rulesetDigest())
                ? Arrays.equals(answer, stored.answer())
                : moved.isEmpty();
        return new Replayed(
                id,
                stored.at().toString(),
                new RulesetId(stored.rulesetVersion(), stored.rulesetDigest()),
                new RulesetId(edition.version(), edition.ruleset().digest()),
                same,
                moved,
                new RawValue(new String(answer, StandardCharsets.UTF_8)));
    }

    private StoredDetermination find(String id) {
        try {
            StoredDetermination stored = records.log().find(UUID.fromString(id)).orElseThrow(() -> unknown(id));
            if (!caller.maySee(stored.actor())) {
                trail.refused(caller.name(), "GET", PATH_OF_RECORDS + id, 404);
                throw unknown(id);
            }
            return stored;
        } catch (IllegalArgumentException e) {
            throw unknown(id);
        }
    }

    private static Refusal unknown(String id) {
        return new Refusal(
                Problem.of(Kind.NOT_FOUND, "no determination is recorded under `" + Problem.shown(id) + "`"));
    }

    private static byte[] factsOf(StoredDetermination stored) {
        if (stored.facts() == null) {
            throw new Refusal(Problem.of(Kind.FACTS_ERASED, "the facts of " + stored.id() + " were erased"));
        }
        return stored.facts();
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recorded answer is no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
