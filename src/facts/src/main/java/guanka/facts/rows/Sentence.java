package guanka.facts.rows;

import guanka.facts.Counterparty;
import guanka.facts.CounterpartyKind;
import guanka.facts.ListedItem;
import guanka.facts.Purpose;
import guanka.facts.Source;
import guanka.facts.Term;
import java.util.List;

/** Whom and what a row of law reaches: which items, moved how and where to, with which parties, for which end use. */
public interface Sentence extends Dated {

    String ANY = Term.ANYTHING;
    String NONE = Counterparty.NONE;

    Source source();

    String key();

    String provision();

    /** Key of an item list, {@link ListedItem#EVERY_ITEM} or {@link ListedItem#NO_ITEM}. */
    String items();

    /** Code of a term that must be met, or {@code ANY}. */
    String term();

    /** Territory where the item must originate, or {@code ANY}. */
    String origin();

    /** Territory of the destination, or {@code ANY}. */
    String destination();

    /** Territory of the destination or of the party, or {@code ANY}. */
    String usersIn();

    /** Territory of which the party must lie outside, or {@code NONE}. */
    default String usersOutside() {
        return NONE;
    }

    /** Provision that must be in force as well; its own where no other is named. */
    default String whileInForce() {
        return provision();
    }

    CounterpartyKind who();

    /** Group of roles of the party, or {@code NONE}. */
    String role();

    /** List or ownership rule by which the party is what it is, or {@code NONE}. */
    String by();

    /** List of the owners behind a party that is held or tied, {@code ANY}, or {@code NONE}. */
    String list();

    /** Provision whose end uses must be served, or {@link Purpose#NO_PURPOSE}. */
    String endUses();

    /** Whether it requires, warns or keeps an answer open by itself, and does not treat what others require. */
    boolean isAlone();

    /** Whether it speaks of items listed under a provision. */
    boolean names(String itemProvision);

    static String or(String word, String otherwise) {
        return word == null ? otherwise : word;
    }

    static String items(String items, boolean everyLine) {
        return items != null ? items : everyLine ? ListedItem.EVERY_ITEM : ListedItem.NO_ITEM;
    }

    static String by(CounterpartyKind who, String list, String ownership) {
        return or(who.isByList() ? list : ownership, NONE);
    }

    static String list(CounterpartyKind who, String list, String ownership) {
        return who.isByList() || ownership == null ? NONE : or(list, ANY);
    }

    /** Whether the items of a provision are among those meant; an empty list means all. */
    static boolean isAmong(List<String> provisions, String provision) {
        return provisions.isEmpty() || provisions.contains(provision);
    }
}
