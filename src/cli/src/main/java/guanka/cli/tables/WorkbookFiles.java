package guanka.cli.tables;

import guanka.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Workbooks as files, by the names that the columns know them by. */
final class WorkbookFiles {

    /** A workbook that is larger is refused by its reader, which needs the first byte beyond to know. */
    private static final int BYTES_READ = (5 << 20) + 1;

    private WorkbookFiles() {}

    /** The named workbooks, and those directly in the named folders. */
    static SortedMap<String, byte[]> read(List<Path> named) throws IOException {
        SortedMap<String, byte[]> workbooks = new TreeMap<>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                List<Path> inside = inside(path);
                if (inside.isEmpty()) {
                    throw Refusal.usage("folder `" + path + "` holds no workbook (.xlsx)");
                }
                for (Path workbook : inside) {
                    add(workbook, workbooks);
                }
            } else {
                add(path, workbooks);
            }
        }
        return workbooks;
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            // a spreadsheet program leaves ~$name.xlsx beside a workbook that is open
            return files.filter(f -> f.getFileName().toString().endsWith(".xlsx"))
                    .filter(f -> !f.getFileName().toString().startsWith("~$"))
                    .sorted()
                    .toList();
        }
    }

    private static void add(Path file, SortedMap<String, byte[]> workbooks) throws IOException {
        String name = file.getFileName().toString();
        try (var in = Files.newInputStream(file)) {
            if (workbooks.put(name, in.readNBytes(BYTES_READ)) != null) {
                throw Refusal.usage("two files are named `" + name + "`; give one of them");
            }
        }
    }
}
