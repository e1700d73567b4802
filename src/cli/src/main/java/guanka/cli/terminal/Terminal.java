package guanka.cli.terminal;

import guanka.engine.ruleset.RefusedRuleset;
import guanka.workbench.imports.RefusedSource;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Where a command reads and writes: always UTF-8, with line feeds, whatever the machine prefers. */
public final class Terminal {

    private final InputStream in;
    private final OutputStream bytes;
    private final PrintWriter out;
    private final PrintWriter err;

    public Terminal(InputStream in, OutputStream out, OutputStream err) {
        this.in = in;
        this.bytes = out;
        this.out = writer(out);
        this.err = writer(err);
    }

    /** The terminal of this process. */
    public static Terminal ofProcess() {
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
    }

    private static PrintWriter writer(OutputStream out) {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), false) {
            @Override
            public void println() {
                write('\n');
            }
        };
    }

    public InputStream in() {
        return in;
    }

    /** For text. */
    public PrintWriter out() {
        return out;
    }

    /** For bytes; text written to {@link #out()} before is flushed first. */
    public OutputStream bytes() {
        out.flush();
        return bytes;
    }

    public PrintWriter err() {
        return err;
    }

    /**
     * Prints in one or more sentences why a command failed, never with a stack trace.
     *
     * @return the exit code that fits
     */
    public int tell(Exception failure) {
        out.flush();
        if (failure instanceof Refusal refused) {
            refused.reasons().forEach(err::println);
            return refused.exitCode();
        }
        if (failure instanceof RefusedRuleset refused) {
            refused.reasons().forEach(err::println);
            return Refusal.FAILED;
        }
        if (failure instanceof RefusedSource refused) {
            err.println(refused.reason().en());
            return Refusal.FAILED;
        }
        if (failure instanceof FileSystemException file) {
            err.println(sentence(file));
            return Refusal.USAGE;
        }
        if (failure instanceof IOException) {
            err.println("reading or writing failed: " + failure.getMessage());
            return Refusal.FAILED;
        }
        err.println("this command has a fault of its own: " + failure + " at " + place(failure) + "; please report it");
        return Refusal.FAILED;
    }

    private static String sentence(FileSystemException failure) {
        String file = "`" + failure.getFile() + "`";
        if (failure instanceof NoSuchFileException) {
            return file + " does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return file + " may not be read or written";
        }
        return file + " cannot be read or written" + (failure.getReason() == null ? "" : ": " + failure.getReason());
    }

    private static String place(Exception failure) {
        return failure.getStackTrace().length == 0 ? "an unknown place" : failure.getStackTrace()[0].toString();
    }
}
