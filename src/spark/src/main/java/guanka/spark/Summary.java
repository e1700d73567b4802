package guanka.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import guanka.facts.Determination.RulesetId;
import guanka.workbench.impact.Answer;
import guanka.workbench.impact.ChangedRow;
import guanka.workbench.impact.Direction;
import guanka.workbench.impact.Flip;
import guanka.workbench.impact.Impact;
import guanka.workbench.impact.ImpactReport;
import guanka.workbench.impact.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What moved, all parts together, in the form of the service's impact report: by row, provision and party, milder ones first. Counted
 * where the parts lie; of a party with a million shipments each executor sends one number.
 */
final class Summary {

    static final String FILE = "_summary.json";

    private static final String SIDE = "struct<outcome: string, reviewPolicy: string>";
    private static final String FLIP = "struct<id: string, direction: string, `from`: " + SIDE + ", to: " + SIDE
            + ", provisions: array<string>, rows: array<struct<workbook: string, sheet: string, row: int, key: string, change: string>>"
            + ", parties: array<string>>";

    private final SparkSession spark;
    private final Run run;

    Summary(SparkSession spark, Run run) {
        this.spark = spark;
        this.run = run;
    }

    ImpactReport write(Manifest manifest, ShippedRuleset ruleset, ShippedRuleset baseline) throws IOException {
        Dataset<Row> flips = flips(manifest).cache();
        try {
            ImpactReport report = report(flips, manifest.counts(), ruleset, baseline);
            Storage.writeJson(run.files(), Storage.within(run.output(), FILE), report);
            return report;
        } finally {
            flips.unpersist();
        }
    }

    private Dataset<Row> flips(Manifest manifest) {
        String[] parts = manifest.parts().stream()
                .map(part -> Storage.within(run.output(), part.part()).toString())
                .toArray(String[]::new);
        Dataset<Row> answers = Format.valueOf(manifest.run().format()) == Format.PARQUET
                ? spark.read().parquet(parts).select(col("answer"))
                : spark.read().text(parts).select(col("value").as("answer"));
        Column direction = col("flip.direction");
        for (Direction one : Direction.values()) {
            direction = when(col("flip.direction").equalTo(one.name()), lit(one.ordinal()))
                    .otherwise(direction);
        }
        return answers.select(
                        col("answer"),
                        from_json(col("answer"), org.apache.spark.sql.types.DataType.fromDDL(FLIP))
                                .as("flip"))
                .where(col("flip.direction").isNotNull())
                .select(
                        col("answer"),
                        col("flip"),
                        direction.cast("int").as("rank"),
                        col("flip.id").substr(lit(6), lit(20)).cast("long").as("line"));
    }

    private static ImpactReport report(
            Dataset<Row> flips, Map<String, Long> counts, ShippedRuleset ruleset, ShippedRuleset baseline) {
        Selection selection = ShippedRuleset.impact(ruleset, baseline).selection();
        long[] of = Arrays.stream(Direction.values())
                .mapToLong(one -> counts.getOrDefault(MovesTask.name(one), 0L))
                .toArray();
        long flipped = Arrays.stream(of).sum();
        List<Flip> listed = flips
                .orderBy(col("rank"), col("line"))
                .limit(Impact.FLIPS_LISTED)
                .select("answer")
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .map(Summary::flip)
                .toList();
        return new ImpactReport(
                id(ruleset),
                id(baseline),
                false,
                new ImpactReport.Totals(
                        counts.getOrDefault("shipments", 0L),
                        0,
                        counts.getOrDefault(MovesTask.SELECTED, 0L),
                        flipped,
                        of[0],
                        of[1],
                        of[2],
                        of[3]),
                selection.changes(),
                selection.everything(),
                matrix(flips),
                byRow(flips),
                byName(flips, "provisions", Integer.MAX_VALUE),
                byName(flips, "parties", Impact.FLIPS_LISTED),
                0,
                listed,
                flipped - listed.size());
    }

    private static RulesetId id(ShippedRuleset ruleset) {
        return new RulesetId(ruleset.guanka().version(), ruleset.digest());
    }

    private static Flip flip(String json) {
        try {
            return Storage.parse(json.getBytes(StandardCharsets.UTF_8), Flip.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ImpactReport.Cell> matrix(Dataset<Row> flips) {
        return flips
                .groupBy(col("rank"), col("flip.from.outcome"), col("flip.to.outcome"))
                .count()
                .collectAsList()
                .stream()
                .map(row -> new ImpactReport.Cell(
                        row.getString(1), row.getString(2), Direction.values()[row.getInt(0)], row.getLong(3)))
                .sorted(Comparator.comparing(ImpactReport.Cell::direction)
                        .thenComparing(cell -> Answer.OUTCOMES.indexOf(cell.from()))
                        .thenComparing(cell -> Answer.OUTCOMES.indexOf(cell.to())))
                .toList();
    }

    private static Column milder() {
        return sum(when(col("rank").equalTo(Direction.MILDER.ordinal()), 1L).otherwise(0L));
    }

    private static List<ImpactReport.ByRow> byRow(Dataset<Row> flips) {
        return flips
                .select(col("rank"), explode(col("flip.rows")).as("row"))
                .groupBy("row")
                .agg(count("*"), milder())
                .collectAsList()
                .stream()
                .map(row -> new ImpactReport.ByRow(changed(row.getStruct(0)), row.getLong(1), row.getLong(2)))
                .sorted(Comparator.comparing(ImpactReport.ByRow::count)
                        .reversed()
                        .thenComparing(ImpactReport.ByRow::row))
                .toList();
    }

    private static ChangedRow changed(Row row) {
        return new ChangedRow(row.getString(0), row.getString(1), row.getInt(2), row.getString(3), row.getString(4));
    }

    private static List<ImpactReport.Count> byName(Dataset<Row> flips, String names, int most) {
        return flips
                .select(col("rank"), explode(col("flip." + names)).as("name"))
                .groupBy("name")
                .agg(count("*").as("count"), milder().as("milder"))
                .orderBy(col("count").desc(), col("name"))
                .limit(most)
                .collectAsList()
                .stream()
                .map(row -> new ImpactReport.Count(row.getString(0), row.getLong(1), row.getLong(2)))
                // ties as elsewhere: by the code units of the name
                .sorted(Comparator.comparing(ImpactReport.Count::count)
                        .reversed()
                        .thenComparing(ImpactReport.Count::name))
                .toList();
    }
}
