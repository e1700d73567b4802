package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.tables.Columns;
import guanka.tables.SheetView;
import guanka.workbench.impact.Flip;
import guanka.workbench.impact.Impact;
import guanka.workbench.impact.Past;
import guanka.workbench.impact.Progress;
import guanka.workbench.impact.Selection;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One cell of the workbooks with another word that its column allows, as an analyst's slip would leave it. */
record Mutant(String workbook, String sheet, String key, String header, String was, String is) {

    /** What becomes of a mutant on its way to being approved. */
    enum Fate {
        /** The reader or the loader names the cell, or another that contradicts it. */
        REFUSED,
        /** The check tells something that it does not tell of the ruleset as it is. */
        TOLD_BY_CHECK,
        /** The impact lists a case that is decided otherwise. */
        TOLD_BY_IMPACT,
        /** Only what words or explains has changed, or nothing has: no decision can depend on it. */
        NEUTRAL,
        /** Nobody is told. */
        UNNOTICED
    }

    /** Draws mutants: of all columns with the same chance, so that a long list does not drown the law. */
    static final class Source {
        /** What a column of a country chart or of country groups is called. */
        private static final String CHART_COLUMN = "[A-Z]{2} [0-9]|[A-Z](:[0-9])?";

        private final Ruleset ruleset;
        private final List<SheetView> sheets;
        private final List<Place> places = new ArrayList<>();

        private record Place(SheetView sheet, Columns.Column column) {}

        Source(Ruleset ruleset, Columns columns) {
            this.ruleset = ruleset;
            sheets = ruleset.tables().sheets();
            for (Columns.Workbook book : columns.workbooks()) {
                for (Columns.Sheet declared : book.sheets()) {
                    for (Columns.Column column : declared.columns()) {
                        sheets.stream()
                                .filter(view -> view.workbook().equals(book.file())
                                        && view.sheet().equals(declared.sheet())
                                        && !view.rows().isEmpty())
                                .filter(view -> !Set.of("text", "key").contains(scalar(column)))
                                .forEach(view -> places.add(new Place(view, column)));
                    }
                }
            }
        }

        private static String scalar(Columns.Column column) {
            return "list".equals(column.type()) ? column.of() : column.type();
        }

        /** Columns whose cells are not free text. */
        int columns() {
            return places.size();
        }

        Mutant random(Random random) {
            while (true) {
                Optional<Mutant> drawn = of(places.get(random.nextInt(places.size())), random);
                if (drawn.isPresent()) {
                    return drawn.get();
                }
            }
        }

        /** One of each column of which some row allows another word. */
        Set<Mutant> ofEachColumn(Random random) {
            Set<Mutant> drawn = new LinkedHashSet<>();
            for (Place place : places) {
                Stream.generate(() -> of(place, random))
                        .limit(place.sheet().rows().size())
                        .flatMap(Optional::stream)
                        .findFirst()
                        .ifPresent(drawn::add);
            }
            return drawn;
        }

        /** One of a row of a column, drawn; empty where the row allows no other word. */
        private Optional<Mutant> of(Place place, Random random) {
            List<SheetView.Row> rows = place.sheet().rows();
            List<Mutant> mutants = of(place, rows.get(random.nextInt(rows.size())));
            return mutants.isEmpty() ? Optional.empty() : Optional.of(mutants.get(random.nextInt(mutants.size())));
        }

        private List<Mutant> of(Place place, SheetView.Row row) {
            SheetView sheet = place.sheet();
            String was = row.cells().get(sheet.headers().indexOf(place.column().header()));
            Set<String> words = new LinkedHashSet<>();
            if ("list".equals(place.column().type())) {
                List<String> parts = was.isEmpty() ? List.of() : Arrays.asList(was.split("; "));
                for (String part : parts) {
                    words.add(joined(parts, part, null));
                }
                for (String word : words(place.column(), sheet, parts.isEmpty() ? "" : parts.get(0))) {
                    if (!parts.contains(word)) {
                        words.add(joined(parts, null, word));
                    }
                }
            } else {
                words.addAll(words(place.column(), sheet, was));
            }
            if (place.column().none() != null) {
                words.add(place.column().none());
            }
            if (place.column().unknown()) {
                words.add("?");
            }
            words.remove(was);
            words.remove("");
            return words.stream()
                    .map(is -> new Mutant(
                            sheet.workbook(),
                            sheet.sheet(),
                            row.key(),
                            place.column().header(),
                            was,
                            is))
                    .toList();
        }

        private static String joined(List<String> parts, String without, String with) {
            List<String> list = new ArrayList<>(parts);
            list.remove(without);
            if (with != null) {
                list.remove("?");
                list.add(with);
            }
            return String.join("; ", list);
        }

        private Collection<String> words(Columns.Column column, SheetView sheet, String was) {
            return switch (scalar(column)) {
                case "enum" -> column.values();
                case "vocabulary" -> ruleset.vocabulary(column.in());
                case "ref" -> keys(column.to());
                case "reading" -> {
                    Set<String> readings = new LinkedHashSet<>(List.of("ANY"));
                    readings.addAll(keys("provisions.xlsx!Readings"));
                    yield readings;
                }
                case "country" -> Arrays.asList(Locale.getISOCountries());
                case "date" -> days(was);
                case "decimal", "integer" -> numbers(was);
                default -> ofOtherRows(sheet, column.header());
            };
        }

        private Collection<String> keys(String to) {
            return Arrays.stream(to.split("\\|"))
                    .flatMap(one -> keysOf(one.split("!")))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private Stream<String> keysOf(String[] to) {
            return sheets.stream()
                    .filter(view ->
                            view.workbook().equals(to[0]) && view.sheet().equals(to[1]))
                    .flatMap(view -> to.length < 3
                            ? view.rows().stream().map(SheetView.Row::key)
                            : to[2].equals("*")
                                    ? view.headers().stream().filter(header -> header.matches(CHART_COLUMN))
                                    : ofOtherRows(view, to[2]).stream());
        }

        private static Collection<String> ofOtherRows(SheetView sheet, String header) {
            int column = sheet.headers().indexOf(header);
            return sheet.rows().stream()
                    .flatMap(row -> Arrays.stream(row.cells().get(column).split("; ")))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private static Collection<String> days(String was) {
            return was.matches("\\d{4}-\\d\\d-\\d\\d")
                    ? List.of(
                            LocalDate.parse(was).minusDays(1).toString(),
                            LocalDate.parse(was).plusDays(1).toString(),
                            LocalDate.parse(was).plusYears(1).toString())
                    : List.of("2025-10-20", "2026-11-27", "2027-02-01");
        }

        private static Collection<String> numbers(String was) {
            if (!was.matches("[0-9.]+")) {
                return List.of("1");
            }
            BigDecimal number = new BigDecimal(was);
            return List.of(
                    number.add(number.ulp()).toPlainString(),
                    number.subtract(number.ulp()).abs().toPlainString(),
                    number.add(number).toPlainString());
        }
    }

    /** The ruleset as it is, with what is known of it before anything is changed. */
    record Original(Decisions decisions, Set<String> told, List<Past> cases) {

        static Original of(Decisions decisions, LocalDate day) {
            List<Past> cases = new ArrayList<>();
            for (Case one : new Replay(decisions).cases()) {
                cases.add(
                        new Past(one.id(), Past.CASE, one.shipment().toString().getBytes(StandardCharsets.UTF_8)));
            }
            return new Original(decisions, sentences(Checks.of(decisions, decisions, day)), cases);
        }
    }

    private static Set<String> sentences(CheckReport report) {
        return report.findings().stream()
                .map(finding -> finding.code() + " " + finding.message().en()
                        + (finding.place() == null
                                ? ""
                                : " " + finding.place().sheet() + " "
                                        + finding.place().key()))
                .collect(Collectors.toSet());
    }

    Fate fate(Original original, LocalDate day) throws IOException {
        Ruleset edited;
        try {
            edited = new EditedRuleset().cell(workbook, sheet, key, header, is).load();
        } catch (RefusedRuleset refused) {
            return Fate.REFUSED;
        }
        try (var draft = new Decisions(edited)) {
            if (Selection.between(draft, original.decisions()).pairs().isEmpty()) {
                return Fate.NEUTRAL;
            }
            if (!original.told().containsAll(sentences(Checks.of(draft, original.decisions(), day)))) {
                return Fate.TOLD_BY_CHECK;
            }
            List<Flip> flips = new ArrayList<>();
            new Impact(draft, original.decisions(), 1)
                    .run(
                            original.cases().iterator(),
                            original.cases().size(),
                            new Impact.Listener() {
                                @Override
                                public void progress(Progress told) {}

                                @Override
                                public void flip(Flip told) {
                                    flips.add(told);
                                }
                            },
                            () -> false);
            return flips.isEmpty() ? Fate.UNNOTICED : Fate.TOLD_BY_IMPACT;
        }
    }

    @Override
    public String toString() {
        return workbook + "!" + sheet + " " + key + " " + header + ": `" + was + "` -> `" + is + "`";
    }
}
