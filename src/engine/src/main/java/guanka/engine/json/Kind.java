package guanka.engine.json;

/** What may stand at a place of the shipment, and how it becomes a fact. */
interface Kind<T> {

    /**
     * The fact, or null after the mistake has been noted.
     *
     * @param given   what stands there, never null
     * @param pointer JSON Pointer of the place
     */
    T read(Object given, String pointer, Mistakes mistakes);
}
