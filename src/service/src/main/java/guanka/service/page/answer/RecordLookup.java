package guanka.service.page.answer;

import guanka.engine.json.RefusedShipment;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.DamagedRecord;
import guanka.records.DeterminationLog;
import guanka.records.StoredDetermination;
import guanka.service.page.Note;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.records.Records;
import guanka.service.records.Trail;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.security.Caller;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestResponse;

/** Finds the record that an address speaks of, and the ruleset that decided it, before a page shows something about it. */
@ApplicationScoped
public class RecordLookup {

    private final Visits visits;
    private final Records records;
    private final ActiveRuleset rulesets;
    private final Caller caller;
    private final Trail trail;

    RecordLookup(Visits visits, Records records, ActiveRuleset rulesets, Caller caller, Trail trail) {
        this.visits = visits;
        this.records = records;
        this.rulesets = rulesets;
        this.caller = caller;
        this.trail = trail;
    }

    /** The page for the determination of this id, or a note why it cannot be shown. */
    public RestResponse<String> at(
            String id, HttpServerRequest request, BiFunction<Visit, Situation, RestResponse<String>> page) {
        Visit now = visits.of(request);
        StoredDetermination found;
        try {
            found = record(id);
        } catch (DamagedRecord damaged) {
            return note(now, 500, "damaged.title", now.words().of("damaged.text", "id", id));
        }
        if (found == null) {
            return note(now, 404, "notFound.title", now.words().of("noRecord", "id", id));
        }
        if (found.facts() == null) {
            return note(now, 410, "erased.title", now.words().of("erased.text", "id", id));
        }
        Edition edition;
        try {
            edition = rulesets.ofDigest(found.rulesetDigest());
        } catch (RefusedRuleset refused) {
            return note(now, 409, "refused.title", now.words().of("noRuleset", "version", found.rulesetVersion()));
        }
        Visit visit = now.by(edition);
        Situation situation;
        try {
            situation = Situation.of(visit, found);
        } catch (RefusedShipment refused) {
            return note(
                    visit,
                    422,
                    "refused.title",
                    refused.mistakes().stream()
                            .map(m -> visit.language().of(m.message()))
                            .toArray(String[]::new));
        }
        return page.apply(visit, situation);
    }

    private static RestResponse<String> note(Visit visit, int status, String heading, String... sentences) {
        return visit.page(status, Note.of(visit, visit.words().of(heading), sentences));
    }

    /** What is recorded under an id, or null where that is nothing or not for the caller. */
    public StoredDetermination record(String id) {
        StoredDetermination found = place(id) == null
                ? null
                : records.log().find(UUID.fromString(id)).orElse(null);
        if (found != null && found.facts() != null) {
            trail.read(caller.name(), id, "page");
        }
        return found;
    }

    /** Where a determination stands, or null where there is none of the id or it is not for the caller. */
    public DeterminationLog.Place place(String id) {
        try {
            DeterminationLog.Place place =
                    records.log().place(UUID.fromString(id)).orElse(null);
            if (place != null && !caller.maySee(place.actor())) {
                trail.refused(caller.name(), "GET", "/determinations/" + id, 404);
                return null;
            }
            return place;
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }
}
