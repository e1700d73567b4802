package guanka.service;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The packed ruleset with all its tables and rules and a few of its cases, for tests that make many drafts: each check of a draft decides
 * every case.
 */
public final class SmallRuleset {

    /** Cases of the share of value, and of the pause. */
    private static final Pattern KEPT = Pattern.compile("\"id\": *\"(cn61-1|cn70-)");

    private SmallRuleset() {}

    /** Settings of a service that starts from it. */
    public static Map<String, String> settings() {
        try {
            Path folder = Files.createDirectories(
                    Path.of("target", "test-data", "small-ruleset").toAbsolutePath());
            Path file = Files.createTempFile(folder, "ruleset", ".jar");
            return Map.of("guanka.ruleset", Files.write(file, kjar()).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] kjar() throws IOException {
        try (Stream<Path> packed = Files.list(Path.of("target", "classes", "ruleset"))) {
            return withFewCases(
                    Files.readAllBytes(packed.filter(file -> file.toString().endsWith(".jar"))
                            .findFirst()
                            .orElseThrow()));
        }
    }

    private static byte[] withFewCases(byte[] kjar) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var from = new ZipInputStream(new ByteArrayInputStream(kjar));
                var to = new ZipOutputStream(bytes)) {
            for (ZipEntry entry; (entry = from.getNextEntry()) != null; ) {
                byte[] content = from.readAllBytes();
                String name = entry.getName();
                if (!name.startsWith("cases/") || !name.endsWith(".json") || isKept(content)) {
                    to.putNextEntry(new ZipEntry(name));
                    to.write(content);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isKept(byte[] one) {
        return KEPT.matcher(new String(one, StandardCharsets.UTF_8)).find();
    }
}
