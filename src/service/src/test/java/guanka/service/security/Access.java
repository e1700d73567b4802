package guanka.service.security;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One line of the table of what is allowed.
 *
 * @param endpoint method and address, with its gaps in braces
 * @param open     whether anybody may call it
 * @param roles    who may call it
 */
record Access(String endpoint, boolean open, Set<String> roles) {

    String method() {
        return endpoint.split(" ")[0];
    }

    /** The address, with something in its gaps that names nothing. */
    String address() {
        return endpoint.split(" ")[1].replaceAll("\\{\\w+}", "nothing");
    }

    /** The roles that may not. */
    List<String> others() {
        return Roles.ALL.stream().filter(role -> !roles.contains(role)).toList();
    }

    static List<Access> table() throws IOException {
        List<Access> table = new ArrayList<>();
        List<String> roles = null;
        try (InputStream in = Access.class.getResourceAsStream("access.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] cells = line.strip().split("\\s+");
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                } else if (roles == null) {
                    roles = List.of(cells).subList(1, cells.length);
                    continue;
                }
                Set<String> may = new LinkedHashSet<>();
                for (int i = 0; i < roles.size(); i++) {
                    if (!cells[i + 2].equals("-")) {
                        may.add(roles.get(i));
                    }
                }
                table.add(new Access(cells[0] + " " + cells[1], line.contains(" open "), may));
            }
        }
        return table;
    }

    /** The endpoints of all resources, as they are written in the code. */
    static Set<String> endpointsOfResources() throws IOException, ReflectiveOperationException {
        java.nio.file.Path classes = java.nio.file.Path.of("target", "classes");
        Set<String> endpoints = new TreeSet<>();
        try (Stream<java.nio.file.Path> files = Files.walk(classes.resolve("guanka/service"))) {
            for (java.nio.file.Path file :
                    files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replace('/', '.');
                Class<?> type = Class.forName(name, false, Access.class.getClassLoader());
                Path root = type.getAnnotation(Path.class);
                if (root != null) {
                    for (Method method : type.getDeclaredMethods()) {
                        addEndpoint(root, method, endpoints);
                    }
                }
            }
        }
        return endpoints;
    }

    private static void addEndpoint(Path root, Method method, Set<String> endpoints) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                Path own = method.getAnnotation(Path.class);
                String address = ("/" + root.value() + (own == null ? "" : "/" + own.value())).replaceAll("/+", "/");
                if (address.length() > 1) {
                    address = address.replaceAll("/$", "");
                }
                endpoints.add(http.value() + " " + address.replaceAll("\\{\\s*(\\w+)\\s*(:[^}]*)?}", "{$1}"));
            }
        }
    }
}
