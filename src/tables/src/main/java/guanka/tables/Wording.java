package guanka.tables;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The word of the tables for what somebody wrote in plain Chinese or English: 是 is YES, 无 is NONE, 美国 is US. */
final class Wording {

    /** What a word may stand for, the likeliest first; a column allows one of them or none. */
    private static final Map<String, List<String>> WORDS = words(Map.ofEntries(
            Map.entry("是 对 真 有 yes y true 1", List.of("YES")),
            Map.entry("否 不是 非 假 no n false 0", List.of("NO")),
            Map.entry("无 没有 不适用 空 / - -- – — n/a na nil none null", List.of("NONE", "ANY", "OPEN")),
            Map.entry("不详 不明 未知 未说明 不清楚 待定 待核 unknown tbd ？", List.of("?", "UNKNOWN")),
            Map.entry("任何 任意 不限 全部 所有 一切 any all", List.of("ANY")),
            Map.entry("长期 永久 无限期 无截止日 无截止日期 至今 未定 持续有效 open open-ended indefinite", List.of("OPEN")),
            Map.entry("施行 施行中 已施行 生效 有效", List.of("IN_FORCE")),
            Map.entry("暂停 暂停施行 暂停实施 中止", List.of("SUSPENDED")),
            Map.entry("终止 已终止 废止 失效", List.of("ENDED")),
            Map.entry("组织 机构 企业 公司 单位 company", List.of("ORGANISATION")),
            Map.entry("个人 自然人 individual", List.of("PERSON")),
            Map.entry("船舶 船 ship", List.of("VESSEL")),
            Map.entry("飞机 航空器 plane", List.of("AIRCRAFT")),
            Map.entry("地址", List.of("ADDRESS")),
            Map.entry("高", List.of("high")),
            Map.entry("中", List.of("medium")),
            Map.entry("低", List.of("low"))));

    private static final Map<String, String> COUNTRIES = countries();

    private Wording() {}

    /**
     * The allowed word that is meant; null where none is.
     *
     * @param labels the codes for which a text stands in the vocabularies
     */
    static String of(String typed, Collection<String> allowed, Map<String, List<String>> labels) {
        String plain = plain(typed);
        for (String word : WORDS.getOrDefault(plain, List.of())) {
            if (allowed.contains(word)) {
                return word;
            }
        }
        String country = country(typed);
        if (country != null && allowed.contains(country)) {
            return country;
        }
        return labels.getOrDefault(plain, List.of()).stream()
                .filter(allowed::contains)
                .findFirst()
                .orElse(null);
    }

    /** The code of a country that is named in Chinese or English; null where it is none. */
    static String country(String typed) {
        String plain = plain(typed);
        return COUNTRIES.getOrDefault(plain, COUNTRIES.get(withoutState(plain)));
    }

    static String plain(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, List<String>> words(Map<String, List<String>> given) {
        var words = new HashMap<String, List<String>>();
        given.forEach((several, meant) -> {
            for (String word : several.split(" ")) {
                words.merge(word, meant, (one, other) -> one.size() >= other.size() ? one : other);
            }
        });
        return Map.copyOf(words);
    }

    /** Countries by their names in Chinese and English, without what a government adds, and by the letters that people make of them. */
    private static Map<String, String> countries() {
        var countries = new HashMap<String, String>();
        var initials = new HashMap<String, Set<String>>();
        for (String code : Locale.getISOCountries()) {
            var country = new Locale("", code);
            String chinese = country.getDisplayCountry(Locale.SIMPLIFIED_CHINESE);
            String english = country.getDisplayCountry(Locale.ENGLISH);
            Stream.of(chinese, chinese + "国", withoutState(chinese), english, country.getISO3Country())
                    .forEach(name -> countries.putIfAbsent(plain(name), code));
            initials.computeIfAbsent(plain(english.replaceAll("\\B[^ ]*|[^A-Za-z]", "")), x -> new HashSet<>())
                    .add(code);
        }
        initials.forEach((letters, codes) -> {
            boolean code = Arrays.asList(Locale.getISOCountries()).contains(letters.toUpperCase(Locale.ROOT));
            if (!code && letters.length() > 1 && codes.size() == 1) {
                countries.putIfAbsent(letters, codes.iterator().next());
            }
        });
        return Map.copyOf(countries);
    }

    private static String withoutState(String chinese) {
        return chinese.replaceFirst("^中国(?=.)", "").replaceFirst("(特别行政区|地区|省)$", "");
    }
}
