package guanka.service.provisions;

import guanka.engine.json.CanonicalJson;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Conditional;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.EditionCache;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** The register of provisions: what each says, when it applies, what is open about it. */
@Authenticated
@Path("/v1/provisions")
@Produces(MediaType.APPLICATION_JSON)
public class ProvisionsResource {

    private final ActiveRuleset rulesets;
    private final EditionCache<Register> registers = new EditionCache<>(Register::new);

    ProvisionsResource(ActiveRuleset rulesets) {
        this.rulesets = rulesets;
    }

    @GET
    public RestResponse<byte[]> all(HttpServerRequest request) {
        Query.check(request, Map.of());
        Edition edition = rulesets.edition();
        return tagged(request, edition, () -> registers.of(edition).all());
    }

    /** Ids hold slashes, which callers may write as they are or as {@code %2F}. */
    @GET
    @Path("{id:.+}")
    public RestResponse<byte[]> one(String id, HttpServerRequest request) {
        Query.check(request, Map.of());
        Edition edition = rulesets.edition();
        Register.Entry entry = registers.of(edition).of(id);
        if (entry == null) {
            throw new Refusal(Problem.of(
                    Kind.NOT_FOUND, "`" + id + "` is not a provision of ruleset `" + edition.version() + "`"));
        }
        return tagged(request, edition, () -> entry);
    }

    private static RestResponse<byte[]> tagged(HttpServerRequest request, Edition edition, Supplier<Object> answer) {
        return Conditional.answer(
                        request,
                        edition.ruleset().digest(),
                        MediaType.APPLICATION_JSON,
                        () -> CanonicalJson.write(answer.get()))
                .header(ActiveRuleset.HEADER, edition.version())
                .build();
    }
}
