package guanka.service.rulesets;

import guanka.service.problems.StartRefused;
import guanka.service.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The kjar to start from while the store holds no active ruleset: a named file, or the one that the build packed. */
@ApplicationScoped
public class FirstRuleset {

    private final Optional<Path> file;
    private final String packed;

    FirstRuleset(Settings settings) {
        file = settings.ruleset();
        packed = settings.packedRuleset();
    }

    /** Where the kjar comes from, as an operator would name it. */
    String origin() {
        return file.map(Path::toString).orElse(packed);
    }

    /** Whether the operator named it, and it is not the one that the build packed. */
    boolean isNamed() {
        return file.isPresent();
    }

    byte[] kjar() {
        return file.isPresent() ? ofFile(file.get()) : ofClassPath(packed);
    }

    private static byte[] ofFile(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new StartRefused("GUANKA_RULESET names " + path + ", which is not a readable file");
        }
    }

    private static byte[] ofClassPath(String resource) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new StartRefused(
                        "no ruleset is packed as " + resource + "; name the file of a kjar in GUANKA_RULESET");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StartRefused("the packed ruleset " + resource + " cannot be read");
        }
    }
}
