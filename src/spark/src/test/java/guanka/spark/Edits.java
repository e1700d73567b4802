package guanka.spark;

import guanka.engine.ruleset.EditedRuleset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the drafts that {@code measure.sh} compares with the built ruleset. */
final class Edits {

    private Edits() {}

    public static void main(String[] args) throws IOException {
        byte[] kjar = Files.readAllBytes(Path.of(args[0]));
        Path folder = Path.of(args[1]);
        Files.write(
                folder.resolve("threshold.jar"),
                new EditedRuleset(kjar)
                        .cell("provisions.xlsx", "Shares", "CN-2025-61/1.1", "threshold percent", "0.2")
                        .kjar());
        Files.write(
                folder.resolve("entry.jar"),
                new EditedRuleset(kjar)
                        .copy(
                                "parties.xlsx",
                                "Entries",
                                "CN_CONTROL-2025-01-001",
                                Map.of("key", "CN_CONTROL-2026-99-001", "name en", "Redwood Hypersonics"))
                        .kjar());
    }
}
