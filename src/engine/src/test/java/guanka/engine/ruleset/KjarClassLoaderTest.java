package guanka.engine.ruleset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import guanka.engine.TestRuleset;
import guanka.facts.Shipment;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KjarClassLoaderTest {

    private static final ClassLoader PARENT = Ruleset.class.getClassLoader();

    private static KjarClassLoader of(SortedMap<String, byte[]> entries) {
        return KjarClassLoader.of(Ruleset.rulesDigestOf(entries), () -> entries, PARENT);
    }

    @Test
    @DisplayName("versions with the same rules have the same classes; one byte of a rule makes others of them")
    void shared() throws Exception {
        SortedMap<String, byte[]> published = KjarEntries.of(TestRuleset.kjar());
        SortedMap<String, byte[]> otherCases = new TreeMap<>(published);
        otherCases.keySet().removeIf(name -> name.startsWith(KjarEntries.CASES));
        String model = CompiledRules.of(published).models().get(0);

        Class<?> rules = of(published).loadClass(model);
        assertSame(rules, of(otherCases).loadClass(model));

        SortedMap<String, byte[]> otherRules = new TreeMap<>(published);
        otherRules.put("guanka/other.drl", new byte[] {' '});
        Class<?> others = of(otherRules).loadClass(model);
        assertEquals(rules.getName(), others.getName());
        assertNotEquals(rules, others);
    }

    @Test
    @DisplayName("a fact class cannot be replaced, and what the kjar does not hold is no class of it")
    void parentFirst() throws Exception {
        var loader = new KjarClassLoader(Map.of("guanka/facts/Shipment.class", new byte[] {1}), PARENT);
        assertSame(Shipment.class, loader.loadClass(Shipment.class.getName()));
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("guanka.rules.None"));
    }
}
