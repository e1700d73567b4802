package guanka.service.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeDiagnosingMatcher;

/**
 * An answer in JSON, and what stands at a place of it: {@code "lines[0].id"}, {@code "records.id"} for the ids of all records. What
 * RestAssured offers for this compiles a Groovy script for each place that is looked at, which took a third of the time of all tests;
 * it is asked where the path holds a closure.
 */
public final class JsonBody {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEP = Pattern.compile("'([^']*)'|\\[(\\d+)]|([^.'\\[\\]]+)");

    private final Object root;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    JsonBody(Object root) {
        this.root = root;
    }

    /** @throws IllegalArgumentException where the text is no JSON */
    public static JsonBody of(String text) {
        try {
            return new JsonBody(JSON.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Holds what stands at a place of an answer against what is wanted there. */
    public static <T> Matcher<String> at(String path, Matcher<T> wanted) {
        return new TypeSafeDiagnosingMatcher<>() {
            @Override
            protected boolean matchesSafely(String body, Description mismatch) {
                Object found = of(body).get(path);
                if (wanted.matches(found)) {
                    return true;
                }
                wanted.describeMismatch(found, mismatch.appendText("there "));
                mismatch.appendText(", in ").appendText(body);
                return false;
            }

            @Override
            public void describeTo(Description description) {
                description.appendText(path + ": ").appendDescriptionOf(wanted);
            }
        };
    }

    /** What stands at a place: a text, a number, a truth value, a list, a map; null where nothing does. */
    @SuppressWarnings("unchecked")
    public <T> T get(String path) {
        if (path.contains("{") || path.contains("(")) {
            return JsonPath.from(toString()).get(path);
        }
        Object found = root;
        var steps = STEP.matcher(path);
        while (steps.find() && found != null) {
            found = steps.group(2) != null
                    ? element(found, Integer.parseInt(steps.group(2)))
                    : member(found, steps.group(1) != null ? steps.group(1) : steps.group(3));
        }
        return (T) found;
    }

    /** The text at a place, as which a number is told too. */
    public String getString(String path) {
        Object found = get(path);
        return found == null ? null : found.toString();
    }

    public int getInt(String path) {
        return ((Number) get(path)).intValue();
    }

    public <T> List<T> getList(String path) {
        return get(path);
    }

    public boolean getBoolean(String path) {
        return get(path);
    }

    /** What stands at a place, to look into. */
    public JsonBody within(String path) {
        return new JsonBody(get(path));
    }

    @Override
    public String toString() {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object element(Object list, int index) {
        List<?> elements = (List<?>) list;
        return index < elements.size() ? elements.get(index) : null;
    }

    /** A member of an object; of a list, that of each of its elements. */
    private static Object member(Object of, String name) {
        if (of instanceof List<?> list) {
            List<Object> members = new ArrayList<>();
            list.forEach(element -> members.add(member(element, name)));
            return members;
        }
        return of instanceof Map<?, ?> object ? object.get(name) : null;
    }
}
