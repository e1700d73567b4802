package guanka.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import guanka.facts.Determination;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The one way to write an answer: properties in the order of the record's components, no white space, UTF-8, decimals as texts
 * that keep every digit, days in ISO form, maps and sets sorted. The same answer gives the same bytes on every machine.
 */
public final class CanonicalJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new SimpleModule()
                    .addSerializer(BigDecimal.class, new Plain())
                    .addSerializer(Numeral.class, new AsGiven())
                    .addSerializer(LocalDate.class, ToStringSerializer.instance)
                    .addSerializer(OffsetDateTime.class, ToStringSerializer.instance)
                    .addSerializer(Set.class, new Sorted()))
            .build();

    private static final ObjectWriter DETERMINATIONS = MAPPER.writerFor(Determination.class);

    private CanonicalJson() {}

    public static byte[] write(Determination determination) {
        return write(DETERMINATIONS, determination);
    }

    /** Any other answer that is made of records, lists, maps, texts and numbers, by the same rules. */
    public static byte[] write(Object answer) {
        return write(MAPPER.writer(), answer);
    }

    private static byte[] write(ObjectWriter writer, Object answer) {
        try {
            return writer.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the answer cannot be written", e);
        }
    }

    /** A number that a caller sent comes back digit by digit. */
    private static final class AsGiven extends JsonSerializer<Numeral> {

        @Override
        public void serialize(Numeral given, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(given.text());
        }
    }

    private static final class Plain extends JsonSerializer<BigDecimal> {

        @Override
        public void serialize(BigDecimal decimal, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(decimal.toPlainString());
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class Sorted extends JsonSerializer<Set> {

        @Override
        public void serialize(Set set, JsonGenerator out, SerializerProvider provider) throws IOException {
            List<Object> entries = new ArrayList<>();
            for (Object entry : set) {
                entries.add(entry);
            }
            entries.sort(Comparator.comparing(String::valueOf));
            out.writeStartArray();
            for (Object entry : entries) {
                provider.defaultSerializeValue(entry, out);
            }
            out.writeEndArray();
        }
    }
}
