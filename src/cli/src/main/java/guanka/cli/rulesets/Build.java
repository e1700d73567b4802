package guanka.cli.rulesets;

import guanka.cli.terminal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;

/** What the build wrote into the jar: its version, and the ruleset that it packed. */
public final class Build implements CommandLine.IVersionProvider {

    private static final String VERSION = version();

    @Override
    public String[] getVersion() {
        return new String[] {"guanka " + VERSION};
    }

    /** The packed kjar. */
    static byte[] ruleset() throws IOException {
        String name = "/ruleset/guanka-rules-" + VERSION + ".jar";
        try (InputStream in = Build.class.getResourceAsStream(name)) {
            if (in == null) {
                throw Refusal.usage("this build holds no ruleset; name the file of a kjar by --ruleset");
            }
            return in.readAllBytes();
        }
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
