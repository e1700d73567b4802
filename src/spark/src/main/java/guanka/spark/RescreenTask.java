package guanka.spark;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.Guanka;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.engine.lines.LineProblem;
import guanka.engine.screening.Match;
import guanka.facts.Party;
import guanka.facts.Text;
import guanka.facts.rows.ListEntry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What each party of an archive is on the lists, or may be. With a baseline only parties are told that match otherwise than before.
 *
 * @param baseline null where every match is asked for
 * @param lists    those that are asked for; none for all
 */
record RescreenTask(ShippedRuleset ruleset, ShippedRuleset baseline, Set<String> lists) implements Task {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLACE = "/parties/0";

    /**
     * The answer to a line.
     *
     * @param matches what it matches now
     * @param gone    what it matched by the baseline and does no longer, or otherwise; null without a baseline
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Screened(long line, String id, String name, List<Listed> matches, List<Listed> gone) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Listed(
            String list,
            String entry,
            Text name,
            String certainty,
            BigDecimal score,
            String reason,
            String matched,
            String given,
            LocalDate from,
            LocalDate until) {}

    @Override
    public String job() {
        return "rescreen";
    }

    @Override
    public String noun() {
        return "party";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.text("id"),
                Column.text("name"),
                Column.texts("lists"),
                Column.texts("entries"),
                Column.text("problem"));
    }

    @Override
    public void answer(long number, byte[] line, Answers answers, Map<String, Long> counts) throws IOException {
        Party party;
        String id;
        try {
            if (line == null) {
                Problems.write(Problems.tooLong(number), answers, counts);
                return;
            }
            JsonNode given = given(line);
            id = given.path("id").isTextual() ? given.path("id").asText() : null;
            party = party(given, ruleset.guanka());
        } catch (RefusedShipment refused) {
            Problems.write(LineProblem.of(number, refused).within(PLACE), answers, counts);
            return;
        } catch (NotJson refused) {
            Problems.write(LineProblem.of(number, refused), answers, counts);
            return;
        }
        counts.merge("parties", 1L, Long::sum);
        List<Listed> now = matches(party, ruleset);
        List<Listed> gone = null;
        List<Listed> told = now;
        if (baseline != null) {
            List<Listed> before = matches(party, baseline);
            gone = before.stream().filter(one -> !now.contains(one)).toList();
            told = now.stream().filter(one -> !before.contains(one)).toList();
            if (gone.isEmpty() && told.isEmpty()) {
                return;
            }
        } else if (now.isEmpty()) {
            return;
        }
        counts.merge("matched", 1L, Long::sum);
        var names = new TreeSet<String>();
        told.forEach(one -> names.add(one.list()));
        Map<String, Object> columns = new HashMap<>();
        columns.put("id", id);
        columns.put("name", party.name().value());
        columns.put("lists", names);
        columns.put("entries", told.stream().map(Listed::entry).toList());
        answers.write(
                number,
                CanonicalJson.write(new Screened(number, id, party.name().value(), told, gone)),
                columns);
    }

    /** The party as it was given. */
    private JsonNode given(byte[] line) {
        // who reads shipments tells what is wrong with a text that is no JSON
        try {
            return JSON.readTree(line);
        } catch (IOException notJson) {
            ruleset.guanka().read(line);
            throw new IllegalStateException(notJson);
        }
    }

    /** What a party may hold, the reader of shipments knows best: it is given one that holds nothing else. */
    private static Party party(JsonNode given, Guanka guanka) throws JsonProcessingException {
        ObjectNode shipment = JsonNodeFactory.instance.objectNode();
        shipment.put("exportDate", LocalDate.EPOCH.toString())
                .put("exportFrom", "XX")
                .put("destination", "XX");
        shipment.putArray("lines").addObject().put("id", "1");
        if (given instanceof ObjectNode object && object.path("id").isMissingNode()) {
            object.put("id", "1");
        }
        shipment.putArray("parties").add(given);
        return guanka.read(JSON.writeValueAsString(shipment).getBytes(StandardCharsets.UTF_8))
                .parties()
                .get(0);
    }

    private List<Listed> matches(Party party, ShippedRuleset by) {
        List<Match> matches = by.guanka().decisions().matchesOf(party);
        if (matches.isEmpty()) {
            return List.of();
        }
        Map<String, ListEntry> entries = by.entries();
        return matches.stream()
                .map(match -> listed(match, entries.get(match.entry().key())))
                .filter(one -> lists.isEmpty() || lists.contains(one.list()))
                .toList();
    }

    private static Listed listed(Match match, ListEntry entry) {
        return new Listed(
                entry.list(),
                entry.key(),
                entry.name(),
                match.certainty().name(),
                match.score(),
                match.reason(),
                match.matched(),
                match.given(),
                entry.from(),
                LocalDate.MAX.equals(entry.until()) ? null : entry.until());
    }
}
