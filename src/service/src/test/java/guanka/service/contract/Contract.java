package guanka.service.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import guanka.service.requests.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The description of the interface, to hold answers against. */
public final class Contract {

    public static final JsonNode DOCUMENT = document();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "https://guanka.example/openapi.json";
    private static final String PROBLEM = "application/problem+json";
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            factory -> factory.schemaLoaders(loaders -> loaders.schemas(Map.of(ADDRESS, DOCUMENT.toString()))));
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private Contract() {}

    private static JsonNode document() {
        try (InputStream in =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("META-INF/openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where an answer is not what the description says; empty where it is. */
    public static List<String> mistakes(String method, String path, int status, String contentType, byte[] body) {
        String type = contentType == null
                ? ""
                : contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (status >= 400) {
            return method.equals("HEAD") || isWorkbook(type) ? List.of() : problem(type, body);
        }
        String template = template(path);
        JsonNode operation = template == null
                ? DOCUMENT.path("none")
                : DOCUMENT.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            return method.equals("OPTIONS") || method.equals("HEAD")
                    ? List.of()
                    : List.of("the description has no " + method + " " + path);
        }
        JsonNode answer = operation.path("responses").path(String.valueOf(status));
        if (answer.isMissingNode()) {
            return List.of("the description has no answer " + status);
        }
        JsonNode content = answer.path("content");
        if (content.isMissingNode()) {
            return body.length == 0 ? List.of() : List.of("the description has no content for " + status);
        }
        if (!content.has(type)) {
            return List.of("the description has no content `" + type + "` for " + status);
        }
        String at = "#/paths/" + step(template) + "/" + method.toLowerCase(Locale.ROOT) + "/responses/" + status
                + "/content/" + step(type) + "/schema";
        return type.equals(Lines.NDJSON)
                ? lines(content.path(type).path("schema"), body)
                : type.endsWith("json") ? mistakes(at, body) : List.of();
    }

    /** Mistakes of a JSON text against a schema of the components. */
    static List<String> mistakesOf(String component, byte[] json) {
        return mistakes("#/components/schemas/" + component, json);
    }

    private static boolean isWorkbook(String type) {
        return type.equals("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    private static List<String> problem(String type, byte[] body) {
        return type.equals(PROBLEM) ? mistakesOf("Problem", body) : List.of("a refusal of the type `" + type + "`");
    }

    private static List<String> lines(JsonNode schema, byte[] body) {
        String component = schema.path("$ref").asText().replaceFirst(".*/", "");
        List<String> mistakes = new ArrayList<>();
        for (String line : new String(body, StandardCharsets.UTF_8).split("\n")) {
            if (!line.isBlank()) {
                mistakes.addAll(mistakes(
                        "#/components/schemas/" + component + "/contentSchema", line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return mistakes;
    }

    private static List<String> mistakes(String at, byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return List.of("not JSON: " + e.getMessage());
        }
        JsonSchema schema =
                SCHEMAS.computeIfAbsent(at, x -> FACTORY.getSchema(SchemaLocation.of(ADDRESS + at), STRICT));
        return schema.validate(json).stream()
                .map(ValidationMessage::toString)
                .sorted()
                .toList();
    }

    /** The path of the description that an address is of; one without variables before one with them. */
    private static String template(String path) {
        List<String> templates = new ArrayList<>();
        DOCUMENT.path("paths").fieldNames().forEachRemaining(templates::add);
        return templates.stream()
                .filter(template -> Pattern.matches(
                        template.replaceAll("\\{[a-z]+}$", template.startsWith("/v1/provisions") ? ".+" : "[^/]+")
                                .replaceAll("\\{[a-z]+}", "[^/]+"),
                        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path))
                .min(Comparator.comparing((String template) -> template.contains("{"))
                        .thenComparing(Comparator.comparing(String::length).reversed()))
                .orElse(null);
    }

    private static String step(String name) {
        return name.replace("~", "~0")
                .replace("/", "~1")
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace("+", "%2B");
    }
}
