package guanka.cli.records;

import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies a service's folder of data while the service runs. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copies a folder of data (records in SQLite, keys) as it is at one moment; the service may go on meanwhile.",
            "To restore, put the copy in the place of the folder and start the service.",
            "The copy holds the private key that signs checkpoints: keep it as safe as the folder itself."
        })
public final class BackupCommand implements Callable<Integer> {

    private static final String DATABASE = "guanka.db";

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FOLDER-OF-DATA", description = "what GUANKA_DATA names")
    private Path folder;

    @Parameters(index = "1", paramLabel = "TARGET", description = "a folder that does not exist yet, or is empty")
    private Path target;

    public BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path database = folder.resolve(DATABASE);
        if (!Files.isRegularFile(database)) {
            throw new NoSuchFileException(database.toString());
        }
        if (target.toAbsolutePath()
                .normalize()
                .startsWith(folder.toAbsolutePath().normalize())) {
            throw Refusal.usage("`" + target + "` lies inside the folder that is copied");
        }
        if (Files.exists(target)) {
            try (Stream<Path> there = Files.list(target)) {
                if (there.findAny().isPresent()) {
                    throw Refusal.usage("`" + target + "` is not empty");
                }
            }
        }
        Files.createDirectories(target);
        close(target, "rwx------");
        long records = copy(database, target.resolve(DATABASE));
        for (Path file : others()) {
            Path copy = target.resolve(folder.relativize(file).toString());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            if (Files.isRegularFile(copy)) {
                sync(copy);
            }
        }
        terminal.out().println(records + " records and the keys are in `" + target + "`");
        return Refusal.OK;
    }

    private List<Path> others() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .filter(file -> !file.getFileName().toString().startsWith(DATABASE))
                    .filter(file -> Files.isDirectory(file) || Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    /** The copy gets its name when it is complete, so that an interrupted one is never taken for a backup. */
    private static long copy(Path database, Path copy) throws IOException {
        Path part = copy.resolveSibling(copy.getFileName() + ".part");
        var config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.READWRITE);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(10_000);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + database.toAbsolutePath());
        try (Connection connection = source.getConnection();
                PreparedStatement into = connection.prepareStatement("VACUUM INTO ?")) {
            into.setString(1, part.toAbsolutePath().toString());
            into.execute();
        } catch (SQLException failed) {
            throw new IOException("the records cannot be copied: " + failed.getMessage(), failed);
        }
        close(part, "rw-------");
        sync(part);
        long records = count(part);
        Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        return records;
    }

    /** A copy names parties and prices like the original: it is for its owner alone. */
    private static void close(Path path, String rights) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
        }
    }

    private static long count(Path copy) throws IOException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + copy.toAbsolutePath());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT size FROM head")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IOException("the copy cannot be read: " + failed.getMessage(), failed);
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
