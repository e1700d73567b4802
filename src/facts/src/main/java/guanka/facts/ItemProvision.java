package guanka.facts;

/** A provision under which rows of an item list name items on the movement's day. */
public record ItemProvision(String list, String provision) {}
