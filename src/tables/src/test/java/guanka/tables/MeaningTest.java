package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken for what it surely means, and what stays as it is because it could mean two things. */
class MeaningTest {

    private static final Columns COLUMNS = Columns.parse("""
            {"workbooks": [{"file": "b.xlsx", "sheets": [{"sheet": "S", "columns": [
              {"header": "key", "type": "key"},
              {"header": "day", "type": "date", "none": "OPEN"},
              {"header": "share", "type": "decimal", "unit": "percent"},
              {"header": "amount", "type": "decimal"},
              {"header": "count", "type": "integer"},
              {"header": "answer", "type": "enum", "values": ["YES", "NO"]},
              {"header": "class", "type": "enum", "values": ["1", "2", "5E2"]},
              {"header": "customs", "type": "code", "pattern": "(0[1-9]|[1-9][0-9])([0-9]{2}|[0-9]{4})", "shape": {"en": "a", "zh": "一"}},
              {"header": "control", "type": "code", "pattern": "[0-9][A-Z]?[0-9]{2,3}", "shape": {"en": "a", "zh": "一"}},
              {"header": "codes", "type": "list", "of": "code"},
              {"header": "names", "type": "list", "of": "text"},
              {"header": "text", "type": "text"}]}]}]}
            """.getBytes(StandardCharsets.UTF_8));

    static Stream<Arguments> taken() {
        return Stream.of(
                Arguments.of("day", Grid.Kind.DATE, "2027-01-11", "2027-01-11"),
                Arguments.of("day", Grid.Kind.TEXT, "2027/1/11", "2027-01-11"),
                Arguments.of("day", Grid.Kind.TEXT, "2027.1.11", "2027-01-11"),
                Arguments.of("day", Grid.Kind.TEXT, "2027-1-11", "2027-01-11"),
                Arguments.of("day", Grid.Kind.TEXT, "2027年1月11日", "2027-01-11"),
                Arguments.of("day", Grid.Kind.TEXT, "２０２７年１月１１日", "2027-01-11"),
                Arguments.of("day", Grid.Kind.TEXT, "20270111", "2027-01-11"),
                Arguments.of("day", Grid.Kind.TEXT, "2027-01-11 00:00:00", "2027-01-11"),
                Arguments.of("share", Grid.Kind.PERCENT, "0.1", "0.1"),
                Arguments.of("share", Grid.Kind.TEXT, "0.1%", "0.1"),
                Arguments.of("share", Grid.Kind.TEXT, "０．１％", "0.1"),
                Arguments.of("share", Grid.Kind.TEXT, "0。1", "0.1"),
                Arguments.of("amount", Grid.Kind.NUMBER, "12.5", "12.5"),
                Arguments.of("count", Grid.Kind.NUMBER, "45", "45"),
                Arguments.of("answer", Grid.Kind.BOOLEAN, "TRUE", "YES"),
                Arguments.of("answer", Grid.Kind.BOOLEAN, "FALSE", "NO"),
                Arguments.of("answer", Grid.Kind.TEXT, "ＹＥＳ", "YES"),
                Arguments.of("class", Grid.Kind.NUMBER, "2", "2"),
                Arguments.of("class", Grid.Kind.NUMBER, "500", "5E2"),
                Arguments.of("customs", Grid.Kind.NUMBER, "8110", "8110"),
                Arguments.of("control", Grid.Kind.TEXT, "５Ｅ００２", "5E002"),
                Arguments.of(
                        "codes", Grid.Kind.TEXT, "5E002、1C902，3A001;4A003；9E003", "5E002; 1C902; 3A001; 4A003; 9E003"),
                Arguments.of("names", Grid.Kind.TEXT, "红木精密、北方联合光电；天合新材料", "红木精密; 北方联合光电; 天合新材料"),
                Arguments.of("names", Grid.Kind.TEXT, "红木精密，北方联合光电,天合新材料/华彩", "红木精密; 北方联合光电; 天合新材料; 华彩"),
                Arguments.of(
                        "names", Grid.Kind.TEXT, "红木精密， Redwood Ltd.;Hafen GmbH", "红木精密; Redwood Ltd.; Hafen GmbH"),
                // copied from a PDF: radicals in the place of characters
                Arguments.of("names", Grid.Kind.TEXT, "\u2F24\u2F30\u2F25", "大己女"),
                Arguments.of("text", Grid.Kind.TEXT, "出\u2F1D管制\uF90A属", "出口管制金属"),
                Arguments.of("key", Grid.Kind.TEXT, "ＣＮ－１（ａ）", "CN-1(a)"));
    }

    static Stream<Arguments> left() {
        return Stream.of(
                Arguments.of("day", Grid.Kind.PART_OF_DATE, "2026-01-11"),
                Arguments.of("day", Grid.Kind.MOMENT, "2027-01-11T08:00"),
                Arguments.of("day", Grid.Kind.NUMBER, "46398"),
                Arguments.of("day", Grid.Kind.TEXT, "11/01/2027"),
                Arguments.of("day", Grid.Kind.TEXT, "11.01.2027"),
                Arguments.of("day", Grid.Kind.TEXT, "2027/2/30"),
                Arguments.of("day", Grid.Kind.TEXT, "2027111"),
                Arguments.of("day", Grid.Kind.TEXT, "2027-01-11 08:00:00"),
                Arguments.of("share", Grid.Kind.DATE, "2027-01-11"),
                Arguments.of("amount", Grid.Kind.PERCENT, "10"),
                Arguments.of("amount", Grid.Kind.TEXT, "10%"),
                Arguments.of("amount", Grid.Kind.TEXT, "1,000"),
                Arguments.of("answer", Grid.Kind.NUMBER, "1"),
                Arguments.of("customs", Grid.Kind.NUMBER, "10121"),
                Arguments.of("control", Grid.Kind.NUMBER, "500"),
                Arguments.of("key", Grid.Kind.NUMBER, "1"),
                Arguments.of("key", Grid.Kind.DATE, "2027-01-02"),
                Arguments.of("names", Grid.Kind.TEXT, "Muster, Ltd., Hafen GmbH"),
                Arguments.of("names", Grid.Kind.TEXT, "Muster，Ltd."),
                Arguments.of("names", Grid.Kind.TEXT, "红木精密（北京,上海）"),
                Arguments.of("names", Grid.Kind.TEXT, "Redwood Optics / Deltamold"),
                Arguments.of("names", Grid.Kind.TEXT, "红木精密、、天合新材料"),
                Arguments.of("text", Grid.Kind.TEXT, "第１条，第２条；第３条"),
                Arguments.of("text", Grid.Kind.NUMBER, "1.1"));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void isTaken(String header, Grid.Kind kind, String held, String meant) {
        Grid.Cell cell = Meaning.of(column(header), new Grid.Cell(kind, held));
        assertEquals(new Grid.Cell(Grid.Kind.TEXT, meant), cell);
    }

    @ParameterizedTest
    @MethodSource("left")
    void staysAsItIs(String header, Grid.Kind kind, String held) {
        var cell = new Grid.Cell(kind, held);
        assertSame(cell, Meaning.of(column(header), cell));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void aNumberThatShowsAnotherStaysAsItIs(String header, Grid.Kind kind, String held, String meant) {
        if (kind == Grid.Kind.NUMBER || kind == Grid.Kind.PERCENT) {
            var cell = new Grid.Cell(kind, held, "another");
            assertSame(cell, Meaning.of(column(header), cell));
        }
    }

    private static Columns.Column column(String header) {
        return COLUMNS.workbooks().get(0).sheets().get(0).column(header);
    }
}
