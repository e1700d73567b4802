package guanka.service.problems;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The methods that addresses have, which an answer 405 must name. */
@ApplicationScoped
public class Allowed {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^{}:]+(?::([^{}]+))?}");

    private final BeanManager beans;
    private final Map<Pattern, Set<String>> methods = new LinkedHashMap<>();

    Allowed(BeanManager beans) {
        this.beans = beans;
    }

    @PostConstruct
    void read() {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path path = bean.getBeanClass().getAnnotation(Path.class);
            if (path != null) {
                for (Method method : bean.getBeanClass().getMethods()) {
                    read(path.value(), method);
                }
            }
        }
    }

    private void read(String path, Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                Path own = method.getAnnotation(Path.class);
                Set<String> of = methods.computeIfAbsent(
                        pattern(path + "/" + (own == null ? "" : own.value())), x -> new TreeSet<>());
                of.add(http.value());
                if (http.value().equals(HttpMethod.GET)) {
                    of.add(HttpMethod.HEAD);
                }
                of.add(HttpMethod.OPTIONS);
            }
        }
    }

    private static Pattern pattern(String template) {
        String path = ("/" + template).replaceAll("/{2,}", "/").replaceAll("/$", "");
        var regex = new StringBuilder();
        var variables = VARIABLE.matcher(path);
        int at = 0;
        for (; variables.find(); at = variables.end()) {
            regex.append(Pattern.quote(path.substring(at, variables.start())))
                    .append(variables.group(1) == null ? "[^/]+" : "(?:" + variables.group(1) + ")");
        }
        return Pattern.compile(regex.append(Pattern.quote(path.substring(at))) + "/?");
    }

    /** Names joined by commas, as the header {@code Allow} has them. */
    String at(String path) {
        Set<String> allowed = new TreeSet<>();
        methods.forEach((pattern, of) -> {
            if (pattern.matcher(path).matches()) {
                allowed.addAll(of);
            }
        });
        return String.join(", ", allowed);
    }
}
