package guanka.engine.release;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.CompiledRules;
import guanka.engine.ruleset.KjarEntries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives as tests need them: a small kjar that holds one of each, or any entries, written as any archiver would. */
final class Archive {

    private Archive() {}

    /** A kjar of all kinds of entries that is small enough to be tampered with byte by byte. */
    static SortedMap<String, byte[]> small() {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        put(entries, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n");
        put(
                entries,
                "META-INF/kie/guanka/law/drools-model",
                "Drools-Model-Version:" + CompiledRules.engineHere() + "\n");
        put(entries, "ruleset.json", "{\"version\":\"2026.11.1\"}");
        put(entries, "columns.json", "{}");
        put(entries, "decision-tables/law.xlsx", "cells");
        put(entries, "cases/one.json", "{}");
        put(entries, "guanka/law/law.drl", "rule");
        return entries;
    }

    static void put(Map<String, byte[]> entries, String path, String text) {
        entries.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The entries of the kjar that the build made. */
    static SortedMap<String, byte[]> built() {
        return new TreeMap<>(KjarEntries.of(TestRuleset.kjar()));
    }

    static byte[] zip(Map<String, byte[]> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
