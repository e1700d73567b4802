package guanka.engine.release;

import guanka.engine.image.RulesetImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may stand in a kjar, and where. Anything else is refused by its path: services, archives, settings, classes out of place. */
final class KjarLayout {

    private static final String NAME = "[A-Za-z0-9_$][A-Za-z0-9_$-]*";
    private static final String FOLDERS = "(?:" + NAME + "/)+";

    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("META-INF/MANIFEST\\.MF"),
            Pattern.compile("META-INF/kmodule\\.xml"),
            Pattern.compile("META-INF/kie/" + NAME + "/" + NAME + "/drools-model"),
            Pattern.compile("META-INF/maven/" + NAME + "/" + NAME + "/pom\\.(?:xml|properties)"),
            Pattern.compile("columns\\.json"),
            Pattern.compile("ruleset\\.json"),
            Pattern.compile("decision-tables/" + NAME + "\\.xlsx"),
            Pattern.compile(RulesetImage.FOLDER + NAME),
            Pattern.compile("cases/(?:" + NAME + "/)*" + NAME + "\\.json"),
            Pattern.compile(FOLDERS + NAME + "\\.drl"));

    private static final Pattern CLASS = Pattern.compile("(" + FOLDERS + ")" + NAME + "\\.class");
    /** The rule compiler puts conditions and consequences one folder below their rules. */
    private static final Pattern BELOW_RULES = Pattern.compile("P[0-9A-F]{2}/$");

    /** Packages of the code that runs the rules: a class in one of them would pass for a part of it. */
    private static final Pattern NOT_RULES =
            Pattern.compile("guanka/(?:facts|tables|engine|service|cli)/.*|(?!guanka/).*");

    private KjarLayout() {}

    /** Folders of the compiled rules, with a slash at the end: those of the rules' texts. */
    static Set<String> ruleFolders(Set<String> paths) {
        return paths.stream()
                .filter(path -> path.endsWith(".drl"))
                .map(path -> path.substring(0, path.lastIndexOf('/') + 1))
                .filter(folder -> !NOT_RULES.matcher(folder).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A reason for each path that has no place in a kjar. */
    static List<String> check(Set<String> paths) {
        List<String> reasons = new ArrayList<>();
        Set<String> rules = ruleFolders(paths);
        for (String path : paths) {
            var compiled = CLASS.matcher(path);
            if (compiled.matches()) {
                String folder = BELOW_RULES.matcher(compiled.group(1)).replaceFirst("");
                if (!rules.contains(folder)) {
                    reasons.add("class `" + path + "` stands outside the packages of the rules");
                }
            } else if (PLACES.stream().noneMatch(place -> place.matcher(path).matches())
                    || path.endsWith(".drl") && !rules.contains(path.substring(0, path.lastIndexOf('/') + 1))) {
                reasons.add("entry `" + path + "` has no place in a kjar");
            }
        }
        return reasons;
    }
}
