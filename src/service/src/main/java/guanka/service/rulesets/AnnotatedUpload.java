package guanka.service.rulesets;

import guanka.facts.Text;
import guanka.tables.AnnotatedWorkbook;
import guanka.tables.CellMistake;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The workbook of an analyst with its mistakes written into it. */
record AnnotatedUpload(String name, byte[] bytes) {

    /** The first workbook that holds mistakes; null where none can be written into. */
    static AnnotatedUpload of(
            SortedMap<String, byte[]> workbooks, List<CellMistake> mistakes, HttpServerRequest request) {
        String language = request.getHeader("Accept-Language");
        for (CellMistake mistake : mistakes) {
            byte[] workbook = workbooks.get(mistake.workbook());
            if (workbook != null) {
                List<CellMistake> here = mistakes.stream()
                        .filter(one -> one.workbook().equals(mistake.workbook()))
                        .toList();
                Optional<byte[]> annotated = AnnotatedWorkbook.of(
                        mistake.workbook(),
                        workbook,
                        here,
                        language != null && language.startsWith("zh") ? Text::zh : Text::en);
                if (annotated.isPresent()) {
                    return new AnnotatedUpload(mistake.workbook(), annotated.get());
                }
            }
        }
        return null;
    }
}
