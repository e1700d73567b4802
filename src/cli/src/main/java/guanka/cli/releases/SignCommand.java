package guanka.cli.releases;

import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import guanka.engine.release.Release;
import guanka.engine.release.ReleaseInfo;
import guanka.engine.release.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a release of a kjar: the same entries, a list of them, and a signature of the list. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "Signs a kjar, so that whoever trusts the key can tell that nothing in it was changed.",
            "A kjar whose rules call what rules may not is not signed."
        })
public final class SignCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE.jar", description = "the kjar; signatures that it carries are left out")
    private Path kjar;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description =
                    "file of the private key (Ed25519, PKCS#8 as PEM); where there is none it is made, and its public key beside it as KEY.pub")
    private Path key;

    @Option(
            names = "--counter",
            paramLabel = "N",
            required = true,
            description = "number of the release, from 1; higher than that of every release before it")
    private long counter;

    @Option(names = "--parent", paramLabel = "FILE.jar", description = "the kjar that this one was made from")
    private Path parent;

    @Option(
            names = "--expires",
            paramLabel = "INSTANT",
            description = "from when on the release is no longer loaded, such as 2027-01-01T00:00:00Z; default: never")
    private Instant expires;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.jar",
            required = true,
            description = "where to write the release")
    private Path out;

    public SignCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (counter < 1) {
            throw Refusal.usage("--counter is 1 or more");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        byte[] unsigned = Files.readAllBytes(kjar);
        var parentInfo = parent == null ? null : ReleaseInfo.Parent.of(Files.readAllBytes(parent));
        ReleaseInfo info = ReleaseInfo.of(unsigned, counter, parentInfo, now, expires);
        Release.checkContents(unsigned);
        SigningKey signer = signer();
        byte[] release = Release.sign(unsigned, info, signer);
        // verified like on loading, so that an expiry in the past is refused now and not when the release is loaded
        Release.verify(release, signer.trusted(), now);
        Files.write(out, release);
        ReleaseLines.print(terminal.out(), info, release);
        terminal.out().println("signed by key " + signer.id());
        return Refusal.OK;
    }

    private SigningKey signer() throws IOException {
        boolean isNew = !Files.exists(key);
        SigningKey signer = SigningKey.ofFile(key);
        if (isNew) {
            terminal.err()
                    .println("made a new key `" + key + "`: keep it secret, and give `" + SigningKey.publicFile(key)
                            + "` to whoever verifies");
        }
        return signer;
    }
}
