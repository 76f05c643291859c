package glomers.core.runtime;

import glomers.core.json.BodyCodec;
import glomers.core.message.Body;
import java.util.Optional;

/** Finds the code that was written for a body's record. Thread-safe. */
final class BodyCodecs {

  /** What the record's binary name, with {@code _} for {@code $}, is followed by. */
  private static final String SUFFIX = "_Codec";

  private static final ClassValue<Optional<BodyCodec<?>>> BY_BODY =
      new ClassValue<>() {
        @Override
        protected Optional<BodyCodec<?>> computeValue(Class<?> body) {
          return load(body);
        }
      };

  private BodyCodecs() {}

  /** The codec of a type of body; none if it was compiled without, or is left to Jackson. */
  @SuppressWarnings("unchecked") // the codec of that name is that record's
  static <B extends Body> Optional<BodyCodec<B>> of(Class<B> body) {
    return (Optional<BodyCodec<B>>) (Optional<?>) BY_BODY.get(body);
  }

  private static Optional<BodyCodec<?>> load(Class<?> body) {
    try {
      String name = body.getName().replace('$', '_') + SUFFIX;
      var constructor = Class.forName(name, true, body.getClassLoader()).getDeclaredConstructor();
      constructor.setAccessible(true);
      return Optional.of((BodyCodec<?>) constructor.newInstance());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the codec of " + body + " cannot be used", e);
    }
  }
}
