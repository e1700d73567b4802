package guanka.workbench.replay;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.VocabularyEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a difference says in codes, in the Chinese words of a ruleset's vocabularies. */
public final class CodesInChinese {

    private static final Set<String> VOCABULARIES = Set.of("outcomes", "reviewPolicies", "effects");
    private static final Pattern CODE = Pattern.compile("(?<![-\\w/.])[A-Z][A-Z_]+[A-Z](?![-\\w/.])");

    private static final Map<String, String> AROUND = Map.of(
            ", line ", "，货物行 ",
            ", party ", "，当事方 ",
            " by ", "，依据行 ",
            "no finding of ", "没有认定 ",
            "not ", "不应有 ",
            ", not covered because ", "，许可未覆盖，原因 ",
            ", covered by ", "，许可 ");
    private static final Pattern WORDS =
            Pattern.compile(", not covered because |, covered by |, line |, party | by |^no finding of |^not ");

    private final Map<String, String> meanings = new HashMap<>();

    public CodesInChinese(Ruleset ruleset) {
        for (VocabularyEntry entry : ruleset.rows(VocabularyEntry.class)) {
            if (VOCABULARIES.contains(entry.vocabulary())) {
                meanings.put(entry.code(), entry.text().zh());
            }
        }
    }

    /** What is expected or was answered; nothing where it is absent. */
    public String of(String said) {
        if (said == null || said.equals("null") || said.equals("absent")) {
            return "无";
        }
        String words = WORDS.matcher(said).replaceAll(word -> Matcher.quoteReplacement(AROUND.get(word.group())));
        return CODE.matcher(words)
                .replaceAll(code -> Matcher.quoteReplacement(meanings.getOrDefault(code.group(), code.group())));
    }
}
