package guanka.engine.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A signing key is made once, for its owner's eyes only")
class SigningKeyTest {

    private static final byte[] WORDS = "words".getBytes(StandardCharsets.UTF_8);

    /** The first test vector of RFC 8032: its signature does not depend on who computes it. */
    private static final String RFC_8032_PRIVATE_KEY = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """;

    @TempDir
    private Path folder;

    @Test
    void itIsMadeAtFirstUseAndFoundAgain() throws IOException {
        Path file = folder.resolve("keys/signing.pem");
        SigningKey first = SigningKey.ofFile(file);
        SigningKey again = SigningKey.ofFile(file);
        assertEquals(first.id(), again.id());
        assertArrayEquals(first.sign(WORDS), again.sign(WORDS));
        TrustedKeys trusted = TrustedKeys.ofFiles(List.of(SigningKey.publicFile(file)));
        assertEquals(Set.of(first.id()), trusted.ids());
        assertTrue(trusted.signed(first.id(), WORDS, again.sign(WORDS)));
        assertFalse(trusted.signed(first.id(), new byte[0], again.sign(WORDS)));
        assertFalse(trusted.signed(first.id(), WORDS, new byte[64]));
        assertFalse(trusted.signed(first.id(), WORDS, new byte[3]));
        assertFalse(trusted.signed("0".repeat(16), WORDS, again.sign(WORDS)));
        assertNotEquals(first.id(), SigningKey.make().id());
        assertTrue(first.id().matches("[0-9a-f]{16}"));
    }

    @Test
    void thePublicKeyIsWrittenAgainWhereItGotLost() throws IOException {
        Path file = folder.resolve("signing.pem");
        String id = SigningKey.ofFile(file).id();
        Files.delete(SigningKey.publicFile(file));
        SigningKey.ofFile(file);
        assertEquals(
                Set.of(id),
                TrustedKeys.ofFiles(List.of(SigningKey.publicFile(file))).ids());
    }

    @Test
    void aKeyOfAnotherProgramSignsAsTheStandardSays() throws IOException {
        Path file = folder.resolve("rfc8032.pem");
        Files.writeString(file, RFC_8032_PRIVATE_KEY);
        ownerOnly(file);
        assertEquals(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
                java.util.HexFormat.of().formatHex(SigningKey.ofFile(file).sign(new byte[0])));
    }

    private static void ownerOnly(Path file) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path file = folder.resolve("signing.pem");
        SigningKey.ofFile(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThrows(IOException.class, () -> SigningKey.ofFile(file));
    }

    @Test
    void whoeverStartsAtTheSameMomentGetsTheSameKey() throws Exception {
        Path file = folder.resolve("signing.pem");
        ExecutorService starts = Executors.newFixedThreadPool(8);
        try {
            Callable<String> start = () -> SigningKey.ofFile(file).id();
            Set<String> ids = new HashSet<>();
            for (Future<String> id :
                    starts.invokeAll(Stream.generate(() -> start).limit(8).toList())) {
                ids.add(id.get());
            }
            assertEquals(Set.of(SigningKey.ofFile(file).id()), ids);
        } finally {
            starts.shutdownNow();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(Set.of(file, SigningKey.publicFile(file)), files.collect(java.util.stream.Collectors.toSet()));
        }
    }

    @Test
    void whatIsNoKeyIsRefused() throws IOException {
        for (String text : List.of(
                "",
                "key",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                RFC_8032_PRIVATE_KEY + RFC_8032_PRIVATE_KEY,
                RFC_8032_PRIVATE_KEY.replace("PRIVATE", "PUBLIC"),
                "x".repeat(20_000))) {
            Path file = folder.resolve("bad.pem");
            Files.writeString(file, text);
            ownerOnly(file);
            assertThrows(IOException.class, () -> SigningKey.ofFile(file), text);
            assertThrows(IOException.class, () -> TrustedKeys.ofFiles(List.of(file)), text);
        }
    }
}
