package guanka.engine.ruleset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.kie.api.KieServices;

/**
 * What a kjar says about the rules compiled into it.
 *
 * @param builtBy version of the engine that compiled them, null where the kjar does not say
 * @param models  names of the classes that hold them
 */
public record CompiledRules(String builtBy, List<String> models) {

    private static final Pattern LIST = Pattern.compile("META-INF/kie/.+/drools-model");
    private static final String VERSION = "Drools-Model-Version:";

    /**
     * @throws RefusedRuleset where the kjar does not hold exactly one list of compiled rules
     */
    public static CompiledRules of(SortedMap<String, byte[]> entries) {
        List<String> lists =
                entries.keySet().stream().filter(CompiledRules::isList).toList();
        if (lists.size() != 1) {
            throw new RefusedRuleset(List.of(
                    lists.isEmpty()
                            ? "the kjar holds no compiled rules"
                            : "the kjar holds more than one list of compiled rules: " + String.join(", ", lists)));
        }
        String builtBy = null;
        List<String> models = new ArrayList<>();
        for (String line : new String(entries.get(lists.get(0)), StandardCharsets.UTF_8).split("\\R")) {
            if (line.startsWith(VERSION)) {
                builtBy = line.substring(VERSION.length()).trim();
            } else if (!line.isBlank()) {
                models.add(line.trim());
            }
        }
        return new CompiledRules(builtBy, List.copyOf(models));
    }

    /** Whether an entry of a kjar names the classes that hold its rules. */
    static boolean isList(String entry) {
        return LIST.matcher(entry).matches();
    }

    /** A reason for each model that is no class of the kjar itself. */
    public List<String> foreignModels(SortedMap<String, byte[]> entries) {
        return models.stream()
                .filter(name -> !entries.containsKey(name.replace('.', '/') + ".class"))
                .map(CompiledRules::notOfTheKjar)
                .toList();
    }

    static String notOfTheKjar(String name) {
        return "`" + name + "` is named as compiled rules and is no rule class of the kjar";
    }

    /** Version of the engine that runs here, null where its archive does not say. */
    public static String engineHere() {
        return KieServices.class.getPackage().getImplementationVersion();
    }

    /** Why rules of another engine's version are not run; null for those of the one that runs here. */
    public static String whyNotOf(String builtBy) {
        String here = engineHere();
        return here == null || builtBy == null || here.equals(builtBy)
                ? null
                : "the rules were compiled by engine " + builtBy + ", this is " + here;
    }
}
