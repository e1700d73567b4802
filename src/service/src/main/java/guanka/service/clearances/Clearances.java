package guanka.service.clearances;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.engine.json.CanonicalJson;
import guanka.engine.screening.Match;
import guanka.engine.screening.PartyScreening;
import guanka.facts.Determination.ClearedBy;
import guanka.facts.Party;
import guanka.facts.PartyKind;
import guanka.facts.Shipment;
import guanka.facts.StandingClearance;
import guanka.facts.Text;
import guanka.records.Clearance;
import guanka.records.StoreUnavailable;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.rulesets.Edition;
import guanka.service.workers.WorkerThread;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * The standing clearances that hold, given to every decision and screening. Those that set something aside are written into the facts
 * behind what the caller sent, so that the record holds all that its answer rests on.
 */
@ApplicationScoped
public class Clearances {

    private static final String PROPERTY = "clearances";

    private static final Logger LOG = Logger.getLogger(Clearances.class);
    private static final JsonMapper JSON = new JsonMapper();

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMinutes(3);

    /** As many as facts may hold. */
    private static final int APPLIED_MAX = 100;

    private final Records records;
    private final WorkerThread following;

    private volatile Holding holding = new Holding(-1, Map.of());

    Clearances(Records records, Workers workers) {
        this.records = records;
        following = new WorkerThread("guanka-clearances", SILENCE, workers, this::follow);
    }

    /**
     * What holds as of an event of the log.
     *
     * @param byName clearances by each name of their party, as it is compared
     */
    private record Holding(long event, Map<String, List<Held>> byName) {}

    /**
     * A clearance as the engine takes it.
     *
     * @param json as it stands in facts
     */
    private record Held(StandingClearance clearance, byte[] json) {}

    /** The party that a clearance names. */
    @JsonInclude(Include.NON_EMPTY)
    public record Named(
            String name,
            List<String> aliases,
            String country,
            String kind,
            String address,
            Map<String, String> identifiers) {

        public static Named of(Party party) {
            return new Named(
                    party.name().value(),
                    party.aliases(),
                    party.country().value(),
                    party.kind() == null ? null : party.kind().name(),
                    party.address().value(),
                    new TreeMap<>(party.identifiers()));
        }

        static Named of(JsonNode json) {
            List<String> aliases = new ArrayList<>();
            json.path("aliases").forEach(alias -> aliases.add(alias.asText()));
            Map<String, String> identifiers = new TreeMap<>();
            json.path("identifiers")
                    .properties()
                    .forEach(one -> identifiers.put(one.getKey(), one.getValue().asText()));
            return new Named(
                    json.path("name").asText(),
                    aliases,
                    json.path("country").textValue(),
                    json.path("kind").textValue(),
                    json.path("address").textValue(),
                    identifiers);
        }

        List<String> names() {
            List<String> names = new ArrayList<>(aliases);
            names.add(0, name);
            return names;
        }
    }

    /** What is kept of a clearance beside its table's columns. */
    public record Said(Named party, String reason) {

        public static Said of(Clearance clearance) {
            try {
                JsonNode json = JSON.readTree(clearance.said());
                return new Said(
                        Named.of(json.path("party")), json.path("reason").asText());
            } catch (IOException damaged) {
                throw new UncheckedIOException(damaged);
            }
        }

        public String json() {
            return new String(CanonicalJson.write(this), StandardCharsets.UTF_8);
        }
    }

    /** A clearance as it stands in facts. */
    private record InFacts(
            String id,
            String entry,
            String content,
            Named party,
            String reason,
            String askedBy,
            String approvedBy,
            String until) {}

    /** Facts with the clearances that hold for them, and what they were read as. */
    public record Applied(byte[] facts, Shipment shipment) {}

    public void start() {
        refresh();
        following.start();
    }

    public void stop() {
        following.stop();
    }

    /** Hears of revocations of other instances. */
    private void follow() throws InterruptedException {
        following.pause(LOOK);
        try {
            refresh();
        } catch (StoreUnavailable later) {
            LOG.debugf("the store cannot be asked for clearances: %s", later.getMessage());
        } catch (RuntimeException e) {
            LOG.error("clearances could not be read; what held goes on to hold until they can", e);
        }
    }

    /**
     * Takes note of what was approved and revoked, by other instances too.
     *
     * @return place of the last event that is known now
     */
    public synchronized long refresh() {
        long event = records.clearances().lastEvent();
        if (event != holding.event()) {
            Map<String, List<Held>> byName = new HashMap<>();
            for (Clearance clearance : records.clearances().approved()) {
                Held held = held(clearance);
                Set<String> names = new LinkedHashSet<>();
                held.clearance().names().forEach(name -> names.add(PartyScreening.asWritten(name)));
                names.forEach(name ->
                        byName.computeIfAbsent(name, none -> new ArrayList<>()).add(held));
            }
            holding = new Holding(event, byName);
        }
        return event;
    }

    private static Held held(Clearance clearance) {
        Said said = Said.of(clearance);
        return new Held(
                standing(
                        clearance.id().toString(),
                        clearance.entry(),
                        clearance.content(),
                        said.party(),
                        clearance.askedBy(),
                        clearance.approvedBy(),
                        clearance.until()),
                CanonicalJson.write(new InFacts(
                        clearance.id().toString(),
                        clearance.entry(),
                        clearance.content(),
                        said.party(),
                        said.reason(),
                        clearance.askedBy(),
                        clearance.approvedBy(),
                        clearance.until().toString())));
    }

    /** A clearance of a party as the engine takes it. */
    public static StandingClearance standing(
            String id, String entry, String content, Named party, String asked, String approved, LocalDate until) {
        return new StandingClearance(
                id,
                entry,
                content,
                party.names(),
                party.country(),
                party.kind() == null ? null : PartyKind.valueOf(party.kind()),
                party.address(),
                party.identifiers(),
                asked,
                approved,
                until);
    }

    /** The last day that has come. */
    public static LocalDate today() {
        return Instant.now().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private List<Held> candidates(Iterable<Party> parties) {
        Map<String, List<Held>> byName = holding.byName();
        if (byName.isEmpty()) {
            return List.of();
        }
        LocalDate today = today();
        Map<String, Held> found = new LinkedHashMap<>();
        for (Party party : parties) {
            String name = party.name().isKnown()
                    ? party.name().value()
                    : party.aliases().stream().findFirst().orElse(null);
            if (name != null) {
                byName.getOrDefault(PartyScreening.asWritten(name), List.of()).stream()
                        .filter(held -> !today.isAfter(held.clearance().until()))
                        .forEach(held -> found.put(held.clearance().id(), held));
            }
        }
        return List.copyOf(found.values());
    }

    /**
     * Facts that a caller sent, with the clearances that set a match of their parties aside.
     *
     * @throws Refusal where the caller names clearances: they are not the caller's to give
     */
    public Applied applied(Edition edition, byte[] facts, Shipment shipment) {
        mustNameNone(shipment);
        List<Held> held = holding(edition, shipment);
        if (held.isEmpty()) {
            return new Applied(facts, shipment);
        }
        byte[] whole = with(shipment.given().containsKey(PROPERTY) ? without(facts) : facts, held);
        return new Applied(whole, edition.reader().read(whole));
    }

    /** @throws Refusal where a caller names clearances */
    public void mustNameNone(Shipment shipment) {
        if (!shipment.clearances().isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_FACTS,
                    "1 mistake",
                    List.of(Problem.Error.inBody(
                            "/" + PROPERTY,
                            "not-yours-to-give",
                            new Text(
                                    "leave `clearances` out: those that hold are applied by themselves",
                                    "请省略 `clearances`：有效的排除会自动适用")))));
        }
    }

    /** A shipment with the clearances that hold for it now, in place of any that it has. */
    public Shipment cleared(Edition edition, Shipment shipment) {
        List<Held> held = holding(edition, shipment);
        return held.isEmpty() && shipment.clearances().isEmpty()
                ? shipment
                : shipment.clearedBy(held.stream().map(Held::clearance).toList());
    }

    private List<Held> holding(Edition edition, Shipment shipment) {
        return candidates(shipment.parties()).stream()
                .filter(one -> edition.decisions().sets(one.clearance(), shipment))
                .limit(APPLIED_MAX)
                .toList();
    }

    /** The clearance that sets a match of a party aside today, or null. */
    public ClearedBy of(Edition edition, Party party, Match match) {
        return candidates(List.of(party)).stream()
                .map(Held::clearance)
                .filter(one -> edition.decisions().sets(one, party, match))
                .map(one -> new ClearedBy(one.id(), one.askedBy(), one.approvedBy(), one.until()))
                .findFirst()
                .orElse(null);
    }

    /** What was sent stays byte for byte as it was, up to its last bracket. */
    private static byte[] with(byte[] facts, List<Held> held) {
        int end = facts.length - 1;
        while (facts[end] != '}') {
            end--;
        }
        var whole = new ByteArrayOutputStream(facts.length + 1_000 * held.size());
        whole.write(facts, 0, end);
        whole.writeBytes((",\"" + PROPERTY + "\":").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < held.size(); i++) {
            whole.write(i == 0 ? '[' : ',');
            whole.writeBytes(held.get(i).json());
        }
        whole.write(']');
        whole.write(facts, end, facts.length - end);
        return whole.toByteArray();
    }

    /** Facts as a caller may send them again: all but the clearances byte for byte as they were, since numbers are exact there. */
    public static byte[] without(byte[] facts) {
        try (JsonParser parser = JSON.createParser(facts)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return facts;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int begin = (int) parser.currentTokenLocation().getByteOffset();
                boolean clearances = parser.currentName().equals(PROPERTY);
                parser.nextToken();
                parser.skipChildren();
                if (clearances) {
                    return cut(facts, begin, (int) parser.currentLocation().getByteOffset());
                }
            }
            return facts;
        } catch (IOException notJson) {
            return facts;
        }
    }

    /** A member of an object goes with the comma before it or, where it is the first, behind it. */
    private static byte[] cut(byte[] facts, int begin, int end) {
        int from = begin - 1;
        while (Character.isWhitespace(facts[from])) {
            from--;
        }
        int to = end;
        if (facts[from] != ',') {
            from++;
            while (Character.isWhitespace(facts[to])) {
                to++;
            }
            to += facts[to] == ',' ? 1 : 0;
        }
        var rest = new ByteArrayOutputStream(facts.length);
        rest.write(facts, 0, from);
        rest.write(facts, to, facts.length - to);
        return rest.toByteArray();
    }
}
