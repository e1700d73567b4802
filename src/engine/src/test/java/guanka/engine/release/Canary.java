package guanka.engine.release;

import java.nio.file.Files;
import java.nio.file.Path;

/** Stays silent as long as nothing that stands in a cell is run. */
public final class Canary {

    private static final Path FILE = Path.of("target", "canary");
    private static volatile boolean touched;

    private Canary() {}

    /** What the cells of the corpus try to call. */
    public static String touch() {
        touched = true;
        return "touched";
    }

    static boolean isSilent() {
        return !touched && Files.notExists(FILE);
    }
}
