package guanka.service.rulesets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A refused start must end the process: one that stays alive without a port looks like one that is still starting. */
@QuarkusMainTest
@TestProfile(RefusedStartTest.WithoutRuleset.class)
class RefusedStartTest {

    public static class WithoutRuleset implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("guanka.ruleset", "no-such-file.jar");
        }
    }

    @Test
    @DisplayName("the process ends with code 1 and one message, without a stack trace")
    void ends(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch();

        assertEquals(1, result.exitCode());
        assertTrue(
                result.getErrorOutput().contains("Guanka does not start: GUANKA_RULESET names no-such-file.jar"),
                result.getErrorOutput());
        assertFalse((result.getOutput() + result.getErrorOutput()).contains("\tat "), result.getOutput());
    }
}
