package guanka.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.CanonicalJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files of a disk, of HDFS or of an object store; what is written appears as a whole or not at all. */
final class Storage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Storage() {}

    /** The place of a file; a name without a scheme is one of this machine or of the cluster's own storage. */
    static FileSystem of(String path, Configuration configuration) throws IOException {
        return new Path(path).getFileSystem(configuration);
    }

    static Path within(String folder, String... names) {
        Path path = new Path(folder);
        for (String name : names) {
            path = new Path(path, name);
        }
        return path;
    }

    /** The files that an argument names: itself, or what lies in the folder, in the order of their names; {@code _x} and {@code .x} are no input. */
    static Map<String, Long> inputs(List<String> arguments, Configuration configuration) throws IOException {
        Map<String, Long> all = new java.util.LinkedHashMap<>();
        for (String argument : arguments) {
            FileSystem files = of(argument, configuration);
            Path path = files.makeQualified(new Path(argument));
            if (!files.exists(path)) {
                throw new RefusedRun("`" + argument + "` does not exist");
            }
            Map<String, Long> found = new TreeMap<>();
            collect(files, files.getFileStatus(path), found);
            all.putAll(found);
        }
        return all;
    }

    private static void collect(FileSystem files, FileStatus one, Map<String, Long> found) throws IOException {
        if (one.isDirectory()) {
            for (FileStatus inside : files.listStatus(one.getPath())) {
                if (!inside.getPath().getName().matches("[_.].*")) {
                    collect(files, inside, found);
                }
            }
        } else {
            found.put(one.getPath().toString(), one.getLen());
        }
    }

    static byte[] read(FileSystem files, Path path) throws IOException {
        try (var in = files.open(path)) {
            return in.readAllBytes();
        }
    }

    /** The content of a small JSON file, or null where it does not stand there. */
    static <T> T read(FileSystem files, Path path, Class<T> type) throws IOException {
        try {
            return JSON.readValue(read(files, path), type);
        } catch (FileNotFoundException notThere) {
            return null;
        }
    }

    static <T> T parse(byte[] json, Class<T> type) throws IOException {
        return JSON.readValue(json, type);
    }

    interface Writing {
        void into(Hashed out) throws IOException;
    }

    /** Writes beside its place, syncs, and moves it there; whoever reads sees all of it or nothing. */
    static Hashed write(FileSystem files, Path path, Path temporary, Writing content) throws IOException {
        FSDataOutputStream raw = files.create(temporary, true);
        var out = new Hashed(raw);
        try (out) {
            content.into(out);
        }
        files.mkdirs(path.getParent());
        if (files.exists(path)) {
            files.delete(path, false);
        }
        if (!files.rename(temporary, path)) {
            throw new IOException("`" + temporary + "` cannot be moved to `" + path + "`");
        }
        return out;
    }

    static void writeJson(FileSystem files, Path path, Object content) throws IOException {
        write(files, path, path.suffix(".new"), out -> {
            out.write(CanonicalJson.write(content));
            out.write('\n');
        });
    }

    /** The small JSON files of a folder by their names. */
    static <T> List<T> readAll(FileSystem files, Path folder, Class<T> type) throws IOException {
        List<T> all = new ArrayList<>();
        if (files.exists(folder)) {
            for (FileStatus one : files.listStatus(folder)) {
                if (one.getPath().getName().endsWith(".json")) {
                    all.add(read(files, one.getPath(), type));
                }
            }
        }
        return all;
    }
}
