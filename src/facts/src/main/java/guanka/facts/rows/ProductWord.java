package guanka.facts.rows;

import guanka.facts.Source;
import java.util.List;

/** Words for the same thing: names, trade names, formulas and CAS numbers by which people look for what an item list calls otherwise. */
public record ProductWord(Source source, String key, List<String> english, List<String> chinese) {}
