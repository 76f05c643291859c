package glomers.core.runtime;

import glomers.core.json.BodyCodec;
import glomers.core.message.Body;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The verbs whose lines can be read at once, since their records were compiled with a codec. */
final class RegularVerbs {

  private final List<RegularVerb> verbs = new ArrayList<>();

  private record RegularVerb(byte[] verb, BodyCodec<? extends Body> codec) {}

  void add(BodyCodec<? extends Body> codec) {
    verbs.add(new RegularVerb(codec.verb().getBytes(StandardCharsets.UTF_8), codec));
  }

  /** The codec of the first verb of these that is found; null if none is. */
  BodyCodec<? extends Body> find(VerbFinder finder) {
    while (finder.find()) {
      for (RegularVerb verb : verbs) {
        if (finder.found(verb.verb)) {
          return verb.codec;
        }
      }
    }
    return null;
  }
}
