package guanka.spark;

/** How answers are written. */
enum Format {
    NDJSON(".ndjson"),
    NDJSON_GZ(".ndjson.gz"),
    PARQUET(".parquet");

    private final String ending;

    Format(String ending) {
        this.ending = ending;
    }

    String ending() {
        return ending;
    }
}
