package guanka.cli.records;

import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks that records are what was written, and names the first that is not. */
@Command(
        name = "verify-records",
        mixinStandardHelpOptions = true,
        description = {
            "Checks that recorded determinations are what was written, and names the first that is not:",
            "edited, deleted, swapped, inserted, erased without a record of it, or behind the end of a truncated file.",
            "In a database it also compares every other table with the records: rules, who kept, approved and activated them,",
            "their bytes, seals and reports, jobs and their results, checkpoints, and whether anything was put into the file.",
            "Shares no code with the service that wrote them.",
            "A truncated end is found only by a checkpoint that was kept elsewhere: give it with --checkpoint."
        })
public final class VerifyRecordsCommand implements Callable<Integer> {

    private static final int NOTE_BYTES = 100_000;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "FILE",
            description = "guanka.db or a copy of it, or an export of records, one a line (.gz too)")
    private Path file;

    @Option(
            names = "--checkpoint",
            paramLabel = "NOTE",
            description = "a signed checkpoint that was kept elsewhere; may be given several times")
    private List<Path> checkpoints = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "FILE.pub",
            description = "the public key that checkpoints must be signed with; without it signatures are not checked")
    private Path key;

    /** Whether all that the file holds was compared. */
    private boolean isTold = true;

    public VerifyRecordsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        VerifierKey signer = key == null ? null : VerifierKey.of(key);
        List<SignedNote> witnessed = new ArrayList<>();
        for (Path checkpoint : checkpoints) {
            witnessed.add(note(checkpoint, signer));
        }
        try {
            ChainCheck chain = SqliteRecords.is(file) ? file(witnessed, signer) : export(witnessed);
            terminal.out().println(chain.size() + " records are as they were written");
            terminal.out().println("last hash: " + chain.hash());
            terminal.out()
                    .println("root:      "
                            + Base64.getEncoder().encodeToString(chain.tree().root()));
            terminal.out()
                    .println("checkpoints that agree: " + chain.notesMet()
                            + (signer == null && chain.notesMet() > 0 ? " (signatures not checked: no --key)" : ""));
            if (chain.datedBack() > 0) {
                terminal.out()
                        .println(
                                "records dated more than a minute before the one before them, because a clock went back: "
                                        + chain.datedBack() + ", the first is record " + chain.firstDatedBack());
            }
            if (!isTold) {
                terminal.out()
                        .println(
                                "not checked: jobs, check reports, seals and checkpoints, which an earlier version kept"
                                        + " outside the chain; open the store with this version once");
            }
            return Refusal.OK;
        } catch (BadRecord bad) {
            terminal.err().println(bad.getMessage());
            return Refusal.FAILED;
        }
    }

    private static SignedNote note(Path file, VerifierKey signer) throws IOException {
        if (Files.size(file) > NOTE_BYTES) {
            throw Refusal.usage("`" + file + "` is too long for a checkpoint");
        }
        SignedNote note = SignedNote.of("`" + file + "`", Files.readString(file));
        if (signer != null && !note.isSignedBy(signer)) {
            throw Refusal.failed("`" + file + "` is not signed by the key `" + signer.name() + "`");
        }
        return note;
    }

    private ChainCheck export(List<SignedNote> witnessed) throws IOException, BadRecord {
        var records = new ExportedRecords(file);
        var chain = new ChainCheck(records.erasures(), witnessed);
        records.check(chain);
        chain.end(null);
        return chain;
    }

    private ChainCheck file(List<SignedNote> witnessed, VerifierKey signer) throws BadRecord {
        try (SqliteRecords records = SqliteRecords.open(file)) {
            List<SignedNote> notes = new ArrayList<>(witnessed);
            List<SignedNote> own = records.checkpoints();
            notes.addAll(own);
            var chain = new ChainCheck(records.erasures(), notes);
            records.readIndexes();
            records.check(chain);
            SqliteRecords.Head head = records.head();
            if (head.size() > chain.size()) {
                throw new BadRecord(
                        chain.size() + 1, null, "it is missing; the head of the chain counts " + head.size());
            }
            if (head.size() < chain.size()) {
                throw new BadRecord(
                        head.size() + 1, null, "it stands behind the head of the chain, which counts " + head.size());
            }
            chain.end(head.hash());
            var tree = new ByteArrayOutputStream();
            chain.tree().subtrees().forEach(tree::writeBytes);
            if (!Arrays.equals(tree.toByteArray(), head.tree())) {
                throw new BadRecord("the records are well, but the tree in the head of the chain was changed");
            }
            for (SignedNote note : notes) {
                if (!note.origin().equals("guanka/" + head.store())) {
                    throw new BadRecord(
                            "the checkpoint of size " + note.size() + " is of another store, `" + note.origin() + "`");
                }
            }
            for (SignedNote note : own) {
                // several services over one database sign with keys of their own
                if (signer != null && note.claims(signer) && !note.isSignedBy(signer)) {
                    throw new BadRecord(
                            "the checkpoint of size " + note.size() + " in the file is not signed by the key");
                }
            }
            records.checkTables(head.store());
            isTold = records.isTold();
            records.checkFile();
            return chain;
        } catch (SQLException e) {
            throw new BadRecord("the file cannot be closed: " + e.getMessage());
        }
    }
}
