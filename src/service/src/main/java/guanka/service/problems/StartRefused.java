package guanka.service.problems;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Refuses the start: the operator reads one message without a stack trace, and the process ends with exit code 1. */
public final class StartRefused extends ConfigurationException {

    private static final long serialVersionUID = 1;

    public StartRefused(String reason) {
        super("Guanka does not start: " + reason);
    }
}
