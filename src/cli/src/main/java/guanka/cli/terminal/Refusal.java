package guanka.cli.terminal;

import java.util.List;

/** Ends a command with an exit code and the reasons, in sentences for the user. */
public final class Refusal extends RuntimeException {

    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;

    private static final long serialVersionUID = 1L;
    private final transient List<String> reasons;
    private final int exitCode;

    private Refusal(int exitCode, List<String> reasons) {
        super(String.join("\n", reasons), null, false, false);
        this.exitCode = exitCode;
        this.reasons = List.copyOf(reasons);
    }

    /** An input of the command is wrong. */
    public static Refusal failed(String reason) {
        return new Refusal(FAILED, List.of(reason));
    }

    public static Refusal failed(List<String> reasons) {
        return new Refusal(FAILED, reasons);
    }

    /** The command line itself is wrong. */
    public static Refusal usage(String reason) {
        return new Refusal(USAGE, List.of(reason));
    }

    public List<String> reasons() {
        return reasons;
    }

    public int exitCode() {
        return exitCode;
    }
}
