package guanka.service.vocabularies;

import guanka.engine.json.CanonicalJson;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Text;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.Reading;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestResponse;

/** Every code that facts may use and answers hold, with its meaning. */
@Authenticated
@Path("/v1/vocabularies")
@Produces(MediaType.APPLICATION_JSON)
public class VocabulariesResource {

    record Vocabularies(RulesetId ruleset, Map<String, List<Entry>> vocabularies, List<Question> readings) {}

    record Entry(String code, Text text) {}

    /** A question id with the readings that the fact {@code readings} may name for it. */
    record Question(String question, Text text, String applied, List<Entry> readings) {}

    private final ActiveRuleset rulesets;
    private final EditionCache<byte[]> answers =
            new EditionCache<>(edition -> CanonicalJson.write(of(edition.ruleset())));

    VocabulariesResource(ActiveRuleset rulesets) {
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

    private static Vocabularies of(Ruleset rules) {
        Map<String, List<Entry>> vocabularies = new TreeMap<>();
        for (VocabularyEntry entry : rules.rows(VocabularyEntry.class)) {
            vocabularies
                    .computeIfAbsent(entry.vocabulary(), v -> new ArrayList<>())
                    .add(new Entry(entry.code(), entry.text()));
        }
        vocabularies.put(
                "jurisdictions",
                rules.rows(Jurisdiction.class).stream()
                        .map(j -> new Entry(j.key(), j.name()))
                        .toList());
        List<Question> readings = rules.rows(OpenQuestion.class).stream()
                .map(open -> new Question(
                        open.key(),
                        open.question(),
                        open.defaultReading(),
                        rules.rows(Reading.class).stream()
                                .filter(r -> r.question().equals(open.key()))
                                .map(r -> new Entry(r.reading(), r.meaning()))
                                .toList()))
                .toList();
        return new Vocabularies(new RulesetId(rules.version(), rules.digest()), vocabularies, readings);
    }
}
