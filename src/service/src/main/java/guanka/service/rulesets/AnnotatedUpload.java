package guanka.service.rulesets;

import guanka.facts.Text;
import guanka.tables.AnnotatedWorkbook;
import guanka.tables.CellMistake;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** The workbook of an analyst with its mistakes written into it. */
public record AnnotatedUpload(String name, byte[] bytes) {

    /** The first workbook that holds mistakes; null where none can be written into. */
    static AnnotatedUpload of(
            SortedMap<String, byte[]> workbooks, List<CellMistake> mistakes, Function<Text, String> language) {
        for (CellMistake mistake : mistakes) {
            byte[] workbook = workbooks.get(mistake.workbook());
            if (workbook != null) {
                List<CellMistake> here = mistakes.stream()
                        .filter(one -> one.workbook().equals(mistake.workbook()))
                        .toList();
                Optional<byte[]> annotated = AnnotatedWorkbook.of(mistake.workbook(), workbook, here, language);
                if (annotated.isPresent()) {
                    return new AnnotatedUpload(mistake.workbook(), annotated.get());
                }
            }
        }
        return null;
    }

    static Function<Text, String> language(HttpServerRequest request) {
        String language = request.getHeader("Accept-Language");
        return language != null && language.startsWith("zh") ? Text::zh : Text::en;
    }
}
