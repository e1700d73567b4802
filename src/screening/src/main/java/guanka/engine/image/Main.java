package guanka.engine.image;

import guanka.tables.Columns;
import guanka.tables.RefusedWorkbooks;
import guanka.tables.Tables;
import guanka.tables.Workbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts the image of the workbooks into a folder of which a kjar is packed. */
public final class Main {

    private Main() {}

    /** @param args the folder, with {@code columns.json} and {@code decision-tables} in it */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        SortedMap<String, byte[]> kjar = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                kjar.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        Tables tables;
        try {
            tables = Workbooks.read(
                    Columns.parse(kjar.get("columns.json")), RulesetImage.workbooks(kjar), Main.class.getClassLoader());
        } catch (RefusedWorkbooks mistakes) {
            // the kjar is packed without an image, and whoever loads it is told each mistake by its cell
            System.err.println("no image of workbooks with mistakes: " + mistakes.getMessage());
            return;
        }
        for (Map.Entry<String, byte[]> entry : RulesetImage.of(kjar, tables).entrySet()) {
            Path file = folder.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
    }
}
