package guanka.service.rulesets;

import guanka.engine.ruleset.RefusedRuleset;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The ruleset that decides. It is loaded and warmed up before the port opens; one that cannot be loaded stops the start. */
@ApplicationScoped
public class ActiveRuleset {

    /** Header that names the version which answered. */
    public static final String HEADER = "Guanka-Ruleset";

    private static final Logger LOG = Logger.getLogger(ActiveRuleset.class);

    private final Optional<String> file;
    private final String packed;
    private final Duration warmUp;
    private volatile Edition active;

    ActiveRuleset(
            @ConfigProperty(name = "guanka.ruleset") Optional<String> file,
            @ConfigProperty(name = "guanka.packed-ruleset") String packed,
            @ConfigProperty(name = "guanka.warm-up") Duration warmUp) {
        this.file = file;
        this.packed = packed;
        this.warmUp = warmUp;
    }

    void start(@Observes @Priority(20) StartupEvent event) {
        String origin = file.orElse(packed);
        try {
            Edition edition =
                    Edition.of(file.isPresent() ? ofFile(file.get()) : ofClassPath(packed), Instant.now(), origin);
            WarmUp.of(edition, warmUp);
            active = edition;
            LOG.infof(
                    "ruleset %s is active (%s, from %s)",
                    edition.version(), edition.ruleset().digest(), origin);
        } catch (RefusedRuleset | IllegalArgumentException e) {
            throw new StartRefused("the ruleset " + origin + " cannot be loaded:\n" + e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (active != null) {
            active.decisions().close();
        }
    }

    /** The edition that decides now; ask once for each answer. */
    public Edition edition() {
        return active;
    }

    private static byte[] ofFile(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException | RuntimeException e) {
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
