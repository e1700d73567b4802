package guanka.service.security;

import guanka.engine.release.Release;
import guanka.engine.release.ReleaseInfo;
import guanka.engine.release.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A ruleset as a release: without identities of its own machine a service loads no other. */
final class SignedRuleset {

    private SignedRuleset() {}

    /** Settings of a service that starts from it. */
    static Map<String, String> settings(byte[] kjar) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "test-data", "signed-ruleset"));
            Path keyFile = folder.resolve("release.key");
            byte[] release =
                    Release.sign(kjar, ReleaseInfo.of(kjar, 1, null, Instant.now(), null), SigningKey.ofFile(keyFile));
            return Map.of(
                    "guanka.ruleset",
                    Files.write(folder.resolve("ruleset.jar"), release).toString(),
                    "guanka.trusted-keys",
                    SigningKey.publicFile(keyFile).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
