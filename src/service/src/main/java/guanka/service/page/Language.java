package guanka.service.page;

import guanka.facts.Text;
import java.util.List;
import java.util.Locale;

/** A language in which the page speaks. */
public enum Language {
    EN("en", "English", Locale.ENGLISH),
    ZH("zh-Hans", "中文", Locale.SIMPLIFIED_CHINESE);

    private final String tag;
    private final String name;
    private final Locale locale;

    Language(String tag, String name, Locale locale) {
        this.tag = tag;
        this.name = name;
        this.locale = locale;
    }

    /** How addresses and cookies write it. */
    public String code() {
        return locale.getLanguage();
    }

    /** How HTML writes it. */
    public String tag() {
        return tag;
    }

    /** What its speakers call it. */
    public String ownName() {
        return name;
    }

    public Locale locale() {
        return locale;
    }

    public Language other() {
        return this == EN ? ZH : EN;
    }

    /** The sentence in this language; where that is blank or was not seen ({@code ?}), in the other one. */
    public String of(Text text) {
        String mine = this == EN ? text.en() : text.zh();
        return mine != null && !mine.isBlank() && !mine.equals("?") ? mine : this == EN ? text.zh() : text.en();
    }

    /**
     * The language that a person wants.
     *
     * @param asked    of the address, or null
     * @param chosen   earlier, as the cookie has it, or null
     * @param accepted by the browser, best first
     */
    static Language of(String asked, String chosen, List<Locale> accepted) {
        for (String code : new String[] {asked, chosen}) {
            for (Language language : values()) {
                if (language.code().equals(code)) {
                    return language;
                }
            }
        }
        for (Locale locale : accepted) {
            for (Language language : values()) {
                if (language.locale.getLanguage().equals(locale.getLanguage())) {
                    return language;
                }
            }
        }
        return EN;
    }
}
