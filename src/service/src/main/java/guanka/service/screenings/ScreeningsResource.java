package guanka.service.screenings;

import guanka.engine.json.CanonicalJson;
import guanka.service.clearances.Clearances;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Body;
import guanka.service.requests.LargeReads;
import guanka.service.requests.Lines;
import guanka.service.requests.NdjsonBody;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.EditionCache;
import guanka.service.security.Roles;
import guanka.service.settings.Settings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.RestResponse;

/** Holds parties against the party lists, without a shipment. */
@Path("/v1/screenings")
public class ScreeningsResource {

    private final ActiveRuleset rulesets;
    private final Clearances clearances;
    private final EditionCache<ListedParties> listed = new EditionCache<>(ListedParties::new);

    private final Semaphore running;

    ScreeningsResource(ActiveRuleset rulesets, Clearances clearances, Settings settings) {
        this.rulesets = rulesets;
        this.clearances = clearances;
        running = new Semaphore(settings.batchesMax());
    }

    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<byte[]>> screen(HttpServerRequest request) {
        Edition edition = rulesets.edition();
        Query.check(request, Map.of());
        return Body.json(request)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(json -> LargeReads.inTurn(json.length, () -> answer(edition, json)));
    }

    /** Business partners in bulk, streamed both ways; a broken line spoils only itself. */
    @RolesAllowed(Roles.CALLER)
    @POST
    @Path("batch")
    @Consumes(Lines.NDJSON)
    @Produces(Lines.NDJSON)
    public Response screenLines(HttpServerRequest request) {
        Query.check(request, Map.of("since", Set.of()));
        Edition edition = rulesets.edition();
        String since = request.getParam("since");
        ScreenedLines screened =
                new ScreenedLines(edition, since == null ? null : rulesets.released(since), clearances);
        Lines lines = NdjsonBody.of(request);
        if (!running.tryAcquire()) {
            throw new Refusal(Problem.of(Kind.UNAVAILABLE, "as many lists of partners as may at once are screened"));
        }
        StreamingOutput answers = out -> {
            try {
                for (Lines.Line line; (line = lines.nextFilled()) != null; ) {
                    Lines.Line read = line;
                    write(
                            LargeReads.whenThereIsRoom(
                                    line.bytes().length,
                                    () -> screened.answer(read).json()),
                            out);
                }
                write(screened.totals(), out);
            } finally {
                running.release();
            }
        };
        return Response.ok(answers, Lines.NDJSON)
                .header(ActiveRuleset.HEADER, edition.version())
                .build();
    }

    private static void write(byte[] answer, OutputStream out) throws IOException {
        if (answer != null) {
            out.write(answer);
            out.write('\n');
        }
    }

    private RestResponse<byte[]> answer(Edition edition, byte[] json) {
        List<ScreenedParties.ScreenedParty> parties = ScreenedParties.read(json, edition.reader());
        return edition.answer(CanonicalJson.write(listed.of(edition).screened(parties, clearances)));
    }
}
