package guanka.service.audit;

import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.records.Trail;
import guanka.service.requests.Lines;
import guanka.service.requests.Query;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an auditor needs to verify the log without trusting this service. */
@RolesAllowed(Roles.AUDITOR)
@Path("/v1/audit")
public class AuditResource {

    private static final int PAGE = 500;

    private final Records records;
    private final Trail trail;
    private final Caller caller;

    AuditResource(Records records, Trail trail, Caller caller) {
        this.records = records;
        this.trail = trail;
        this.caller = caller;
    }

    /** A signed note over the present head of the log; kept elsewhere, it makes every later truncation show. */
    @RolesAllowed(Roles.AUDITOR)
    @GET
    @Path("checkpoint")
    @Produces("text/plain;charset=UTF-8")
    public String checkpoint(HttpServerRequest request) {
        Query.check(request, Map.of());
        return records.log().checkpoint().note();
    }

    /** The public key of checkpoints, as signed notes write it. */
    @RolesAllowed(Roles.AUDITOR)
    @GET
    @Path("key")
    @Produces("text/plain;charset=UTF-8")
    public String key(HttpServerRequest request) {
        Query.check(request, Map.of());
        return records.log().checkpoint().verifier() + "\n";
    }

    /** The records from a sequence on, one a line, up to the one that is last when the answer begins. */
    @RolesAllowed(Roles.AUDITOR)
    @GET
    @Path("records")
    @Produces(Lines.NDJSON)
    public Response records(HttpServerRequest request) {
        Query.check(request, Map.of("from", Set.of()));
        long from = from(request.getParam("from"));
        long end = records.state().records();
        trail.read(caller.name(), "sequence " + from + " to " + end, "export");
        StreamingOutput lines = out -> {
            BufferedOutputStream buffered = new BufferedOutputStream(out, 64 << 10);
            stream(from, end, buffered);
            buffered.flush();
        };
        return Response.ok(lines, Lines.NDJSON).build();
    }

    private void stream(long from, long end, OutputStream out) throws IOException {
        for (long next = from; next <= end; ) {
            List<byte[]> page = records.log().auditRecords(next, (int) Math.min(PAGE, end - next + 1));
            if (page.isEmpty()) {
                return;
            }
            for (byte[] line : page) {
                out.write(line);
                out.write('\n');
            }
            next += page.size();
        }
    }

    private static long from(String text) {
        if (text == null) {
            return 1;
        }
        if (text.matches("[1-9][0-9]{0,17}")) {
            return Long.parseLong(text);
        }
        throw new Refusal(Problem.of(
                Kind.INVALID_PARAMETERS,
                "1 mistake",
                List.of(Problem.Error.inParameter(
                        "from",
                        "not-a-sequence",
                        new Text(
                                "the sequence of a record was expected: a whole number from 1", "应为记录序号：从 1 开始的整数")))));
    }
}
