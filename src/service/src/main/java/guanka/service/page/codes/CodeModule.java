package guanka.service.page.codes;

import guanka.engine.classification.ControlledItem;
import guanka.engine.classification.ItemSearch;
import guanka.engine.json.CanonicalJson;
import guanka.service.page.Language;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.EditionCache;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Every control code with its name, as a module that the page's script imports when somebody begins to type one: the policy of the
 * pages lets them fetch nothing else.
 */
@Authenticated
@Path("/codes.js")
public class CodeModule {

    private static final int NAME_MOST = 90;

    private final Visits visits;
    private final EditionCache<Map<Language, byte[]>> modules = new EditionCache<>(CodeModule::of);

    CodeModule(Visits visits) {
        this.visits = visits;
    }

    @GET
    @Blocking
    @Produces("text/javascript")
    public RestResponse<byte[]> codes(HttpServerRequest request) {
        Visit visit = visits.of(request);
        return RestResponse.ResponseBuilder.ok(modules.of(visit.edition()).get(visit.language()))
                .header("Content-Type", "text/javascript;charset=UTF-8")
                .header("Cache-Control", "private, max-age=3600")
                .header("X-Content-Type-Options", "nosniff")
                .header("Vary", "Accept-Language, Cookie")
                .header(ActiveRuleset.HEADER, visit.edition().version())
                .build();
    }

    private static Map<Language, byte[]> of(Edition edition) {
        var search = ItemSearch.of(edition.ruleset());
        Map<Language, byte[]> modules = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            List<List<String>> codes = new ArrayList<>();
            for (String jurisdiction : search.jurisdictions()) {
                for (ControlledItem item : search.items(jurisdiction)) {
                    String name = language.of(item.name());
                    codes.add(List.of(
                            item.stated(), name.length() <= NAME_MOST ? name : name.substring(0, NAME_MOST) + "…"));
                }
            }
            String json = new String(CanonicalJson.write(codes), StandardCharsets.UTF_8);
            modules.put(language, ("export default " + json + ";\n").getBytes(StandardCharsets.UTF_8));
        }
        return modules;
    }
}
