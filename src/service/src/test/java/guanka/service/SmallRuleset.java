package guanka.service;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The packed ruleset with all its tables and rules, a few of its cases and the beginning of its longest lists, for tests that make many
 * drafts: each check of a draft decides every case, and a start from a release reads every row.
 */
public final class SmallRuleset {

    /** Cases of the share of value, and of the pause. */
    private static final Pattern KEPT = Pattern.compile("\"id\": *\"(cn61-1|cn70-)");

    /** Workbooks of party lists with some 26,000 entries. */
    private static final Set<String> LONG = Set.of("decision-tables/us-sdn.xlsx", "decision-tables/us-parties.xlsx");

    /** What it holds of the workbooks, which are others here. */
    private static final String IMAGE = "image/";

    private static final String FIRST_ROW_LEFT_OUT = "<row r=\"303\"";

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
            return small(
                    Files.readAllBytes(packed.filter(file -> file.toString().endsWith(".jar"))
                            .findFirst()
                            .orElseThrow()));
        }
    }

    private static byte[] small(byte[] kjar) throws IOException {
        return rewritten(kjar, (name, content) -> {
            if (LONG.contains(name)) {
                return rewritten(content, SmallRuleset::beginning);
            }
            boolean isLeftOut =
                    name.startsWith(IMAGE) || name.startsWith("cases/") && name.endsWith(".json") && !isKept(content);
            return isLeftOut ? null : content;
        });
    }

    /** The first 300 rows below the headers of a sheet. */
    private static byte[] beginning(String name, byte[] content) {
        String sheet = new String(content, StandardCharsets.UTF_8);
        int from = name.startsWith("xl/worksheets/") ? sheet.indexOf(FIRST_ROW_LEFT_OUT) : -1;
        return from < 0
                ? content
                : (sheet.substring(0, from) + sheet.substring(sheet.indexOf("</sheetData>")))
                        .getBytes(StandardCharsets.UTF_8);
    }

    private interface Rewriting {
        /** What stands in the place of an entry; null where nothing does. */
        byte[] of(String name, byte[] content) throws IOException;
    }

    private static byte[] rewritten(byte[] archive, Rewriting rewriting) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var from = new ZipInputStream(new ByteArrayInputStream(archive));
                var to = new ZipOutputStream(bytes)) {
            for (ZipEntry entry; (entry = from.getNextEntry()) != null; ) {
                byte[] content = rewriting.of(entry.getName(), from.readAllBytes());
                if (content != null) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
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
