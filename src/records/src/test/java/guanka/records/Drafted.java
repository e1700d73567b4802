package guanka.records;

import static guanka.records.Shipments.NOON;
import static guanka.records.Shipments.bytes;

import guanka.records.chain.Digests;
import java.util.Map;

/** Drafts to keep, each with a check report. */
final class Drafted {

    static final Attached REPORT = kept -> Map.of("check", bytes("well"));

    private Drafted() {}

    static String digest(String kjar) {
        return "sha256:" + Digests.hex(kjar);
    }

    static NewRuleset of(String version, String kjar, ArchivedRuleset parent, String author) {
        return new NewRuleset(
                version,
                digest(kjar),
                parent == null ? null : parent.version(),
                parent == null ? null : parent.digest(),
                author,
                NOON,
                "new rows",
                null,
                bytes(kjar));
    }

    /** What an approver looked at who looked at the report above. */
    static RulesetArchive.Looked looked(String digest) {
        return new RulesetArchive.Looked(digest, "check", Digests.hex("well"));
    }
}
