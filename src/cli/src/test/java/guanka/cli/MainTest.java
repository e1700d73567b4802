package guanka.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The command line")
class MainTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate",
                "test",
                "decide",
                "diff",
                "replay",
                "text",
                "import",
                "import csl",
                "import opensanctions",
                "import gleif",
                "import bods",
                "verify-records",
                "backup"
            })
    void everyCommandExplainsItself(String command) {
        String[] args = (command + " --help").split(" ");
        Run run = Run.of(args);
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().startsWith("Usage: guanka " + command), run::toString);
        assertEquals("", run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "test --nonsense",
                "diff one",
                "replay",
                "import",
                "import csl",
                "validate",
                "decide --threads x",
                "decide --threads 0",
                "validate --lang fr x",
                "verify-records",
                "verify-records nowhere.db",
                "backup nowhere",
                "backup nowhere there"
            })
    void whatIsNotUnderstoodEndsWithTwo(String line) {
        Run run =
                Run.of(Arrays.stream(line.split(" ")).filter(a -> !a.isEmpty()).toArray(String[]::new));
        assertEquals(2, run.code(), run::toString);
        assertFalse(run.err().isBlank());
        assertFalse(run.err().contains("Exception"), run::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate no-such",
                "test --cases no-such",
                "test --ruleset no-such",
                "decide no-such",
                "diff no-such no-such",
                "replay --baseline no-such",
                "text no-such",
                "import csl no-such --out x.csv",
                "import bods no-such --out x.json"
            })
    void aFileThatIsNotThereEndsWithTwo(String line) {
        Run run = Run.of(line.split(" "));
        assertEquals(2, run.code(), run::toString);
        assertTrue(run.err().contains("`no-such` does not exist"), run::toString);
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertTrue(Run.of("--version").out().matches("guanka [0-9]+\\.[0-9]+\\..*\n"));
    }
}
