package guanka.service.authorities;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.json.CanonicalJson;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination.LeadTime;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.rows.Authority;
import guanka.facts.rows.VocabularyEntry;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/** The authorities that holds name, and how a license is applied for; what the tables do not tell is left out. */
@Authenticated
@Path("/v1/authorities")
@Produces(MediaType.APPLICATION_JSON)
public class AuthoritiesResource {

    record Authorities(RulesetId ruleset, List<Entry> authorities) {}

    /** What is known of an authority on some days. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String authority,
            String jurisdiction,
            Text name,
            List<String> laws,
            String address,
            List<Document> documents,
            LeadTime leadTime,
            Text text,
            LocalDate from,
            LocalDate to,
            FoundAt source) {}

    record FoundAt(String file, String sheet, int row, String key) {}

    record Document(String code, Text text) {}

    private final ActiveRuleset rulesets;
    private final EditionCache<byte[]> answers =
            new EditionCache<>(edition -> CanonicalJson.write(of(edition.ruleset())));

    AuthoritiesResource(ActiveRuleset rulesets) {
        this.rulesets = rulesets;
    }

    @GET
    public RestResponse<byte[]> all(HttpServerRequest request) {
        Query.check(request, Map.of());
        Edition edition = rulesets.edition();
        return Conditional.answer(
                        request, edition.ruleset().digest(), MediaType.APPLICATION_JSON, () -> answers.of(edition))
                .header(ActiveRuleset.HEADER, edition.version())
                .build();
    }

    private static Authorities of(Ruleset rules) {
        return new Authorities(
                new RulesetId(rules.version(), rules.digest()),
                rules.rows(Authority.class).stream()
                        .map(row -> entry(row, words(rules, "authorities"), words(rules, "documents")))
                        .toList());
    }

    private static Map<String, Text> words(Ruleset rules, String vocabulary) {
        return rules.rows(VocabularyEntry.class).stream()
                .filter(entry -> entry.vocabulary().equals(vocabulary))
                .collect(Collectors.toMap(VocabularyEntry::code, VocabularyEntry::text));
    }

    private static Entry entry(Authority row, Map<String, Text> names, Map<String, Text> documents) {
        Source at = row.source();
        return new Entry(
                row.authority(),
                row.jurisdiction(),
                names.get(row.authority()),
                row.laws().isEmpty() ? null : row.laws(),
                row.address(),
                row.documents().isEmpty()
                        ? null
                        : row.documents().stream()
                                .map(code -> new Document(code, documents.get(code)))
                                .toList(),
                row.days() == null
                        ? null
                        : new LeadTime(row.days(), row.countedIn().name()),
                row.text(),
                row.from(),
                row.to(),
                new FoundAt(at.workbook(), at.sheet(), at.row(), at.key()));
    }
}
