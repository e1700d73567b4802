package guanka.service.page.clearances;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.facts.rows.ListEntry;
import guanka.records.Persons;
import guanka.records.SamePerson;
import guanka.service.clearances.Clearances;
import guanka.service.clearances.desk.ClearanceDesk;
import guanka.service.clearances.desk.ClearanceDesk.Listed;
import guanka.service.clearances.desk.ClearanceDesk.Shown;
import guanka.service.clearances.desk.ClearanceDesk.State;
import guanka.service.page.Frame;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.facts.Countries;
import guanka.service.page.facts.Field.Choice;
import guanka.service.problems.Refusal;
import guanka.service.requests.Body;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;

/** Standing clearances: what waits for a second person, what holds, and a form to ask for one. */
@Path("/clearances")
@Produces(MediaType.TEXT_HTML)
public class ClearancesPage {

    /**
     * The page.
     *
     * @param given    what the form holds
     * @param kinds    of parties
     * @param more     address of those that follow, or an empty text
     * @param mistakes why a step was not taken
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ClearanceList(
            Frame f,
            List<Row> rows,
            String more,
            Map<String, String> given,
            List<Choice> kinds,
            List<Countries.Country> countries,
            List<String> mistakes)
            implements TemplateInstance {}

    /**
     * A clearance.
     *
     * @param party      its name, and what makes it this party
     * @param address    of the row of the entry, or an empty text
     * @param approvable whether whoever looks may approve it
     * @param endable    whether whoever looks may end it
     */
    public record Row(
            String id,
            String name,
            String party,
            String entry,
            String entryName,
            String address,
            String state,
            String note,
            String reason,
            String until,
            String asked,
            String approved,
            String ended,
            boolean approvable,
            boolean endable) {}

    private static final int SHOWN = 50;
    private static final List<String> FIELDS =
            List.of("name", "aliases", "country", "kind", "address", "identifiers", "entry", "reason", "until");
    private static final List<String> KINDS = List.of("", "ORGANISATION", "PERSON", "VESSEL", "AIRCRAFT");

    private final Visits visits;
    private final ClearanceDesk desk;
    private final Caller caller;

    ClearancesPage(Visits visits, ClearanceDesk desk, Caller caller) {
        this.visits = visits;
        this.desk = desk;
        this.caller = caller;
    }

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    public RestResponse<String> show(HttpServerRequest request) {
        Visit visit = visits.of(request);
        Map<String, String> given = new TreeMap<>();
        FIELDS.forEach(name -> given.put(name, text(visit.parameter(name))));
        return page(visit, 200, given, List.of());
    }

    private static String text(String parameter) {
        return parameter == null ? "" : parameter.strip();
    }

    @RolesAllowed(Roles.ANALYST)
    @POST
    public Uni<RestResponse<String>> ask(HttpServerRequest request) {
        return step(request, given -> desk.ask(json(given)));
    }

    @RolesAllowed(Roles.APPROVER)
    @POST
    @Path("{id}/approval")
    public Uni<RestResponse<String>> approve(String id, HttpServerRequest request) {
        return step(request, given -> desk.approve(id));
    }

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER})
    @POST
    @Path("{id}/revocation")
    public Uni<RestResponse<String>> end(String id, HttpServerRequest request) {
        return step(request, given -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("reason", given.getOrDefault("why", ""));
            return desk.end(id, json.toString().getBytes(StandardCharsets.UTF_8));
        });
    }

    private interface Step {
        Shown taken(Map<String, String> given);
    }

    /** Takes a step and sends the browser to the list; where it is refused, shows the list with why. */
    private Uni<RestResponse<String>> step(HttpServerRequest request, Step step) {
        Visit visit = visits.of(request);
        return Body.form(request).emitOn(Infrastructure.getDefaultWorkerPool()).map(form -> {
            Map<String, String> given = new TreeMap<>();
            form.forEach(
                    (name, values) -> given.put(name, String.join("", values).strip()));
            try {
                step.taken(given);
                return visit.seeOther("/clearances");
            } catch (SamePerson same) {
                return page(visit, 403, given, List.of(visit.words().of("clearances.samePerson")));
            } catch (Refusal refusal) {
                List<String> mistakes = refusal.problem().errors().stream()
                        .map(error -> visit.language().of(error.message()))
                        .toList();
                return page(
                        visit,
                        refusal.problem().status(),
                        given,
                        !mistakes.isEmpty()
                                ? mistakes
                                : refusal.problem().status() == 403
                                        ? List.of(visit.words().of("clearances.samePerson"))
                                        : List.of(visit.language()
                                                .of(refusal.problem().told())));
            }
        });
    }

    /** A field that is left empty says nothing; several names or identifiers stand a line each. */
    private static byte[] json(Map<String, String> given) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode party = json.putObject("party");
        for (String name : List.of("name", "kind", "address")) {
            put(party, name, given.get(name));
        }
        put(party, "country", Countries.code(given.getOrDefault("country", "")));
        lines(given.get("aliases")).forEach(party.withArray("aliases")::add);
        ObjectNode identifiers = party.putObject("identifiers");
        lines(given.get("identifiers")).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                identifiers.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            } else {
                identifiers.put(line, "");
            }
        });
        for (String name : List.of("entry", "reason", "until")) {
            put(json, name, given.get(name));
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode json, String name, String value) {
        if (value != null && !value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static List<String> lines(String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    private RestResponse<String> page(Visit visit, int status, Map<String, String> given, List<String> mistakes) {
        Map<String, String> fields = new TreeMap<>(given);
        FIELDS.forEach(name -> fields.putIfAbsent(name, ""));
        fields.put("country", Countries.name(Countries.code(fields.get("country")), visit.language()));
        List<String> told = new ArrayList<>(mistakes);
        Listed listed = new Listed(List.of(), null);
        try {
            listed = desk.page(visit.parameter("cursor"), SHOWN);
        } catch (Refusal refusal) {
            refusal.problem()
                    .errors()
                    .forEach(error -> told.add(visit.language().of(error.message())));
        }
        Map<String, ListEntry> entries = entries(visit, listed);
        return visit.page(
                told.isEmpty() || status != 200 ? status : 422,
                new ClearanceList(
                        visit.frame("lists", visit.words().of("clearances.title")),
                        listed.clearances().stream()
                                .map(one -> row(one, entries.get(one.entry()), visit))
                                .toList(),
                        listed.next() == null ? "" : "/clearances?cursor=" + Visit.encoded(listed.next()),
                        fields,
                        KINDS.stream()
                                .map(kind -> new Choice(
                                        kind,
                                        visit.words().of("clearances.kind" + (kind.isEmpty() ? "None" : kind)),
                                        kind.equals(fields.get("kind"))))
                                .toList(),
                        Countries.in(visit.language()),
                        told));
    }

    private static Map<String, ListEntry> entries(Visit visit, Listed listed) {
        var wanted = listed.clearances().stream().map(Shown::entry).collect(Collectors.toSet());
        return visit.edition().ruleset().rows(ListEntry.class).stream()
                .filter(entry -> wanted.contains(entry.key()))
                .collect(Collectors.toMap(ListEntry::key, entry -> entry));
    }

    private Row row(Shown one, ListEntry entry, Visit visit) {
        boolean open = one.state() == State.ASKED || one.state() == State.APPROVED;
        boolean own = Persons.areOne(one.askedBy(), caller.name()) && !caller.isTheOneOperator();
        return new Row(
                one.id(),
                one.party().name(),
                party(one.party(), visit),
                one.entry(),
                entry == null ? "" : visit.language().of(entry.name()),
                entry == null
                        ? ""
                        : visit.rowAddress(
                                entry.source().workbook(),
                                entry.source().sheet(),
                                entry.source().row()),
                visit.words().of("clearances." + one.state()),
                open && one.entryChanged()
                        ? visit.words().of("clearances.entryChanged")
                        : one.state() == State.ASKED && own ? visit.words().of("clearances.other") : "",
                one.reason(),
                one.until(),
                step(one.askedBy(), one.askedAt(), visit),
                step(one.approvedBy(), one.approvedAt(), visit),
                step(one.endedBy(), one.endedAt(), visit)
                        + (one.endedBecause() == null ? "" : ": " + one.endedBecause()),
                one.state() == State.ASKED && !own && !one.entryChanged() && caller.has(Roles.APPROVER),
                open && (caller.has(Roles.ANALYST) || caller.has(Roles.APPROVER)));
    }

    private static String party(Clearances.Named party, Visit visit) {
        return Stream.of(
                        party.aliases().stream(),
                        Stream.of(party.country() == null ? "" : Countries.name(party.country(), visit.language())),
                        Stream.of(party.kind() == null ? "" : visit.words().of("clearances.kind" + party.kind())),
                        Stream.of(party.address() == null ? "" : party.address()),
                        party.identifiers().entrySet().stream().map(one -> one.getKey() + " " + one.getValue()))
                .flatMap(one -> one)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String step(String by, String at, Visit visit) {
        return by == null ? "" : by + ", " + visit.frame("", "").when(at);
    }
}
