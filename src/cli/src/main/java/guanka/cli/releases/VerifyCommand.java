package guanka.cli.releases;

import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import guanka.engine.release.Release;
import guanka.engine.release.ReleaseInfo;
import guanka.engine.release.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies a release, and prints every reason why it is not valid. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies a release: its signatures, every entry, its expiry, the engine, and what its rules call.",
            "Nothing of it is run."
        })
public final class VerifyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE.jar", description = "the release")
    private Path release;

    @Option(
            names = "--key",
            paramLabel = "PUB",
            required = true,
            description = "file of a public key that is trusted (Ed25519, X.509 as PEM); repeat it for further ones")
    private List<Path> keys;

    public VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        byte[] bytes = Files.readAllBytes(release);
        ReleaseInfo info = Release.verify(bytes, TrustedKeys.ofFiles(keys), Instant.now());
        ReleaseLines.print(terminal.out(), info, bytes);
        return Refusal.OK;
    }
}
