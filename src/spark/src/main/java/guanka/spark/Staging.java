package guanka.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Lays packed files and Parquet out as lines, once for each file, so that everything after can be cut anywhere. A file is read by one
 * task from its first byte to its last; what is laid out stays until the run has ended.
 */
final class Staging {

    private static final String PARQUET = ".parquet";

    private final SparkSession spark;
    private final Broadcast<SerializableConfiguration> configuration;

    Staging(SparkSession spark, Broadcast<SerializableConfiguration> configuration) {
        this.spark = spark;
        this.configuration = configuration;
    }

    /** A file and where its lines lie. */
    record Laid(String from, String to) implements java.io.Serializable {}

    /** The files with their lines: those that are lines already, and what the others were laid out as. */
    List<String> lines(List<String> inputs, String folder, String noun) throws IOException {
        FileSystem files = Storage.of(folder, configuration.value().value());
        List<String> lines = new ArrayList<>();
        List<Laid> packed = new ArrayList<>();
        List<Laid> tables = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            String name = inputs.get(i).toLowerCase(Locale.ROOT);
            boolean isPacked = name.endsWith(".gz");
            if (!isPacked && !name.endsWith(PARQUET)) {
                lines.add(inputs.get(i));
                continue;
            }
            Path to = Storage.within(folder, String.format(Locale.ROOT, "%05d.ndjson", i));
            lines.add(to.toString());
            if (!files.exists(to)) {
                (isPacked ? packed : tables).add(new Laid(inputs.get(i), to.toString()));
            }
        }
        unpack(packed);
        for (Laid table : tables) {
            rows(table, noun);
        }
        return lines;
    }

    private void unpack(List<Laid> packed) {
        if (packed.isEmpty()) {
            return;
        }
        Broadcast<SerializableConfiguration> conf = configuration;
        new JavaSparkContext(spark.sparkContext())
                .parallelize(packed, packed.size())
                .foreach(one -> {
                    var hadoop = conf.value().value();
                    try (InputStream in =
                            new GZIPInputStream(Storage.of(one.from(), hadoop).open(new Path(one.from())), 1 << 16)) {
                        Path to = new Path(one.to());
                        Storage.write(Storage.of(one.to(), hadoop), to, temporary(to), in::transferTo);
                    } catch (java.util.zip.ZipException | java.io.EOFException damaged) {
                        throw new RefusedRun("`" + one.from() + "` cannot be unpacked: " + damaged.getMessage());
                    }
                });
    }

    private static Path temporary(Path to) {
        return to.suffix(".new-" + TaskContext.get().taskAttemptId());
    }

    private void rows(Laid table, String noun) {
        Broadcast<SerializableConfiguration> conf = configuration;
        // one split, and so the order of the file
        SparkSession whole = spark.newSession();
        whole.conf().set("spark.sql.files.maxPartitionBytes", Long.MAX_VALUE / 4);
        whole.conf().set("spark.sql.files.minPartitionNum", 1);
        var rows = whole.read().parquet(table.from());
        boolean asText = Arrays.asList(rows.columns()).contains(noun);
        Column json = asText
                ? regexp_replace(col(noun).cast(DataTypes.StringType), "[\r\n]+", " ")
                : to_json(struct(Arrays.stream(rows.schema().fields())
                        .map(field -> col("`" + field.name() + "`")
                                .cast(exact(field.dataType(), field.name()))
                                .as(field.name()))
                        .toArray(Column[]::new)));
        JavaRDD<String> lines = rows.select(coalesce(json, lit("null")))
                .as(Encoders.STRING())
                .javaRDD()
                .coalesce(1);
        lines.foreachPartition(texts -> {
            Path to = new Path(table.to());
            Storage.write(Storage.of(table.to(), conf.value().value()), to, temporary(to), out -> {
                while (texts.hasNext()) {
                    out.write(texts.next().getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                }
            });
        });
    }

    /**
     * The type as which a column becomes a fact: decimals are texts with every digit, as in JSON. Binary fractions are refused, because
     * they are not the number that somebody wrote.
     */
    static DataType exact(DataType type, String name) {
        if (type instanceof DecimalType || type instanceof DateType) {
            return DataTypes.StringType;
        }
        if (type instanceof StructType struct) {
            return new StructType(Arrays.stream(struct.fields())
                    .map(field -> new StructField(
                            field.name(), exact(field.dataType(), name + "." + field.name()), true, field.metadata()))
                    .toArray(StructField[]::new));
        }
        if (type instanceof ArrayType array) {
            return new ArrayType(exact(array.elementType(), name), true);
        }
        if (type instanceof MapType map) {
            return new MapType(map.keyType(), exact(map.valueType(), name), true);
        }
        if (type instanceof StringType
                || type.equals(DataTypes.BooleanType)
                || type.equals(DataTypes.IntegerType)
                || type.equals(DataTypes.LongType)) {
            return type;
        }
        throw new RefusedRun("column `" + name + "` is of type " + type.simpleString()
                + ": facts are texts, decimals, whole numbers, booleans and dates");
    }
}
