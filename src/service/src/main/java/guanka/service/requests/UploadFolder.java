package guanka.service.requests;

import guanka.service.problems.StartRefused;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The folder in which files of forms stand while they come in. Nobody else on the machine may read it, or put another file in the
 * place of one; so it lies below the data folder and not in one that everybody shares.
 */
@ApplicationScoped
public class UploadFolder {

    private final Path folder;

    UploadFolder(@ConfigProperty(name = "quarkus.http.body.uploads-directory") Path folder) {
        this.folder = folder;
    }

    /** Makes it, or takes back one that was left; what stands in it is of requests that nobody waits for any more. */
    public void start() {
        try {
            if (Files.isSymbolicLink(folder)) {
                throw new StartRefused("the folder of uploads " + folder + " is a link that leads elsewhere");
            }
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
                for (Path file : left) {
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new StartRefused("the folder of uploads " + folder + " cannot be made or is another user's");
        }
    }
}
