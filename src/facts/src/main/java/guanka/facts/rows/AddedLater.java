package guanka.facts.rows;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what a row may say since rulesets were given out. In a kjar that was made before, no column fills it, and it says nothing: null, or
 * no parts. So the column alone changes no decision of it, and a store that holds one starts with a newer program.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface AddedLater {}
