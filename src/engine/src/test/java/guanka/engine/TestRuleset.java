package guanka.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.ruleset.Ruleset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The ruleset that the build made, loaded once for all tests: from the file that system property {@code guanka.kjar} names, or
 * else from the build folder of the rules.
 *
 * <p>System property {@code guanka.tries} multiplies the random shipments behind every property, for nightly runs: each of
 * jqwik's tries then draws that many from its seed, so that a failure is found again by the seed which jqwik reports.
 */
public final class TestRuleset {

    private static final int TIMES = Math.max(1, Integer.getInteger("guanka.tries", 1));

    private TestRuleset() {}

    /** Loads on first use: properties that need no ruleset do not wait for it. */
    private static final class Loaded {
        private static final Ruleset RULESET = load();
    }

    public static Ruleset get() {
        return Loaded.RULESET;
    }

    /** The cases that travel in the kjar, as they are written, in the order of their paths. */
    public static List<JsonNode> cases() {
        var json = new ObjectMapper();
        List<JsonNode> cases = new ArrayList<>();
        try {
            for (byte[] one : get().cases().values()) {
                cases.add(json.readTree(one));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    /** The shipment of a case, named by its id. */
    public static JsonNode shipment(String caseId) {
        return cases().stream()
                .filter(one -> one.path("id").asText().equals(caseId))
                .findFirst()
                .orElseThrow()
                .path("shipment");
    }

    /** Calls a property once for each of the seed's random sources. */
    public static void each(long seed, Consumer<Random> property) {
        for (int i = 0; i < TIMES; i++) {
            // jqwik likes small seeds: spread them, so that neighbours share no number
            property.accept(new Random(seed * 0x9E3779B97F4A7C15L + i * 0xD1B54A32D192ED03L));
        }
    }

    private static Ruleset load() {
        return Ruleset.load(kjar());
    }

    /** The bytes of the kjar. */
    public static byte[] kjar() {
        try {
            String named = System.getProperty("guanka.kjar");
            return Files.readAllBytes(named != null ? Path.of(named) : built());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path built() throws IOException {
        Path folder = Path.of("..", "..", "rules-kjar", "target");
        try (DirectoryStream<Path> kjars = Files.newDirectoryStream(folder, "guanka-rules-*.jar")) {
            for (Path kjar : kjars) {
                return kjar;
            }
        }
        throw new IllegalStateException(
                "no kjar in " + folder + ": build rules-kjar first, or name one by -Dguanka.kjar");
    }
}
