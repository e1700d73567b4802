package guanka.service.rulesets;

import guanka.engine.Guanka;
import guanka.engine.decision.Decisions;
import guanka.engine.json.ShipmentReader;
import guanka.engine.release.Admission;
import guanka.engine.ruleset.Ruleset;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A loaded ruleset with all that serves it: an answer comes wholly from one edition.
 */
public record Edition(Guanka guanka, Instant loadedAt) {

    /** Loads what was let in. */
    static Edition of(Admission admission, Instant now) {
        return new Edition(Guanka.load(admission), now);
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
