package guanka.records.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which files SQLite has open. A file that was removed, or replaced by another, takes writes as long as somebody holds it open, and
 * is gone with them; only a look at its path tells. Where a file system gives files no key, nothing is looked at.
 */
final class OpenedFiles {

    /** A path does not lead to the file that is open. */
    static final class Displaced extends SQLException {

        private static final long serialVersionUID = 1L;

        private Displaced(Path file) {
            super("the file `" + file.getFileName() + "` of the record store was removed or replaced while it was open;"
                    + " stop the service and put back what was there");
        }
    }

    private volatile Map<Path, Object> keys = Map.of();

    /** Remembers the files at these paths, as far as they are there, beside the others; to be called while they are open. */
    void remember(Path... files) {
        Map<Path, Object> remembered = new LinkedHashMap<>(keys);
        for (Path file : files) {
            Object key = key(file);
            if (key == null) {
                remembered.remove(file);
            } else {
                remembered.put(file, key);
            }
        }
        keys = remembered;
    }

    boolean knows(Path file) {
        return keys.containsKey(file);
    }

    /** Whether the path leads to the file that was remembered; of what was not remembered nothing is said. */
    boolean isInPlace(Path file) {
        Object remembered = keys.get(file);
        return remembered == null || remembered.equals(key(file));
    }

    void mustBeInPlace(Path file) throws Displaced {
        if (!isInPlace(file)) {
            throw new Displaced(file);
        }
    }

    void mustBeInPlace() throws Displaced {
        for (Path file : keys.keySet()) {
            mustBeInPlace(file);
        }
    }

    /** Device and inode, null where there are none. */
    private static Object key(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return null;
        }
    }
}
