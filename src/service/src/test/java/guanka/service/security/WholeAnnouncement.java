package guanka.service.security;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.service.rulesets.EditedWorkbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The walkthrough of the analysts' guide that carries a whole announcement: what is typed, and what is answered then. */
public final class WholeAnnouncement {

    public static final String TITLE = "A whole announcement, step by step";

    private static final Path GUIDE = Path.of("..", "..", "decision-tables", "README.md");
    private static final Path CASES = Path.of("..", "..", "rules-kjar", "src", "main", "resources", "cases");
    private static final String BLANK = "(blank)";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What the guide promises of a shipment.
     *
     * @param expected outcome, and after a comma the review policy
     */
    public record Promise(ObjectNode shipment, String before, String expected) {}

    private final List<List<String>> rows;
    private final List<List<String>> promises;

    public WholeAnnouncement() throws IOException {
        String text = Files.readString(GUIDE).split("### " + TITLE + "\n")[1].split("\n### ")[0];
        rows = table(text, "copied from");
        promises = table(text, "before");
    }

    private static List<List<String>> table(String text, String header) {
        String table = Stream.of(text.split("\n\n"))
                .filter(part -> part.startsWith("|")
                        && part.lines().findFirst().orElse("").contains(header))
                .findFirst()
                .orElseThrow();
        return table.lines()
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** The keys of the rows. */
    List<String> keys() {
        return rows.stream().map(row -> row.get(2)).toList();
    }

    /** The workbooks with the rows typed into them, by their names. */
    public Map<String, EditedWorkbook> typed(Function<String, byte[]> downloaded) {
        Map<String, EditedWorkbook> books = new LinkedHashMap<>();
        for (List<String> row : rows) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (String cell : row.get(4).split("; ")) {
                String[] sides = cell.split(" = ", 2);
                cells.put(sides[0], sides[1].equals(BLANK) ? "" : sides[1]);
            }
            books.computeIfAbsent(row.get(0), name -> new EditedWorkbook(downloaded.apply(name)))
                    .add(row.get(1), row.get(3), row.get(2), cells);
        }
        return books;
    }

    public List<Promise> promises() {
        return promises.stream()
                .map(row -> new Promise(shipment(row.get(0), row.get(1)), row.get(2), row.get(3)))
                .toList();
    }

    /** The shipment of a case of the repository, with other facts. */
    static ObjectNode shipment(String id, String facts) {
        ObjectNode shipment = published(id);
        for (String fact : facts.split("; ")) {
            String[] sides = fact.split(" = ", 2);
            JsonPointer at = JsonPointer.compile(sides[0]);
            JsonNode holder = shipment.at(at.head());
            if (holder instanceof ArrayNode list) {
                list.set(at.last().getMatchingIndex(), list.textNode(sides[1]));
            } else if (shipment.at(at).isBoolean()) {
                ((ObjectNode) holder).put(at.last().getMatchingProperty(), sides[1].equals("YES"));
            } else {
                ((ObjectNode) holder).put(at.last().getMatchingProperty(), sides[1]);
            }
        }
        return shipment;
    }

    private static ObjectNode published(String id) {
        try (Stream<Path> files = Files.walk(CASES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                JsonNode one = JSON.readTree(file.toFile());
                if (one.path("id").asText().equals(id)) {
                    return (ObjectNode) one.path("shipment");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalArgumentException("no case " + id);
    }
}
