package guanka.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Writes the answers of a part in the order of its lines. The same answers give the same bytes. */
interface Answers extends AutoCloseable {

    /**
     * Writes one.
     *
     * @param json    one line
     * @param columns texts, or lists of texts, by the names of the job's columns; one that is absent is null
     */
    void write(long line, byte[] json, Map<String, Object> columns) throws IOException;

    @Override
    void close() throws IOException;

    static Answers into(Hashed out, Format format, List<Column> columns) throws IOException {
        return switch (format) {
            case NDJSON -> lines(out);
            // with its time at zero, as Java writes it, the same content gives the same file
            case NDJSON_GZ -> lines(new GZIPOutputStream(out, 1 << 16));
            case PARQUET -> parquet(out, columns);
        };
    }

    private static Answers lines(OutputStream out) {
        return new Answers() {
            @Override
            public void write(long line, byte[] json, Map<String, Object> columns) throws IOException {
                out.write(json);
                out.write('\n');
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    /** The schema of an answer in Parquet. */
    static MessageType schema(List<Column> columns) {
        var message = Types.buildMessage().required(PrimitiveTypeName.INT64).named("line");
        for (Column column : columns) {
            message = column.isList()
                    ? message.optionalList()
                            .requiredElement(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name())
                    : message.optional(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
        }
        return message.required(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("answer")
                .named("answers");
    }

    private static Answers parquet(Hashed out, List<Column> columns) throws IOException {
        MessageType schema = schema(columns);
        var rows = new SimpleGroupFactory(schema);
        ParquetWriter<Group> writer = ExampleParquetWriter.builder(out)
                .withType(schema)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build();
        return new Answers() {
            @Override
            public void write(long line, byte[] json, Map<String, Object> values) throws IOException {
                Group row = rows.newGroup().append("line", line);
                for (Column column : columns) {
                    Object value = values.get(column.name());
                    if (value instanceof Collection<?> texts) {
                        Group list = row.addGroup(column.name());
                        texts.forEach(text -> list.addGroup(0).append("element", text.toString()));
                    } else if (value != null) {
                        row.append(column.name(), value.toString());
                    }
                }
                row.append("answer", Binary.fromConstantByteArray(json));
                writer.write(row);
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }
}
