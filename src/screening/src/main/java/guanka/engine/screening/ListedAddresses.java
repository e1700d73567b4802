package guanka.engine.screening;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Addresses that are listed as such, whoever stays there. An address is sure where it has all numbers and words of the listed one; where
 * it has the same numbers and most of the words it is a question. Floors and numbers tell addresses apart, words alone do not.
 */
public final class ListedAddresses {

    private static final double MOST_WORDS = 0.6;
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("rd", "road"),
            Map.entry("st", "street"),
            Map.entry("ave", "avenue"),
            Map.entry("rm", "room"),
            Map.entry("flat", "room"),
            Map.entry("unit", "room"),
            Map.entry("office", "room"),
            Map.entry("centre", "center"),
            Map.entry("bldg", "building"),
            Map.entry("f", "floor"),
            Map.entry("hk", "hongkong"));
    private static final Set<String> LEFT_OUT = Set.of("room", "floor", "no", "hongkong", "kowloon", "the", "of");

    private record Address(ListedName entry, String text, Set<String> numbers, Set<String> words) {}

    private final List<Address> listed = new ArrayList<>();

    public ListedAddresses(Collection<ListedName> entries) {
        for (ListedName entry : entries) {
            for (String text : entry.names()) {
                Address address = read(entry, text);
                if (!address.words().isEmpty()) {
                    listed.add(address);
                }
            }
        }
    }

    /** The listed addresses that a written one is or may be. */
    public List<Match> match(String given) {
        if (listed.isEmpty()) {
            return List.of();
        }
        Address asked = read(null, given);
        List<Match> matches = new ArrayList<>();
        for (Address address : listed) {
            boolean numbers = asked.numbers().containsAll(address.numbers());
            long shared =
                    address.words().stream().filter(asked.words()::contains).count();
            double part = (double) shared / address.words().size();
            if (numbers && part >= MOST_WORDS) {
                matches.add(new Match(
                        address.entry(),
                        part == 1 ? Certainty.EXACT : Certainty.POSSIBLE,
                        BigDecimal.valueOf(Math.round(part * 100) / 100.0),
                        address.text(),
                        given,
                        MatchReason.SAME_ADDRESS.name()));
            }
        }
        return matches;
    }

    private static Address read(ListedName entry, String text) {
        Set<String> numbers = new HashSet<>();
        Set<String> words = new HashSet<>();
        String together = text.toLowerCase(java.util.Locale.ROOT)
                .replace("hong kong", "hongkong")
                .replaceAll("(?<=\\d)/f\\b|(?<=\\d)f\\b", " floor");
        for (String word : NameReader.split(together)) {
            String one = WORDS.getOrDefault(word, word);
            if (one.chars().anyMatch(Character::isDigit)) {
                numbers.add(one.replaceFirst("(st|nd|rd|th)$", ""));
            } else if (!LEFT_OUT.contains(one)) {
                words.add(one);
            }
        }
        return new Address(entry, text, numbers, words);
    }
}
