package guanka.service.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.records.Watch;
import guanka.records.WatchEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What is told of open orders, as CloudEvents 1.0 in JSON. The log keeps what an event says; its id and its place in what is told are
 * those of the record.
 */
public final class CloudEvents {

    public static final String MEDIA_TYPE = "application/cloudevents+json";

    /** An order is answered otherwise. */
    public static final String CHANGED = "guanka.watch.changed";

    /** An order is no longer watched, because its facts may not be kept any longer. */
    public static final String ENDED = "guanka.watch.ended";

    /** An order will be answered otherwise. */
    public static final String AHEAD = "guanka.watch.ahead";

    /** A receiver is asked whether it wants to be told. */
    public static final String CHALLENGE = "guanka.subscription.challenge";

    private static final String SOURCE = "/v1/watches";
    private static final JsonMapper JSON = new JsonMapper();

    private CloudEvents() {}

    /**
     * What the log keeps of an event.
     *
     * @param data JSON
     */
    public static String kept(String type, String reference, Instant at, byte[] data) {
        try {
            ObjectNode kept = JSON.createObjectNode();
            kept.put("type", type).put("subject", reference).put("time", at.toString());
            kept.set("data", JSON.readTree(data));
            return JSON.writeValueAsString(kept);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    /** The end of a watch whose facts may be kept no longer. */
    static String ended(Watch watch, Instant at) {
        ObjectNode data = JSON.createObjectNode();
        data.put("reference", watch.reference())
                .put("owner", watch.owner())
                .put("watch", watch.id().toString())
                .put("reason", "RETENTION");
        return kept(ENDED, watch.reference(), at, data.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Asks a receiver whether it wants to be told.
     *
     * @param id        of the question
     * @param challenge what it is to answer
     */
    public static byte[] challenge(String id, String subscription, Instant at, String challenge) {
        ObjectNode event = JSON.createObjectNode();
        event.put("specversion", "1.0")
                .put("id", id)
                .put("source", "/v1/subscriptions")
                .put("type", CHALLENGE)
                .put("subject", subscription)
                .put("time", at.toString())
                .put("datacontenttype", "application/json");
        event.putObject("data").put("subscription", subscription).put("challenge", challenge);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether an answer repeats a challenge: {@code {"challenge": "…"}}. */
    public static boolean echoes(byte[] answer, String challenge) {
        try {
            return challenge.equals(JSON.readTree(answer).path("challenge").textValue());
        } catch (IOException notJson) {
            return false;
        }
    }

    /** An event that was told, as it is sent. */
    public static byte[] bytes(WatchEvent event) {
        return of(event).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The id of the watch that an event tells of. */
    public static String watch(WatchEvent event) {
        return of(event).path("data").path("watch").asText();
    }

    /** An event that was told. */
    public static JsonNode of(WatchEvent event) {
        return of(event.id().toString(), event.sequence(), event.told());
    }

    /**
     * An event.
     *
     * @param sequence its place in what is told, null: it has none
     * @param kept     as {@link #kept} made it
     */
    public static JsonNode of(String id, Long sequence, String kept) {
        try {
            JsonNode said = JSON.readTree(kept);
            ObjectNode event = JSON.createObjectNode();
            event.put("specversion", "1.0")
                    .put("id", id)
                    .put("source", SOURCE)
                    .put("type", said.path("type").asText())
                    .put("subject", said.path("subject").asText())
                    .put("time", said.path("time").asText())
                    .put("datacontenttype", "application/json");
            if (sequence != null) {
                event.put("sequence", String.format("%019d", sequence));
            }
            event.set("data", said.path("data"));
            return event;
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
