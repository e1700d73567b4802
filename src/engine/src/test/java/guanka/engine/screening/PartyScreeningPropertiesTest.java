package guanka.engine.screening;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;

/** What holds for every listed name, however it is miswritten within reason. */
class PartyScreeningPropertiesTest {

    private static final List<ListedName> ENTRIES = ListedNames.all();
    private static final PartyScreening SCREENING = new PartyScreening(ENTRIES);

    private static final PartyScreening OF_IMAGE = ofImage();

    private static byte[] image(PartyScreening screening) {
        try {
            var out = new ByteBuffersDataOutput();
            screening.write(out);
            return out.toArrayCopy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PartyScreening ofImage() {
        try {
            return PartyScreening.read(ENTRIES, new ByteArrayDataInput(image(SCREENING)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An entry and one of its spellings. */
    record Listed(ListedName entry, String name) {}

    @Provide
    Arbitrary<Listed> listed() {
        List<Listed> all = new ArrayList<>();
        for (ListedName entry : ENTRIES) {
            entry.names().stream().filter(name -> !name.equals("?")).forEach(name -> all.add(new Listed(entry, name)));
        }
        return Arbitraries.of(all);
    }

    /** Latin names of at least six letters without legal form; a name that lives on one single letter is another name without it. */
    @Provide
    Arbitrary<Listed> longNames() {
        NameReader reader = new NameReader(new FileWords());
        return listed().filter(listed -> {
            Spelling spelling = reader.read(listed.name()).get(0);
            return spelling.coreInOnePiece().length() >= 6
                    && !NameReader.hasChineseOrJapanese(listed.name())
                    && !listed.name().equals("Group W");
        });
    }

    @Property(seed = "1", tries = 500)
    void names_read_from_their_image_are_found_alike(@ForAll("listed") Listed listed, @ForAll Random random) {
        for (String name : List.of(listed.name(), mistyped(listed.name(), random))) {
            ListedName entry = listed.entry();
            assertEquals(
                    SCREENING.match(List.of(name), entry.country(), entry.kind(), entry.identifiers()),
                    OF_IMAGE.match(List.of(name), entry.country(), entry.kind(), entry.identifiers()),
                    name);
        }
    }

    @Example
    void the_image_of_names_is_the_same_bytes_however_it_was_come_by() {
        assertArrayEquals(image(SCREENING), image(OF_IMAGE));
        List<ListedName> turned = new ArrayList<>(ENTRIES);
        Collections.reverse(turned);
        assertArrayEquals(image(SCREENING), image(new PartyScreening(turned)));
    }

    @Property(seed = "1")
    void every_listed_name_is_its_own_entry_for_sure(@ForAll("listed") Listed listed) {
        assertTrue(matches(listed.name(), listed.entry(), Certainty.EXACT));
    }

    @Property(seed = "1", tries = 3000)
    void one_typing_error_in_a_long_name_never_clears_it(@ForAll("longNames") Listed listed, @ForAll Random random) {
        String mistyped = mistyped(listed.name(), random);
        assertTrue(matches(mistyped, listed.entry(), null), mistyped);
    }

    @Property(seed = "1", tries = 2000)
    void case_punctuation_spaces_and_width_change_nothing(@ForAll("listed") Listed listed, @ForAll Random random) {
        String rewritten = rewritten(listed.name(), random);
        assertTrue(matches(rewritten, listed.entry(), Certainty.EXACT), rewritten);
    }

    @Property(seed = "1", tries = 500)
    void words_before_and_after_a_listed_name_never_clear_it(@ForAll("longNames") Listed listed) {
        assertTrue(matches("Shandong " + listed.name() + " Trading", listed.entry(), null));
    }

    @Property(seed = "1", tries = 30)
    void the_order_of_entries_does_not_matter(
            @ForAll Random random, @ForAll("listed") Listed one, @ForAll("listed") Listed other) {
        List<ListedName> shuffled = new ArrayList<>(ENTRIES);
        Collections.shuffle(shuffled, random);
        String name = mistyped(one.name(), random);
        assertEquals(
                SCREENING.match(List.of(name, other.name()), "US", Map.of()),
                new PartyScreening(shuffled).match(List.of(other.name(), name), "US", Map.of()));
    }

    @Property(seed = "1")
    void any_text_is_screened_without_failing(@ForAll @StringLength(max = 512) String text) {
        List<Match> matches = SCREENING.match(List.of(text), null, Map.of());
        assertEquals(
                matches.stream().map(match -> match.entry().key()).distinct().count(), matches.size());
    }

    private static boolean matches(String name, ListedName entry, Certainty certainty) {
        return SCREENING.match(List.of(name), entry.country(), Map.of()).stream()
                .anyMatch(
                        match -> match.entry().equals(entry) && (certainty == null || match.certainty() == certainty));
    }

    /** One letter wrong, missing, too many, or swapped with its neighbour. */
    private static String mistyped(String name, Random random) {
        List<Integer> letters = new ArrayList<>();
        for (int i = 0; i < name.length(); i++) {
            if (Character.isLetter(name.charAt(i))) {
                letters.add(i);
            }
        }
        int at = letters.get(random.nextInt(letters.size()));
        char letter = (char) ('a' + random.nextInt(26));
        boolean swappable = at + 1 < name.length() && Character.isLetter(name.charAt(at + 1));
        return switch (random.nextInt(swappable ? 4 : 3)) {
            case 0 -> name.substring(0, at) + letter + name.substring(at + 1);
            case 1 -> name.substring(0, at) + name.substring(at + 1);
            case 2 -> name.substring(0, at) + letter + name.substring(at);
            default -> name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
        };
    }

    /** Other case and width letter by letter, other punctuation and more spaces between words. */
    private static String rewritten(String name, Random random) {
        StringBuilder rewritten = new StringBuilder();
        String[] separators = {" ", "  ", "-", " - ", ", ", "\u3000", "\u00a0", "_", "/"};
        for (int i = 0; i < name.length(); i++) {
            String letter = name.substring(i, i + 1);
            if (letter.equals(" ")) {
                rewritten.append(separators[random.nextInt(separators.length)]);
                continue;
            }
            letter = random.nextBoolean() ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT);
            char only = letter.charAt(0);
            boolean widens = letter.length() == 1 && only > ' ' && only < 0x7f && random.nextInt(4) == 0;
            rewritten.append(widens ? String.valueOf((char) (only + 0xFEE0)) : letter);
        }
        return random.nextBoolean() ? rewritten.toString() : " \"" + rewritten + "\" ";
    }
}
