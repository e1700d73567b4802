package guanka.service.supply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The libraries that the service is packed with, held against a list in the repository. It asks no network, so it knows the list. */
class KnownHolesIT {

    private static final Path APPLICATION = Path.of("target", "quarkus-app", "lib");
    private static final Path SBOM = Path.of("target", "sbom.json");
    private static final Path LIST =
            Path.of("src", "test", "resources", "guanka", "service", "supply", "known-holes.txt");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[A-Za-z0-9._-]*)\\.jar");

    private static SortedMap<String, String> packed() throws IOException {
        assumeTrue(Files.isDirectory(APPLICATION), "could not look for known holes: the service is not packed");
        SortedMap<String, String> libraries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(APPLICATION)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
                Matcher jar = JAR.matcher(file.getFileName().toString());
                assertTrue(jar.matches(), file + " does not tell its version");
                libraries.put(jar.group(1), jar.group(2));
            }
        }
        assertTrue(libraries.size() > 100, "only " + libraries.size() + " libraries were found");
        return libraries;
    }

    /** Whether a version is at least another, number by number. */
    static boolean isAtLeast(String version, String other) {
        String[] left = version.split("[.-]");
        String[] right = other.split("[.-]");
        for (int i = 0; i < right.length; i++) {
            BigInteger a = number(i < left.length ? left[i] : "0");
            int order = a.compareTo(number(right[i]));
            if (order != 0) {
                return order > 0;
            }
        }
        return true;
    }

    private static BigInteger number(String part) {
        String digits = part.replaceFirst("\\D.*", "");
        return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }

    @Test
    @DisplayName("no library of the service has a hole that the list of known ones says is closed in a later version")
    void closed() throws IOException {
        SortedMap<String, String> libraries = packed();
        List<String> open = new ArrayList<>();
        for (String line : Files.readAllLines(LIST)) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String[] hole = line.split("\\s+", 3);
            Pattern names = Pattern.compile(hole[0].replace(".", "\\.").replace("*", ".*"));
            libraries.forEach((library, version) -> {
                if (names.matcher(library).matches() && !isAtLeast(version, hole[1])) {
                    open.add(library + " " + version + ", closed in " + hole[1] + ": " + hole[2]);
                }
            });
        }
        System.out.println(libraries.size() + " libraries held against the list of known holes as of the day it names");
        assertEquals(List.of(), open);
    }

    @Test
    @DisplayName("an older version than the first good one is told from a newer one")
    void versions() {
        assertTrue(isAtLeast("4.1.139.Final", "4.1.138"));
        assertTrue(isAtLeast("4.1.138.Final", "4.1.138"));
        assertEquals(false, isAtLeast("4.1.137.Final", "4.1.138"));
        assertEquals(false, isAtLeast("42.7.9", "42.7.12"));
        assertTrue(isAtLeast("2.22.0", "2.21.4"));
    }

    @Test
    @DisplayName("the bill of materials names every library that the service is packed with")
    void billOfMaterials() throws IOException {
        SortedMap<String, String> libraries = packed();
        assumeTrue(Files.exists(SBOM), "could not look into the bill of materials: it was not made");
        String sbom = Files.readString(SBOM);
        List<String> left = new ArrayList<>();
        libraries.forEach((library, version) -> {
            String artifact = library.substring(library.lastIndexOf('.') + 1);
            if (!library.startsWith("io.quarkus.quarkus-")
                    && !library.startsWith("guanka.")
                    && !sbom.contains("@" + version)) {
                left.add(artifact + " " + version);
            }
        });
        assertEquals(List.of(), left);
    }
}
