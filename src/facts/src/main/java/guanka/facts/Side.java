package guanka.facts;

/** On which side of a territory a destination must lie. */
public enum Side {
    IN,
    OUT,
    ANY
}
