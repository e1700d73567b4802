package guanka.service.page.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.json.CanonicalJson;
import guanka.facts.rows.Designation;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.PartyList;
import guanka.service.clearances.Clearances;
import guanka.service.page.Frame;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.facts.Codes;
import guanka.service.page.facts.Countries;
import guanka.service.problems.Refusal;
import guanka.service.rulesets.EditionCache;
import guanka.service.screenings.ListedParties;
import guanka.service.screenings.ListedParties.ListedMatch;
import guanka.service.screenings.ListedParties.PartyMatches;
import guanka.service.screenings.ScreenedParties;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/** The party lists, searched by name as decisions search them. */
@Authenticated
@Path("/lists")
@Produces(MediaType.TEXT_HTML)
public class ListsPage {

    /**
     * The page.
     *
     * @param asked   whether a search was asked for
     * @param notice  what it does not say that nothing was found, or an empty text
     * @param mistake why nothing could be searched, or an empty text
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Lists(
            Frame f,
            String name,
            String country,
            boolean asked,
            List<Hit> hits,
            String notice,
            String mistake,
            List<ListView> lists,
            List<Countries.Country> countries)
            implements TemplateInstance {}

    public record ListView(String code, String name, String provision, long entries) {}

    /**
     * A match.
     *
     * @param percent   the score, of 100
     * @param clearance by which it is set aside, or an empty text
     * @param ask       address of the form that asks for a clearance, or an empty text
     */
    public record Hit(
            String list,
            String name,
            String country,
            String certainty,
            boolean exact,
            int percent,
            String reason,
            String matched,
            String days,
            String notice,
            String address,
            String row,
            String clearance,
            String ask) {}

    private final Visits visits;
    private final Clearances clearances;
    private final EditionCache<ListedParties> listed = new EditionCache<>(ListedParties::new);

    ListsPage(Visits visits, Clearances clearances) {
        this.visits = visits;
        this.clearances = clearances;
    }

    @Authenticated
    @GET
    public RestResponse<String> search(HttpServerRequest request) {
        Visit visit = visits.of(request);
        String name = text(visit.parameter("name"));
        String country = Countries.code(text(visit.parameter("country")));
        List<Hit> hits = List.of();
        String notice = "";
        String mistake = "";
        if (!name.isEmpty()) {
            try {
                PartyMatches matches = matches(visit, name, country);
                hits = matches.matches().stream()
                        .map(m -> hit(visit, m, name, country))
                        .toList();
                notice = matches.notice() == null ? "" : visit.language().of(matches.notice());
            } catch (Refusal refusal) {
                mistake = refusal.problem().errors().stream()
                        .map(e -> visit.language().of(e.message()))
                        .collect(Collectors.joining(" "));
            }
        }
        return visit.page(
                mistake.isEmpty() ? 200 : 422,
                new Lists(
                        visit.frame("lists", visit.words().of("lists.title")),
                        name,
                        Countries.name(country, visit.language()),
                        !name.isEmpty(),
                        hits,
                        notice,
                        mistake,
                        lists(visit),
                        Countries.in(visit.language())));
    }

    private static String text(String parameter) {
        return parameter == null ? "" : parameter.strip();
    }

    private PartyMatches matches(Visit visit, String name, String country) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode party = body.putArray("parties").addObject().put("name", name);
        if (!country.isEmpty()) {
            party.put("country", country);
        }
        var asked =
                ScreenedParties.read(CanonicalJson.write(body), visit.edition().reader());
        return listed.of(visit.edition()).screened(asked, clearances).parties().get(0);
    }

    private static List<ListView> lists(Visit visit) {
        Map<String, Set<String>> parts = new HashMap<>();
        for (Designation mark : visit.edition().ruleset().rows(Designation.class)) {
            parts.computeIfAbsent(mark.list() + " " + mark.designation(), x -> new TreeSet<>())
                    .add(mark.alsoOn());
        }
        Map<String, Long> entries = new HashMap<>();
        for (ListEntry entry : visit.edition().ruleset().rows(ListEntry.class)) {
            Set<String> on = new TreeSet<>(Set.of(entry.list()));
            entry.designations().forEach(mark -> on.addAll(parts.getOrDefault(entry.list() + " " + mark, Set.of())));
            on.forEach(list -> entries.merge(list, 1L, Long::sum));
        }
        return visit.edition().ruleset().rows(PartyList.class).stream()
                .map(l -> new ListView(
                        l.key(), visit.language().of(l.name()), l.provision(), entries.getOrDefault(l.key(), 0L)))
                .toList();
    }

    private static Hit hit(Visit visit, ListedMatch match, String name, String country) {
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        boolean exact = match.certainty().equals("EXACT");
        return new Hit(
                codes.meaning("lists", match.list()),
                visit.language().of(match.name()),
                match.country() == null ? "" : Countries.name(match.country(), visit.language()),
                visit.words().of(exact ? "match.exact" : "match.possible"),
                exact,
                match.score().multiply(BigDecimal.valueOf(100)).intValue(),
                visit.words().or("reason." + match.reason(), match.reason()),
                match.matched(),
                (match.days().from() == null ? "" : match.days().from()) + " – "
                        + (match.days().until() == null ? "" : match.days().until()),
                match.notice() == null ? "" : match.notice(),
                visit.rowAddress(
                        match.source().file(),
                        match.source().sheet(),
                        match.source().row()),
                visit.words()
                        .of(
                                "row",
                                "file",
                                match.source().file(),
                                "sheet",
                                match.source().sheet(),
                                "row",
                                match.source().row()),
                match.clearance() == null
                        ? ""
                        : visit.words()
                                .of(
                                        "clearances.setAside",
                                        "by",
                                        match.clearance().approvedBy(),
                                        "until",
                                        match.clearance().until()),
                match.clearance() != null
                        ? ""
                        : "/clearances?name=" + Visit.encoded(name) + "&country=" + Visit.encoded(country) + "&entry="
                                + Visit.encoded(match.entry()));
    }
}
