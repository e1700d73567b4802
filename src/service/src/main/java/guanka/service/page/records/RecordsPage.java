package guanka.service.page.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.Provision;
import guanka.records.StoredDetermination;
import guanka.service.determinations.Resolutions;
import guanka.service.page.Frame;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.Mark;
import guanka.service.page.facts.Codes;
import guanka.service.page.facts.Field.Choice;
import guanka.service.problems.Refusal;
import guanka.service.records.RecordQuery;
import guanka.service.records.Records;
import guanka.service.records.Trail;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/** Recorded determinations, newest first, with a search. */
@RolesAllowed({Roles.ANALYST, Roles.AUDITOR})
@Path("/records")
@Produces(MediaType.TEXT_HTML)
public class RecordsPage {

    /**
     * The page.
     *
     * @param asked   what was searched for, by name of the field
     * @param more    address of the records that follow, or an empty text
     * @param damaged which records were left out because they are not what was written, or an empty text
     * @param mistake why nothing could be searched, or an empty text
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record RecordList(
            Frame f,
            Map<String, String> asked,
            List<Choice> outcomes,
            List<String> provisions,
            List<Row> rows,
            String more,
            String damaged,
            String mistake)
            implements TemplateInstance {}

    public record Row(
            String id,
            String at,
            String reference,
            String day,
            Mark outcome,
            String review,
            String parties,
            String provisions,
            String resolution,
            String actor,
            String ruleset) {}

    private static final List<String> FIELDS =
            List.of("reference", "outcome", "provision", "party", "from", "to", "ruleset");
    private static final int SHOWN = 50;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final Visits visits;
    private final Records records;
    private final Resolutions resolutions;
    private final Trail trail;
    private final Caller caller;

    RecordsPage(Visits visits, Records records, Resolutions resolutions, Trail trail, Caller caller) {
        this.visits = visits;
        this.records = records;
        this.resolutions = resolutions;
        this.trail = trail;
        this.caller = caller;
    }

    @GET
    public RestResponse<String> search(HttpServerRequest request) {
        Visit visit = visits.of(request);
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        Map<String, String> asked = new TreeMap<>();
        FIELDS.forEach(name -> asked.put(name, given(visit, name) == null ? "" : given(visit, name)));
        List<Row> rows = List.of();
        String more = "";
        String damaged = "";
        String mistake = "";
        try {
            RecordQuery query = RecordQuery.of(name -> given(visit, name));
            var page = records.log().search(query.search(), query.cursor(), SHOWN);
            rows = page.records().stream()
                    .map(stored -> row(stored, codes, visit))
                    .toList();
            if (!rows.isEmpty()) {
                trail.read(caller.name(), rows.size() + " records", "search page");
            }
            damaged = page.damaged().stream().map(String::valueOf).collect(Collectors.joining(", "));
            more = page.next() == null ? "" : address(asked, page.next());
        } catch (Refusal refusal) {
            mistake = refusal.problem().errors().stream()
                    .map(e -> visit.language().of(e.message()))
                    .collect(Collectors.joining(" "));
        } catch (IllegalArgumentException unknownCursor) {
            mistake = visit.words().of("records.noPage");
        }
        return visit.page(
                mistake.isEmpty() ? 200 : 422,
                new RecordList(
                        visit.frame("records", visit.words().of("records.title")),
                        asked,
                        codes.of("outcomes").entrySet().stream()
                                .map(o -> new Choice(
                                        o.getKey(), o.getValue(), o.getKey().equals(asked.get("outcome"))))
                                .toList(),
                        provisions(visit.edition().ruleset()),
                        rows,
                        more,
                        damaged,
                        mistake));
    }

    /** An empty field of the form asks for nothing. */
    private static String given(Visit visit, String name) {
        String value = visit.parameter(name);
        return value == null || value.isBlank() || name.equals("limit") ? null : value.strip();
    }

    private static List<String> provisions(Ruleset ruleset) {
        return ruleset.rows(Provision.class).stream().map(Provision::key).toList();
    }

    private static String address(Map<String, String> asked, String cursor) {
        return "/records?"
                + asked.entrySet().stream()
                        .filter(e -> !e.getValue().isEmpty())
                        .map(e -> e.getKey() + "=" + Visit.encoded(e.getValue()) + "&")
                        .collect(Collectors.joining())
                + "cursor=" + Visit.encoded(cursor);
    }

    private Row row(StoredDetermination stored, Codes codes, Visit visit) {
        var terms = stored.terms();
        return new Row(
                stored.id().toString(),
                MINUTE.format(stored.at()),
                terms.reference() == null ? "" : terms.reference(),
                terms.exportDate() == null ? "" : terms.exportDate(),
                Mark.of(terms.outcome(), codes.outcome(terms.outcome())),
                terms.reviewPolicy() == null ? "" : codes.reviewPolicy(terms.reviewPolicy()),
                parties(stored),
                String.join(", ", terms.provisions()),
                latest(stored, visit),
                stored.actor(),
                stored.rulesetVersion());
    }

    /** What became of it last, or an empty text. */
    private String latest(StoredDetermination stored, Visit visit) {
        List<Resolutions.Shown> all = resolutions.of(stored.id());
        return all.isEmpty()
                ? ""
                : visit.words().of("resolutions." + all.get(all.size() - 1).state());
    }

    /** Names as they were given; where the facts were erased there are none. */
    private static String parties(StoredDetermination stored) {
        List<String> names = new ArrayList<>();
        try {
            if (stored.facts() != null) {
                MAPPER.readTree(stored.facts())
                        .path("parties")
                        .forEach(p ->
                                names.add(p.path("name").asText(p.path("id").asText())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("recorded facts are no JSON", e);
        }
        return String.join(", ", names);
    }
}
