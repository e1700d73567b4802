package guanka.service.rulesets;

import guanka.engine.Guanka;
import guanka.engine.decision.Decisions;
import guanka.engine.json.ShipmentReader;
import guanka.engine.release.Admission;
import guanka.engine.ruleset.Ruleset;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A loaded ruleset with all that serves it: an answer comes wholly from one edition.
 *
 * @param workedOut what was worked out of it, by what keeps it, so that it goes when the edition goes
 */
public record Edition(Guanka guanka, Instant loadedAt, Map<EditionCache<?>, Object> workedOut) {

    /** Loads what was let in. */
    static Edition of(Admission admission, Instant now) {
        return new Edition(Guanka.load(admission), now, new ConcurrentHashMap<>());
    }

    public Ruleset ruleset() {
        return guanka.ruleset();
    }

    public Decisions decisions() {
        return guanka.decisions();
    }

    public ShipmentReader reader() {
        return guanka.reader();
    }

    public String version() {
        return guanka.version();
    }

    /** An answer that names this edition. */
    public RestResponse<byte[]> answer(byte[] json) {
        return RestResponse.ResponseBuilder.ok(json, MediaType.APPLICATION_JSON_TYPE)
                .header(ActiveRuleset.HEADER, version())
                .build();
    }
}
