package guanka.records.database;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that their owner alone may read: records name parties and prices. Where rights are not those of POSIX, nothing is done. */
public final class OwnersFiles {

    private static final System.Logger LOG = System.getLogger(OwnersFiles.class.getName());
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private static final int STICKY = 01000;

    private OwnersFiles() {}

    /** Makes an empty file. */
    public static void create(Path file) throws IOException {
        if (isPosix(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
        } else {
            Files.createFile(file);
        }
    }

    /** Makes a folder and those above it, where they do not exist; takes the rights of others to it. */
    public static void folder(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (Files.isDirectory(folder)) {
            close(folder);
        } else if (isPosix(folder)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        } else {
            Files.createDirectory(folder);
        }
    }

    /** Takes from others the rights to what is there; somebody else's keeps its rights. */
    public static void close(Path path) throws IOException {
        if (!Files.exists(path) || !isPosix(path) || isShared(path)) {
            return;
        }
        Set<PosixFilePermission> wanted = Files.isDirectory(path) ? FOLDER : FILE;
        Set<PosixFilePermission> present = Files.getPosixFilePermissions(path);
        if (!wanted.containsAll(present)) {
            present.retainAll(wanted);
            try {
                Files.setPosixFilePermissions(path, present);
            } catch (FileSystemException notOurs) {
                LOG.log(System.Logger.Level.WARNING, "others may read {0}, and its rights cannot be changed", path);
            }
        }
    }

    /** A folder such as /tmp, which everybody uses and where nobody may remove what is another's. */
    private static boolean isShared(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                && ((Integer) Files.getAttribute(path, "unix:mode") & STICKY) != 0;
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
