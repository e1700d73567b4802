package guanka.service.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.service.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A request to an operation of the description, made from what the description says of its parameters and its body, and then changed:
 * values of other types, names that nobody knows, much too much or nothing at all. A seed makes one request.
 */
record MutatedRequest(String method, String path, String target, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEPTH_MAX = 7;
    private static final List<String> METHODS = List.of("get", "put", "post", "delete");
    private static final List<String> ACCEPTED = List.of(
            "*/*",
            "application/json",
            "application/vnd.guanka.holds+json",
            "application/x-ndjson, application/json;q=0.5",
            "text/html",
            "application/*;q=0.2",
            "nonsense");
    private static final List<String> TYPES =
            List.of("application/json", "application/x-ndjson", "text/plain", "multipart/form-data", "a/b;charset=x");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "true",
            "-1",
            "0",
            "2147483648",
            "99999999999999999999",
            "1e9",
            "2026-02-30",
            "2026-11-28",
            "P30D",
            "\u0000",
            "\ud800",
            "钐钴",
            "%",
            "a/b",
            "../x",
            "'; --",
            "x".repeat(3_000));

    /** An operation of the description. */
    record Operation(String method, String path, JsonNode described) {}

    static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        Contract.DOCUMENT
                .path("paths")
                .fields()
                .forEachRemaining(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .forEach(method -> operations.add(new Operation(
                                method.toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                path.getValue().get(method)))));
        return operations;
    }

    /** @param known values that exist, by the path up to the variable */
    static MutatedRequest of(Operation operation, Random random, Map<String, List<String>> known) {
        Map<String, String> headers = new LinkedHashMap<>();
        StringBuilder query = new StringBuilder();
        Map<String, String> inPath = new LinkedHashMap<>();
        for (JsonNode given : operation.described().path("parameters")) {
            JsonNode parameter = resolved(given);
            String name = parameter.path("name").asText();
            switch (parameter.path("in").asText()) {
                case "path" -> inPath.put(name, value(parameter, random));
                case "header" -> {
                    if (random.nextInt(4) == 0) {
                        headers.put(name, visible(value(parameter, random)));
                    }
                }
                default -> {
                    for (int times = random.nextInt(3) == 0 ? 1 + random.nextInt(10) / 9 : 0; times > 0; times--) {
                        query.append('&').append(name).append('=').append(encoded(value(parameter, random)));
                    }
                }
            }
        }
        if (random.nextInt(12) == 0) {
            query.append("&nobody=").append(encoded(pick(TEXTS, random)));
        }
        String target = filled(operation.path(), inPath, random, known);
        String method = random.nextInt(40) == 0
                ? pick(List.of("HEAD", "OPTIONS", "PATCH", "DELETE", "PUT", "GET"), random)
                : operation.method();
        if (random.nextInt(3) == 0) {
            headers.put("Accept", pick(ACCEPTED, random));
        }
        if (random.nextInt(4) == 0) {
            headers.put("Accept-Encoding", "gzip");
        }
        byte[] body = body(operation.described().path("requestBody"), headers, random);
        if (random.nextInt(40) == 0) {
            headers.put("Content-Type", pick(TYPES, random));
        }
        if (random.nextInt(60) == 0) {
            headers.put("Content-Encoding", pick(List.of("gzip", "br"), random));
        }
        return new MutatedRequest(
                method, target, target + (query.isEmpty() ? "" : "?" + query.substring(1)), headers, body);
    }

    private static JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        while (at.has("$ref")) {
            at = Contract.DOCUMENT.at(at.get("$ref").asText().substring(1));
        }
        return at;
    }

    private static <T> T pick(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    private static String value(JsonNode parameter, Random random) {
        return random.nextInt(3) == 0
                ? pick(TEXTS, random)
                : made(parameter.path("schema"), parameter.path("name").asText(), 0, random)
                        .asText();
    }

    /** Header values are of visible signs. */
    private static String visible(String value) {
        return value.replaceAll("[^\\x20-\\x7e]", "?").strip();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value.replace('\ud800', '?'), UTF_8).replace("+", "%20");
    }

    private static String filled(
            String path, Map<String, String> given, Random random, Map<String, List<String>> known) {
        String filled = path;
        for (var variable : given.entrySet()) {
            int at = filled.indexOf("{" + variable.getKey() + "}");
            List<String> there = known.get(path.substring(0, path.indexOf("{" + variable.getKey() + "}")));
            String value = there != null && random.nextInt(5) > 0 ? pick(there, random) : variable.getValue();
            filled = filled.substring(0, at)
                    + encoded(value.isBlank() || value.startsWith(".") ? "x" : value)
                    + filled.substring(at + variable.getKey().length() + 2);
        }
        return filled;
    }

    private static byte[] body(JsonNode described, Map<String, String> headers, Random random) {
        if (described.isMissingNode() || random.nextInt(30) == 0) {
            return new byte[0];
        }
        var content = described.path("content").fields().next();
        headers.put("Content-Type", content.getKey());
        JsonNode schema = content.getValue().path("schema");
        if (content.getKey().startsWith("multipart/")) {
            headers.put("Content-Type", "multipart/form-data; boundary=x");
            return form(random);
        }
        var text = new ByteArrayOutputStream();
        JsonNode line = resolved(schema).path("contentSchema");
        int lines = line.isMissingNode() ? 1 : random.nextInt(4);
        for (int i = 0; i < lines; i++) {
            text.writeBytes(bytes(json(
                    line.isMissingNode()
                            ? content.getValue()
                            : NODES.objectNode().set("schema", line),
                    random)));
            text.write('\n');
        }
        byte[] whole = text.toByteArray();
        return random.nextInt(10) == 0 && whole.length > 0 ? FuzzIT.damaged(whole, random) : whole;
    }

    private static byte[] form(Random random) {
        byte[] content = new byte[random.nextInt(400)];
        random.nextBytes(content);
        var form = new ByteArrayOutputStream();
        for (int i = random.nextInt(3); i >= 0; i--) {
            form.writeBytes(("--x\r\nContent-Disposition: form-data; name=\""
                            + pick(List.of("workbook", "release", "note", "base", "nobody"), random) + "\""
                            + (random.nextBoolean() ? "; filename=\"provisions.xlsx\"" : "") + "\r\n\r\n")
                    .getBytes(UTF_8));
            form.writeBytes(random.nextBoolean() ? content : pick(TEXTS, random).getBytes(UTF_8));
            form.writeBytes("\r\n".getBytes(UTF_8));
        }
        form.writeBytes((random.nextInt(8) == 0 ? "" : "--x--\r\n").getBytes(UTF_8));
        return form.toByteArray();
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the examples of a body or one that its schema makes, with some of its values changed. */
    private static JsonNode json(JsonNode content, Random random) {
        List<JsonNode> examples = new ArrayList<>();
        content.path("examples")
                .forEach(example -> examples.add(resolved(example).path("value")));
        if (content.has("example")) {
            examples.add(content.get("example"));
        }
        JsonNode made = examples.isEmpty() || random.nextInt(3) == 0
                ? made(content.path("schema"), "", 0, random)
                : pick(examples, random).deepCopy();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            made = changed(made, random);
        }
        return made;
    }

    private static JsonNode made(JsonNode given, String name, int depth, Random random) {
        JsonNode schema = resolved(given);
        for (String some : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.has(some)) {
                JsonNode all = schema.get(some);
                return made(all.get(random.nextInt(all.size())), name, depth, random);
            }
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        JsonNode type = schema.path("type");
        String one = type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText();
        return switch (one) {
            case "object" -> object(schema, depth, random);
            case "array" -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = depth > DEPTH_MAX ? 0 : random.nextInt(3); i > 0; i--) {
                    array.add(made(schema.path("items"), name, depth + 1, random));
                }
                yield array;
            }
            case "integer" -> NODES.numberNode(random.nextInt(200) - 20);
            case "number" -> NODES.numberNode(random.nextInt(2_000) / 10.0);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(text(schema.path("format").asText(), name, random));
        };
    }

    private static ObjectNode object(JsonNode schema, int depth, Random random) {
        ObjectNode object = NODES.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").fields().forEachRemaining(property -> {
            if (required.contains(property.getKey()) || depth < DEPTH_MAX && random.nextInt(3) == 0) {
                object.set(property.getKey(), made(property.getValue(), property.getKey(), depth + 1, random));
            }
        });
        if (schema.path("additionalProperties").isObject() && depth < DEPTH_MAX) {
            object.set("CN", made(schema.get("additionalProperties"), "", depth + 1, random));
        }
        return object;
    }

    private static String text(String format, String name, Random random) {
        String day = "202" + (4 + random.nextInt(4)) + "-" + (10 + random.nextInt(3)) + "-" + (10 + random.nextInt(18));
        return switch (format) {
            case "date" -> day;
            case "date-time" -> day + "T08:00:00Z";
            case "uuid" -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            case "uri", "uri-reference" -> "https://hooks.example/" + random.nextInt(9);
            default ->
                name.toLowerCase(java.util.Locale.ROOT).contains("date") || name.equals("from") || name.equals("to")
                        ? day
                        : pick(
                                List.of(
                                        "1",
                                        "buyer",
                                        "CN",
                                        "US",
                                        "DE",
                                        "1C905.a.4",
                                        "US:3A090.a",
                                        "10",
                                        "Muster GmbH",
                                        "CN-2025-61/1.3"),
                                random);
        };
    }

    /** The same tree with something else at one place. */
    private static JsonNode changed(JsonNode tree, Random random) {
        List<JsonNode> inside = new ArrayList<>();
        collect(tree, inside);
        if (inside.isEmpty()) {
            return odd(random);
        }
        JsonNode at = pick(inside, random);
        if (at instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextInt(3) == 0) {
                array.add(odd(random));
            } else if (random.nextInt(8) == 0) {
                JsonNode first = array.get(0);
                for (int i = 0; i < 60; i++) {
                    array.add(first.deepCopy());
                }
            } else {
                array.set(random.nextInt(array.size()), odd(random));
            }
        } else if (at instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            if (names.isEmpty() || random.nextInt(6) == 0) {
                object.set(pick(TEXTS, random), odd(random));
            } else if (random.nextInt(4) == 0) {
                object.remove(pick(names, random));
            } else {
                object.set(pick(names, random), odd(random));
            }
        }
        return tree;
    }

    private static void collect(JsonNode tree, List<JsonNode> inside) {
        if (tree.isContainerNode()) {
            inside.add(tree);
            tree.forEach(child -> collect(child, inside));
        }
    }

    private static JsonNode odd(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(random.nextLong());
            case 2 -> NODES.numberNode(random.nextDouble() * 1e300);
            case 3 -> NODES.booleanNode(random.nextBoolean());
            case 4 -> NODES.arrayNode();
            case 5 -> NODES.objectNode();
            case 6 -> {
                JsonNode deep = NODES.textNode("x");
                for (int i = random.nextInt(80); i > 0; i--) {
                    deep = NODES.arrayNode().add(deep);
                }
                yield deep;
            }
            default -> NODES.textNode(pick(TEXTS, random));
        };
    }
}
