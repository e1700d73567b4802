package guanka.engine.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.facts.rows.ItemRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("From a product to its code")
class ItemSearchTest {

    private static final String CN = "CN";
    private static final String US = "US";

    /** More codes than announcements alone name. */
    private static final int A_WHOLE_LIST = 700;

    private static final ItemSearch SEARCH = new ItemSearch(TestRuleset.get());

    private static List<Candidate> found(String words, String jurisdiction) {
        return SEARCH.candidates(new Sought(null, words, null, null), jurisdiction, null, 5);
    }

    private static List<String> codes(List<Candidate> candidates) {
        return candidates.stream().map(c -> c.item().code()).toList();
    }

    private static String first(String words) {
        return codes(found(words, CN)).stream().findFirst().orElse("nothing");
    }

    @Test
    @DisplayName("of the products that people describe, nine of ten find their code among five, seven of ten first")
    void descriptionsOfPeople() throws IOException {
        Set<String> held = SEARCH.items(CN).stream().map(ControlledItem::code).collect(Collectors.toSet());
        Pattern customs = Pattern.compile("\\(([0-9]{6,13})\\)");
        int asked = 0;
        int first = 0;
        int amongFive = 0;
        List<String> notHeld = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        for (String line : lines()) {
            String[] part = line.split(" \\| ");
            List<String> right = List.of(part[1].split("; "));
            if (right.stream().noneMatch(held::contains)) {
                notHeld.add(part[1]);
                continue;
            }
            asked++;
            Matcher code = customs.matcher(part[0]);
            String hsCode = code.find() ? code.group(1) : null;
            String words = customs.matcher(part[0]).replaceAll("").strip();
            List<String> codes = codes(SEARCH.candidates(new Sought(hsCode, words, null, null), CN, null, 5));
            first += !codes.isEmpty() && right.contains(codes.get(0)) ? 1 : 0;
            if (codes.stream().anyMatch(right::contains)) {
                amongFive++;
            } else {
                missed.add(part[0] + " is " + part[1] + ", found " + codes);
            }
        }
        System.out.println("Of " + asked + " descriptions " + first + " find their code first, " + amongFive
                + " among five; missed " + missed + "; the ruleset does not hold " + notHeld);
        assertTrue(asked >= 20, "only " + asked + " codes of the table are held: " + notHeld);
        if (held.size() > A_WHOLE_LIST) {
            assertEquals(List.of(), notHeld, "the ruleset holds the list and not these codes of it");
        }
        assertTrue(amongFive >= 0.9 * asked, amongFive + " of " + asked + ", missed " + missed);
        assertTrue(first >= 0.7 * asked, first + " of " + asked);
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = ItemSearchTest.class.getResourceAsStream("product-descriptions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void traditionalCharactersFindWhatSimplifiedOnesFind() {
        assertEquals("1C905.a.4", first("含镝的钕铁硼永磁材料"));
        assertEquals(codes(found("含镝的钕铁硼永磁材料", CN)), codes(found("含鏑的釹鐵硼永磁材料", CN)));
    }

    @Test
    @DisplayName("a word of the table finds what the list calls otherwise, and the answer names the row of the table")
    void synonyms() {
        Candidate magnet = found("NdFeB with terbium", CN).get(0);
        assertEquals("1C904.a.4", magnet.item().code());
        assertTrue(
                magnet.grounds().stream()
                        .anyMatch(g -> g.given().equals("ndfeb")
                                && g.row().sheet().equals("Product words")
                                && g.row().key().equals("neodymium-magnet")),
                magnet.grounds().toString());
        assertEquals(first("samarium cobalt magnet"), first("钐钴磁钢"));
        assertEquals(first("SmCo magnet"), first("钐钴磁钢"));
    }

    @Test
    void chineseWordsFindEntriesThatAreNamedInEnglishAlone() {
        assertTrue(codes(found("无人机", US)).contains("9A012"));
    }

    @Test
    @DisplayName("a code in the words finds itself and what stands under it")
    void codeInTheWords() {
        List<String> codes = codes(found("magnets under 1c905a4", CN));
        assertEquals("1C905.a.4", codes.get(0));
        assertTrue(codes(SEARCH.candidates(new Sought(null, "1C904", null, null), CN, null, 100)).stream()
                .allMatch(code -> code.startsWith("1C904")));
    }

    @Test
    @DisplayName("a customs code finds the goods whose codes share most digits")
    void customsCode() {
        List<Candidate> candidates = SEARCH.candidates(new Sought("2805301200", null, null, null), CN, null, 5);
        assertEquals("1C905.a.1", candidates.get(0).item().code());
        assertEquals(Ground.Kind.HS_CODE, candidates.get(0).grounds().get(0).kind());
        assertEquals(List.of(), SEARCH.candidates(new Sought("0101210000", null, null, null), CN, null, 5));
        assertEquals(
                "1C904.a.1",
                codes(SEARCH.candidates(new Sought("280530", "terbium", null, null), CN, null, 5))
                        .get(0));
    }

    @Test
    void aCasNumberAndAFormulaAreFoundAsTheyAreWritten() {
        assertEquals("1C914.c", first("extractant, CAS 83411-71-6"));
        assertEquals("1C905.b", first("Dy₂O₃"));
    }

    @Test
    void theFormOfTheGoodsTellsEntriesApart() {
        String magnet = codes(SEARCH.candidates(new Sought(null, "dysprosium", "MAGNET", null), CN, null, 5))
                .get(0);
        assertEquals("1C905.a.4", magnet);
    }

    @Test
    @DisplayName("a word that is only begun finds already, where somebody types")
    void whileTyping() {
        assertEquals(List.of(), found("dyspr", CN));
        assertFalse(SEARCH.candidates(new Sought(null, "dyspr", null, null, true), CN, null, 5)
                .isEmpty());
    }

    @Test
    void anEntryIsACandidateOnTheDaysOnWhichItHoldsAlone() {
        ItemRow dated = TestRuleset.get().rows(ItemRow.class).stream()
                .filter(row -> row.from() != null
                        && row.codes().size() == 1
                        && row.list().startsWith(CN))
                .findFirst()
                .orElse(null);
        if (dated == null) {
            return; // no row of the published tables begins on a day
        }
        String code = dated.codes().get(0);
        LocalDate before = dated.from().minusDays(1);
        assertFalse(SEARCH.candidates(new Sought(null, code, null, null), CN, before, 5).stream()
                .anyMatch(c -> c.row().equals(dated)));
    }

    @Test
    @DisplayName("what no list knows has no candidates")
    void nothingAlike() {
        assertEquals(List.of(), found("qwertz uiop", CN));
        assertEquals(List.of(), found("", CN));
        assertEquals(List.of(), found("magnet", "XX"));
    }

    @Test
    @DisplayName("the same rows give the same candidates, grounds and order, whoever built the index")
    void sameRowsSameAnswer() throws IOException {
        var other = new ItemSearch(TestRuleset.get());
        for (String line : lines()) {
            var sought = new Sought(null, line.split(" \\| ")[0], null, null);
            for (String jurisdiction : SEARCH.jurisdictions()) {
                assertEquals(
                        SEARCH.candidates(sought, jurisdiction, null, 20).toString(),
                        other.candidates(sought, jurisdiction, null, 20).toString());
            }
        }
    }

    @Property(tries = 200)
    @Label("whatever is written, no more candidates come than asked for, each once and with a ground")
    void anyText(@ForAll @StringLength(max = 300) String words) {
        List<Candidate> candidates = found(words, CN);
        assertTrue(candidates.size() <= 5);
        assertEquals(candidates.size(), Set.copyOf(codes(candidates)).size());
        candidates.forEach(c -> assertFalse(c.grounds().isEmpty(), words));
    }
}
