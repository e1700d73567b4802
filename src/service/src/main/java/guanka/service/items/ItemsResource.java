package guanka.service.items;

import guanka.engine.json.CanonicalJson;
import guanka.facts.Determination.RulesetId;
import guanka.service.items.Items.Item;
import guanka.service.items.Items.ItemPage;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Conditional;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.EditionCache;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestResponse;

/** The control codes of the active ruleset: listed, and searched by code, customs code and words. */
@Authenticated
@Path("/v1/items")
@Produces(MediaType.APPLICATION_JSON)
public class ItemsResource {

    private final ActiveRuleset rulesets;
    private final EditionCache<Items> items = new EditionCache<>(Items::new);

    ItemsResource(ActiveRuleset rulesets) {
        this.rulesets = rulesets;
    }

    @GET
    @Blocking
    public RestResponse<byte[]> search(HttpServerRequest request) {
        Edition edition = rulesets.edition();
        Items all = items.of(edition);
        ItemQuery query = ItemQuery.of(request, all.search().jurisdictions());
        List<Item> found = all.found(query.filter());
        int from = query.cursor() == null ? 0 : after(found, query.cursor());
        List<Item> page = found.subList(from, Math.min(found.size(), from + query.limit()));
        String next =
                from + query.limit() < found.size() ? page.get(page.size() - 1).code() : null;
        var id = new RulesetId(edition.ruleset().version(), edition.ruleset().digest());
        // what is answered follows from the ruleset and the address alone
        return Conditional.answer(
                        request,
                        edition.ruleset().digest(),
                        MediaType.APPLICATION_JSON,
                        () -> CanonicalJson.write(new ItemPage(id, page, next)))
                .header(ActiveRuleset.HEADER, edition.version())
                .build();
    }

    private static int after(List<Item> found, String cursor) {
        return IntStream.range(0, found.size())
                        .filter(i -> found.get(i).code().equals(cursor))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(Problem.of(
                                Kind.INVALID_PARAMETERS,
                                "1 mistake",
                                List.of(ItemQuery.mistake(
                                        "cursor",
                                        "unknown-cursor",
                                        "this is no `next` of an earlier page",
                                        "这不是先前某页的 `next`")))))
                + 1;
    }
}
