package guanka.cli;

import guanka.cli.terminal.Terminal;
import java.lang.reflect.Constructor;
import picocli.CommandLine;

/** Makes commands, and gives each the terminal that it talks to. */
final class Commands implements CommandLine.IFactory {

    private final Terminal terminal;

    Commands(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            Constructor<K> constructor = type.getDeclaredConstructor(Terminal.class);
            constructor.setAccessible(true);
            return constructor.newInstance(terminal);
        } catch (NoSuchMethodException asksForNone) {
            return CommandLine.defaultFactory().create(type);
        }
    }
}
