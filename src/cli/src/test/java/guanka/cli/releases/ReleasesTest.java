package guanka.cli.releases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.cli.Run;
import guanka.cli.rulesets.Kjars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("sign and verify")
class ReleasesTest {

    @TempDir
    private Path folder;

    private String kjar;
    private String key;
    private String publicKey;
    private Path release;

    @BeforeEach
    void pack() throws IOException {
        kjar = Kjars.packed(folder).toString();
        key = folder.resolve("signing.pem").toString();
        publicKey = key + ".pub";
        release = folder.resolve("release.jar");
    }

    private Run sign(String... more) {
        String[] args = new String[8 + more.length];
        System.arraycopy(
                new String[] {"sign", kjar, "--key", key, "-o", release.toString(), "--counter", "3"}, 0, args, 0, 8);
        System.arraycopy(more, 0, args, 8, more.length);
        return Run.of(args);
    }

    private Run verify() {
        return Run.of("verify", release.toString(), "--key", publicKey);
    }

    @Test
    void whatWasSignedIsVerified() {
        Run first = sign("--parent", kjar, "--expires", "2999-01-01T00:00:00Z");
        assertEquals(0, first.code(), first::toString);
        assertTrue(first.err().contains("made a new key"), first::toString);
        Run verified = verify();
        assertEquals(0, verified.code(), verified::toString);
        assertTrue(verified.out().matches("(?s)ruleset \\S+, release 3, sha256:[0-9a-f]{64}\n.*"), verified::toString);
        assertTrue(verified.out().contains("made from ruleset"), verified::toString);
        assertTrue(verified.out().contains("expires at 2999-01-01T00:00:00Z"), verified::toString);
        assertTrue(first.out().startsWith(verified.out()), first::toString);
        Run again = sign();
        assertEquals("", again.err(), "the key is made once");
        assertEquals(0, verify().code());
    }

    @Test
    void aReleaseDecidesLikeTheKjarThatWasSigned() {
        sign();
        Run moves = Run.of("replay", "--ruleset", release.toString(), "--baseline", kjar);
        assertEquals(0, moves.code(), moves::toString);
    }

    @Test
    void everyReasonIsToldWhereAReleaseIsNotWhatWasSigned() throws IOException {
        sign();
        Path draft = Kjars.draft(folder, "parties.xlsx", new byte[3]);
        Run unsigned = Run.of("verify", draft.toString(), "--key", keyOf(folder.resolve("other.pem")));
        assertEquals(1, unsigned.code());
        assertTrue(unsigned.err().contains("the kjar is not signed"), unsigned::toString);
        Run stranger = Run.of("verify", release.toString(), "--key", keyOf(folder.resolve("other.pem")));
        assertEquals(1, stranger.code());
        assertTrue(stranger.err().contains("which is not trusted here"), stranger::toString);
        byte[] bytes = Files.readAllBytes(release);
        bytes[bytes.length / 2] ^= 1;
        Files.write(release, bytes);
        Run flipped = verify();
        assertEquals(1, flipped.code(), flipped::toString);
        assertFalse(flipped.err().contains("fault of its own"), flipped::toString);
    }

    private static String keyOf(Path privateKey) throws IOException {
        guanka.engine.release.SigningKey.ofFile(privateKey);
        return privateKey + ".pub";
    }

    @Test
    void whatHasExpiredIsNotSigned() {
        Run run = sign("--expires", Instant.EPOCH.toString());
        assertEquals(1, run.code(), run::toString);
        assertFalse(Files.exists(release));
    }

    @Test
    void aCommandThatWasNotUnderstoodOrAFileThatIsNotThereIsToldApart() throws IOException {
        assertEquals(
                2,
                Run.of("sign", kjar, "--key", key, "-o", release.toString(), "--counter", "0")
                        .code());
        assertEquals(2, sign("--expires", "tomorrow").code());
        assertEquals(2, Run.of("sign", kjar).code());
        assertEquals(
                2,
                Run.of("verify", folder.resolve("none.jar").toString(), "--key", kjar)
                        .code());
        Files.writeString(folder.resolve("bad.pub"), "no key");
        sign();
        Run run = Run.of(
                "verify", release.toString(), "--key", folder.resolve("bad.pub").toString());
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.err().contains("bad.pub"), run::toString);
        Files.write(release, new byte[] {1, 2, 3});
        assertEquals(1, verify().code());
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(release));
    }
}
