package guanka.facts.rows;

import guanka.facts.Source;

/** A party list that counts for a provision. */
public record CountingList(Source source, String key, String provision, String list) {}
