package guanka.service.page.codes;

import guanka.engine.classification.Candidate;
import guanka.engine.classification.Ground;
import guanka.engine.classification.ItemSearch;
import guanka.engine.classification.Sought;
import guanka.engine.decision.Budget;
import guanka.engine.decision.OverBudget;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Determination;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.rows.VocabularyEntry;
import guanka.service.classifications.Suggestions;
import guanka.service.page.Frame;
import guanka.service.page.SameOrigin;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.Mark;
import guanka.service.page.facts.Codes;
import guanka.service.page.facts.Countries;
import guanka.service.page.facts.Facts;
import guanka.service.page.facts.Field;
import guanka.service.page.facts.Fields;
import guanka.service.requests.Body;
import guanka.service.security.Roles;
import guanka.service.workers.CostlyWork;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** Leads a person from what a product is called to its code, and back into the form with it. Nothing is recorded. */
@RolesAllowed(Roles.CALLER)
@Path("/codes")
@SameOrigin
@Produces(MediaType.TEXT_HTML)
public class CodesPage {

    /**
     * The page.
     *
     * @param item     whose code is looked for, by its pointer
     * @param asked    whether anything is known to look by
     * @param complete whether the shipment says enough to tell what codes would mean for it
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ProductView(
            Frame f,
            String item,
            List<Field> product,
            List<Field> shipment,
            String carried,
            boolean asked,
            boolean complete,
            List<Example> examples,
            List<OfJurisdiction> jurisdictions,
            List<Countries.Country> countries)
            implements TemplateInstance {}

    /**
     * What the lists of a jurisdiction hold that may be meant.
     *
     * @param settle the fact that would tell most among the candidates
     * @param none   the words that say that an item stands on no list
     */
    public record OfJurisdiction(
            String key, String name, List<Suggestion> suggestions, String settle, List<Suggestion> none) {}

    /**
     * A code that can be taken.
     *
     * @param other   its name in the other language, or an empty text
     * @param reasons why it is suggested
     * @param outcome what it would mean for the shipment, or null
     * @param range   between which outcomes missing facts leave it, or an empty text
     */
    public record Suggestion(
            String code, String name, String other, String limits, List<Reason> reasons, Mark outcome, String range) {}

    /** Something to begin with. */
    public record Example(String name, String address) {}

    /** @param address of the row that says so */
    public record Reason(String text, String address) {}

    private static final int SHOWN = 6;
    private static final String ITEM = "find";
    private static final String FIRST_LINE = "/lines/0";

    private final Visits visits;
    private final Budget.Limits limits;

    CodesPage(Visits visits, CostlyWork costly) {
        this.visits = visits;
        limits = costly.limits();
    }

    /** With words or a customs code in the address. */
    @Authenticated
    @GET
    @Blocking
    public RestResponse<String> begin(HttpServerRequest request) {
        Visit visit = visits.of(request);
        Facts facts = Facts.blank(LocalDate.now().toString());
        say(facts, FIRST_LINE + "/description", visit.parameter("text"));
        say(facts, FIRST_LINE + "/hsCode", visit.parameter("hs"));
        return page(visit, facts, FIRST_LINE);
    }

    private static void say(Facts facts, String pointer, String value) {
        if (value != null && !value.isBlank()) {
            facts.say(pointer, value);
        }
    }

    /** For an item of a shipment that is being entered. */
    @POST
    public Uni<RestResponse<String>> find(HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Body.form(request).emitOn(Infrastructure.getDefaultWorkerPool()).map(form -> {
            Facts facts = Facts.of(form, visit.edition().reader());
            List<String> items = form.getOrDefault(ITEM, List.of());
            String item = items.isEmpty() || !facts.isItem(items.get(0)) ? FIRST_LINE : items.get(0);
            return page(visit, facts, item);
        });
    }

    private RestResponse<String> page(Visit visit, Facts facts, String item) {
        var codes = new Codes(visit.edition().ruleset(), visit.language());
        var fields = new Fields(facts, codes, visit.language(), Map.of());
        boolean line = item.lastIndexOf("/content/") < 0;
        List<Field> product = new ArrayList<>(List.of(fields.of(item + "/description")));
        if (line) {
            product.add(fields.of(item + "/hsCode"));
            product.add(fields.of(item + "/form"));
        }
        var sought = new Sought(
                known(line ? facts.text(item + "/hsCode").replaceAll("[. ]", "") : ""),
                known(facts.text(item + "/description")),
                known(line ? facts.text(item + "/form") : ""),
                known(line ? facts.text(item + "/kind") : ""));
        boolean asked = sought.words() != null || sought.hsCode() != null;
        var meaning = new Meaning(visit, facts, item, codes);
        return visit.page(new ProductView(
                visit.formFrame("codes", visit.words().of("codes.title"), "/codes"),
                item,
                product,
                List.of(fields.of("/exportDate"), fields.of("/exportFrom"), fields.of("/destination")),
                facts.pretty(),
                asked,
                meaning.complete(),
                asked ? List.of() : examples(visit),
                asked ? jurisdictions(visit, sought, item, codes, meaning) : List.of(),
                Countries.in(visit.language())));
    }

    private static List<Example> examples(Visit visit) {
        return visit.words()
                .of("codes.examples")
                .lines()
                .map(line -> line.split("\\|"))
                .map(part -> new Example(part[0], part[1]))
                .toList();
    }

    private static String known(String text) {
        return text.isBlank() ? null : text;
    }

    private List<OfJurisdiction> jurisdictions(Visit visit, Sought sought, String item, Codes codes, Meaning meaning) {
        ItemSearch search = ItemSearch.of(visit.edition().ruleset());
        List<OfJurisdiction> all = new ArrayList<>();
        for (String jurisdiction : search.jurisdictions()) {
            List<Candidate> candidates = search.candidates(sought, jurisdiction, meaning.day(jurisdiction), SHOWN);
            all.add(new OfJurisdiction(
                    jurisdiction,
                    codes.meaning("jurisdictions", jurisdiction),
                    candidates.stream()
                            .map(candidate -> suggestion(visit, candidate, meaning))
                            .toList(),
                    visit.language().of(Suggestions.settling(candidates, item, jurisdiction, sought)),
                    visit.edition().ruleset().rows(VocabularyEntry.class).stream()
                            .filter(entry -> entry.vocabulary().equals("basketCodes")
                                    && entry.code().startsWith(jurisdiction + ":"))
                            .map(entry -> suggestion(
                                    entry.code(), visit.language().of(entry.text()), "", "", List.of(), meaning))
                            .toList()));
        }
        return all;
    }

    private static Suggestion suggestion(Visit visit, Candidate candidate, Meaning meaning) {
        Text name = candidate.name();
        String own = visit.language().of(name);
        String other = visit.language().other().of(name);
        return suggestion(
                candidate.item().stated(),
                own,
                other.equals(own) ? "" : other,
                candidate.row().threshold() == null ? "" : candidate.row().threshold(),
                candidate.grounds().stream()
                        .map(ground -> reason(visit, ground))
                        .toList(),
                meaning);
    }

    private static Suggestion suggestion(
            String code, String name, String other, String limits, List<Reason> reasons, Meaning meaning) {
        Determination answer = meaning.of(code);
        return new Suggestion(
                code,
                name,
                other,
                limits,
                reasons,
                answer == null ? null : meaning.mark(answer),
                answer == null ? "" : meaning.range(answer));
    }

    private static Reason reason(Visit visit, Ground ground) {
        boolean same = ground.given().equalsIgnoreCase(ground.matched());
        Source row = ground.row();
        String said = visit.words()
                .of(
                        "ground." + ground.kind() + (same ? ".same" : ""),
                        "given",
                        ground.given(),
                        "matched",
                        ground.matched());
        return new Reason(
                ground.confidence() == null
                        ? said
                        : said + visit.words().of("ground.confidence." + ground.confidence()),
                row == null ? "" : visit.rowAddress(row.workbook(), row.sheet(), row.row()));
    }

    /** What a code would mean for a shipment, as far as that says enough to be decided. */
    private final class Meaning {

        private final Visit visit;
        private final Facts facts;
        private final String item;
        private final Codes codes;
        private final Map<String, LocalDate> days;

        Meaning(Visit visit, Facts facts, String item, Codes codes) {
            this.visit = visit;
            this.facts = facts;
            this.item = item;
            this.codes = codes;
            this.days = days();
        }

        private Map<String, LocalDate> days() {
            try {
                return visit.edition()
                        .decisions()
                        .legalDays(visit.edition().reader().read(facts.json()));
            } catch (RefusedShipment incomplete) {
                return Map.of();
            }
        }

        boolean complete() {
            return !days.isEmpty();
        }

        LocalDate day(String jurisdiction) {
            return days.get(jurisdiction);
        }

        Determination of(String code) {
            if (!complete()) {
                return null;
            }
            Facts with = Facts.of(facts.json(), visit.edition().reader());
            with.take(item, code);
            with.askOnly(code.substring(0, code.indexOf(':')));
            try {
                return Budget.within(
                        limits,
                        () -> false,
                        () -> visit.edition()
                                .decisions()
                                .decide(visit.edition().reader().read(with.json())));
            } catch (RefusedShipment | OverBudget notDecided) {
                return null;
            }
        }

        Mark mark(Determination answer) {
            return Mark.of(answer.outcome(), codes.outcome(answer.outcome()));
        }

        String range(Determination answer) {
            return answer.range().atLeast().equals(answer.range().atMost())
                    ? ""
                    : visit.words()
                            .of(
                                    "range",
                                    "least",
                                    codes.outcome(answer.range().atLeast()),
                                    "most",
                                    codes.outcome(answer.range().atMost()));
        }
    }
}
