package guanka.cli.rulesets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the ruleset that a command is to use. */
public final class Rulesets {

    private Rulesets() {}

    /** The kjar of a file, or the one that the build packed where none is named. */
    public static Kjar of(Path file) throws IOException {
        return file == null ? Kjar.packed(Build.ruleset()) : Kjar.of(file.toString(), Files.readAllBytes(file));
    }
}
