package guanka.records;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that may be those of one person. */
class PersonsTest {

    @ParameterizedTest
    @DisplayName("Letter case makes no second person, in any alphabet")
    @CsvSource({
        "ann,ANN",
        "wei\u00DF,WEI\u1E9E",
        "wei\u00DF,WEISS",
        "wei\u1E9E,weiss",
        "\u03BF\u03B4\u03CC\u03C2,\u039F\u0394\u038C\u03A3",
        "\u0130lk,i\u0307lk",
        "\u0131lk,ILK",
        "\u13A0,\uAB70",
        "\uD801\uDC00,\uD801\uDC28",
        "o\uFB03ce,OFFICE"
    })
    void letterCase(String one, String other) {
        assertOne(one, other);
    }

    @ParameterizedTest
    @DisplayName("Nor does what nobody sees, wherever it stands in a name")
    @ValueSource(
            ints = {
                ' ', '\t', 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1680, 0x17B4, 0x180B, 0x180E, 0x2003, 0x200B, 0x200D,
                0x2028, 0x202F, 0x205F, 0x2060, 0x2800, 0x3000, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0x16FE4,
                0x1D159, 0x1D173, 0xE0001, 0xE0100
            })
    void whatIsNotSeen(int c) {
        String unseen = Character.toString(c);
        assertTrue(Persons.isUnseen(c));
        for (String name :
                new String[] {"ann" + unseen, unseen + "ann", "an" + unseen + "n", "A" + unseen + unseen + "nn"}) {
            assertTrue(Persons.areOne("ann", name));
        }
        assertTrue(Persons.areOne("\u00E1nn", "a" + unseen + "\u0301nn"));
    }

    @ParameterizedTest
    @DisplayName("Nor do letters that look alike, of one script or of several")
    @CsvSource({
        "guanka,\u0261uanka",
        "operator,\u1D0Fperator",
        "operator,\u2D54perator",
        "ann,\uA4EEnn",
        "lisa,\u01C0isa",
        "cop,\u0441\u043E\u0440"
    })
    void lookAlikes(String one, String other) {
        assertOne(one, other);
    }

    @Test
    @DisplayName("Two people are two")
    void others() {
        assertFalse(Persons.areOne("ann", null));
        assertFalse(Persons.areOne("ann", "anna"));
        assertFalse(Persons.areOne("weis", "wei\u00DF"));
        assertFalse(Persons.areOne("ann-1", "ann-2"));
        assertFalse(Persons.areOne("\u738B\u82B3", "\u738B\u65B9"));
        assertFalse(Persons.isUnseen('a'));
        assertFalse(Persons.isUnseen(0x301));
    }

    private static void assertOne(String one, String other) {
        assertTrue(Persons.areOne(one, other));
        assertTrue(Persons.areOne(other, one));
    }
}
