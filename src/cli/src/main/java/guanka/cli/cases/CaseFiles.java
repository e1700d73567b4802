package guanka.cli.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.cli.terminal.Inputs;
import guanka.cli.terminal.JsonLines;
import guanka.cli.terminal.Refusal;
import guanka.engine.ruleset.Ruleset;
import guanka.workbench.replay.Case;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Cases from files: one a file ({@code .json}), or one a line ({@code .ndjson}); each may be packed ({@code .gz}). */
final class CaseFiles {

    private static final int CASE_BYTES = 16 << 20;

    /** Numbers keep every digit, and a property that occurs twice is an error. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * A case and its place.
     *
     * @param place file, and line where it has several
     * @param suite folder or file, to group cases by
     */
    record Placed(String place, String suite, Case content) {

        boolean expects() {
            return content.expect().isObject() && !content.expect().isEmpty();
        }
    }

    private final boolean shipmentsToo;
    private final List<Placed> cases = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private CaseFiles(boolean shipmentsToo) {
        this.shipmentsToo = shipmentsToo;
    }

    /** The cases that travel with a ruleset. */
    static List<Placed> of(Ruleset ruleset) {
        var read = new CaseFiles(false);
        ruleset.cases().forEach((path, bytes) -> read.add(path, path.substring(0, path.lastIndexOf('/')), bytes));
        return read.checked();
    }

    /**
     * The cases of a file, or of all files in a folder and those below it.
     *
     * @param shipmentsToo whether a shipment alone is a case that expects nothing
     */
    static List<Placed> of(Path named, boolean shipmentsToo) throws IOException {
        if (!Files.exists(named)) {
            throw new NoSuchFileException(named.toString());
        }
        var read = new CaseFiles(shipmentsToo);
        if (Files.isDirectory(named)) {
            try (Stream<Path> files = Files.walk(named)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(CaseFiles::isCaseFile)
                        .sorted()
                        .toList()) {
                    Path inside = named.relativize(file);
                    String folder = inside.getParent() == null
                            ? named.getFileName().toString()
                            : inside.getParent().toString();
                    read.file(file, inside.toString(), isLines(file) ? inside.toString() : folder);
                }
            }
        } else {
            read.file(named, named.getFileName().toString(), named.getFileName().toString());
        }
        if (read.cases.isEmpty() && read.mistakes.isEmpty()) {
            throw Refusal.usage("`" + named + "` holds no case");
        }
        return read.checked();
    }

    private static boolean isCaseFile(Path file) {
        return file.toString().matches(".*\\.(json|ndjson|jsonl)(\\.gz)?");
    }

    private static boolean isLines(Path file) {
        return !file.toString().matches(".*\\.json(\\.gz)?");
    }

    private void file(Path file, String place, String suite) throws IOException {
        try (InputStream in = Inputs.open(file)) {
            if (!isLines(file)) {
                add(place, suite, in.readNBytes(CASE_BYTES + 1));
                return;
            }
            var lines = new JsonLines(in, CASE_BYTES);
            for (JsonLines.Line line; (line = lines.next()) != null; ) {
                add(place + " line " + line.number(), suite, line.bytes());
            }
        }
    }

    private void add(String place, String suite, byte[] bytes) {
        if (bytes == null || bytes.length > CASE_BYTES) {
            mistakes.add(place + ": a case has at most " + CASE_BYTES + " bytes");
            return;
        }
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.isArray()) {
                int number = 0;
                for (JsonNode one : json) {
                    add(place + " case " + ++number, suite, one);
                }
            } else {
                add(place, suite, json);
            }
        } catch (JsonProcessingException notJson) {
            var at = notJson.getLocation();
            mistakes.add(place + ": not JSON"
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        } catch (IOException notJson) {
            mistakes.add(place + ": not JSON");
        }
    }

    private void add(String place, String suite, JsonNode json) {
        boolean alone = shipmentsToo && !json.has("shipment") && json.has("lines");
        if (!alone && !json.path("shipment").isObject()) {
            mistakes.add(place + ": a case needs an object `shipment`"
                    + (shipmentsToo ? ", and a shipment alone needs `lines`" : ""));
            return;
        }
        Case one = alone
                ? new Case(json.path("reference").asText(place), "", "", json, JSON.createObjectNode())
                : Case.of(json);
        if (one.id().isEmpty()) {
            mistakes.add(place + ": a case needs an `id`");
            return;
        }
        String first = alone ? null : places.putIfAbsent(one.id(), place);
        if (first != null) {
            mistakes.add(place + ": id `" + one.id() + "` already stands in " + first);
            return;
        }
        cases.add(new Placed(place, suite, one));
    }

    private List<Placed> checked() {
        if (!mistakes.isEmpty()) {
            throw Refusal.failed(mistakes);
        }
        return List.copyOf(cases);
    }
}
