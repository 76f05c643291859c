package glomers.bench.story;

/**
 * A place in somebody's JSON where what is looked for stands.
 *
 * @param place the names of the fields that lead there
 * @param words it in a few words, for example {@code 7 and 3 more} or {@code k1=[3 9]}
 * @param isGuess whether what stands there could as well be something else, by its look
 */
record Sighting(String place, String words, boolean isGuess) {}
