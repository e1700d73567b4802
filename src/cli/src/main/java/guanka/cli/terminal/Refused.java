package guanka.cli.terminal;

import java.util.List;

/** Why a command cannot go on, in sentences for whoever typed it. */
public final class Refused extends RuntimeException {

    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;

    private static final long serialVersionUID = 1L;
    private final transient List<String> reasons;
    private final int exitCode;

    private Refused(int exitCode, List<String> reasons) {
        super(String.join("\n", reasons), null, false, false);
        this.exitCode = exitCode;
        this.reasons = List.copyOf(reasons);
    }

    /** What the command was given is wrong inside. */
    public static Refused failed(String reason) {
        return new Refused(FAILED, List.of(reason));
    }

    public static Refused failed(List<String> reasons) {
        return new Refused(FAILED, reasons);
    }

    /** The command was not used as it must be. */
    public static Refused usage(String reason) {
        return new Refused(USAGE, List.of(reason));
    }

    public List<String> reasons() {
        return reasons;
    }

    public int exitCode() {
        return exitCode;
    }
}
