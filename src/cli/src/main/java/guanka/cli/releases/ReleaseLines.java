package guanka.cli.releases;

import guanka.engine.release.ReleaseInfo;
import guanka.engine.ruleset.KjarEntries;
import java.io.PrintWriter;

/** The facts about a release that commands print, a line each. */
final class ReleaseLines {

    private ReleaseLines() {}

    static void print(PrintWriter out, ReleaseInfo info, byte[] release) {
        out.println("ruleset " + info.version() + ", release " + info.counter() + ", " + KjarEntries.digest(release));
        if (info.parent() != null) {
            out.println("made from ruleset " + info.parent().version() + ", "
                    + info.parent().digest());
        }
        out.println("made at " + info.createdAt() + (info.expires() == null ? "" : ", expires at " + info.expires())
                + ", for engine " + info.engineVersion());
    }
}
