package guanka.cli.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.cli.terminal.Inputs;
import guanka.cli.terminal.JsonLines;
import guanka.cli.terminal.Refusal;
import guanka.engine.decision.Decisions;
import guanka.engine.json.FactMistake;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Source;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.CaseReader;
import guanka.workbench.replay.Promises;
import guanka.workbench.replay.Replay;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
     * @param place    file, and line where it has several
     * @param suite    folder or file, to group cases by
     * @param mistakes what of it is not understood; it has no facts then
     */
    record Placed(String place, String suite, Case content, List<String> mistakes) {

        /** Each mistake with the place of the case. */
        List<String> told() {
            return mistakes.stream().map(mistake -> place + ": " + mistake).toList();
        }
    }

    private final boolean shipmentsToo;
    private final List<CaseReader> readers;
    private final List<Placed> cases = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    private CaseFiles(boolean shipmentsToo, List<CaseReader> readers) {
        this.shipmentsToo = shipmentsToo;
        this.readers = readers;
    }

    /** The cases that travel with a ruleset as files. */
    static List<Placed> of(Ruleset ruleset) {
        var read = new CaseFiles(false, List.of(new CaseReader(ruleset)));
        ruleset.cases().forEach((path, bytes) -> read.add(path, path.substring(0, path.lastIndexOf('/')), bytes));
        return List.copyOf(read.cases);
    }

    /** What a ruleset promises: its files but for the retired ones, and the cases of its workbooks on each day on which they are asked. */
    static List<Placed> of(Decisions decisions) {
        Replay replay = new Replay(decisions);
        var read = new CaseFiles(false, List.of());
        read.cases.addAll(of(decisions.ruleset()));
        Set<String> retired = replay.retired().stream().map(Case::id).collect(Collectors.toSet());
        read.cases.removeIf(one -> retired.contains(one.content().id()));
        replay.promises().all().forEach(read::add);
        return List.copyOf(read.cases);
    }

    private void add(Promises.Promise promise) {
        Source row = promise.row().source();
        String sheet = row.workbook() + "!" + row.sheet();
        if (promise.days().isEmpty()) {
            malformed(
                    sheet + " row " + row.row(),
                    sheet,
                    row.key(),
                    promise.unclear().stream()
                            .map(unclear -> unclear.header() + ": "
                                    + unclear.mistake().message().en())
                            .toList());
        }
        promise.days().forEach(day -> cases.add(new Placed(sheet + " row " + row.row(), sheet, day, List.of())));
    }

    /**
     * The cases of a file, or of all files in a folder and those below it.
     *
     * @param shipmentsToo whether a shipment alone is a case that expects nothing
     * @param rulesets     of which one must know what a case expects
     */
    static List<Placed> of(Path named, boolean shipmentsToo, Ruleset... rulesets) throws IOException {
        if (!Files.exists(named)) {
            throw new NoSuchFileException(named.toString());
        }
        var read = new CaseFiles(
                shipmentsToo, Stream.of(rulesets).map(CaseReader::new).toList());
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
        if (read.cases.isEmpty()) {
            throw Refusal.usage("`" + named + "` holds no case");
        }
        return List.copyOf(read.cases);
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
            malformed(place, suite, null, List.of("a case has at most " + CASE_BYTES + " bytes"));
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
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            malformed(place, suite, null, List.of("not JSON" + where));
        } catch (IOException notJson) {
            malformed(place, suite, null, List.of("not JSON"));
        }
    }

    private void add(String place, String suite, JsonNode json) {
        if (shipmentsToo && !json.has("shipment") && json.has("lines")) {
            var alone = new Case(json.path("reference").asText(place), "", "", json, JSON.createObjectNode());
            cases.add(new Placed(place, suite, alone, List.of()));
            return;
        }
        List<FactMistake> mistakes = mistakes(json);
        String id = json.path("id").asText();
        if (!mistakes.isEmpty()) {
            malformed(
                    place,
                    suite,
                    id,
                    mistakes.stream().map(FactMistake::toString).toList());
            return;
        }
        String first = places.putIfAbsent(id, place);
        if (first != null) {
            malformed(place, suite, id, List.of("/id: `" + id + "` already stands in " + first));
            return;
        }
        cases.add(new Placed(place, suite, Case.of(json), List.of()));
    }

    /** Mistakes by the first ruleset; none where another one understands the case: what one of two knows is no slip. */
    private List<FactMistake> mistakes(JsonNode json) {
        List<FactMistake> first = null;
        for (CaseReader reader : readers) {
            List<FactMistake> mistakes = reader.mistakes(json);
            if (mistakes.isEmpty()) {
                return mistakes;
            }
            first = first == null ? mistakes : first;
        }
        return first;
    }

    private void malformed(String place, String suite, String id, List<String> mistakes) {
        String named = id == null || id.isBlank() ? place : id;
        cases.add(new Placed(
                place, suite, new Case(named, "", "", JSON.missingNode(), JSON.createObjectNode()), mistakes));
    }
}
