package glomers.core.testing;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values of the types that messages are made of, drawn at random. */
public final class RandomValues {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_SIZE = 3;
  private static final String[] TEXTS = {"", "n0", "é\u2028\ud83d\ude00", "a\"\\\n\u0000", "type"};

  private final RandomGenerator random;

  /** Values from the given source of chance. */
  public RandomValues(RandomGenerator random) {
    this.random = random;
  }

  /** A value of the type; of a transaction's operation one that makes sense. */
  public Object of(Class<?> type) {
    return of(type, Map.of());
  }

  private Object of(Type type, Map<String, Type> variables) {
    return switch (type) {
      case TypeVariable<?> variable -> of(variables.get(variable.getName()), variables);
      case ParameterizedType generic -> ofGeneric(generic, variables);
      case Class<?> plain -> ofClass(plain, variables);
      default -> throw new IllegalArgumentException("no values of type " + type);
    };
  }

  private Object ofGeneric(ParameterizedType type, Map<String, Type> variables) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    Supplier<Object> last = () -> of(arguments[arguments.length - 1], variables);
    if (raw == List.class || raw == Collection.class) {
      return Stream.generate(last).limit(random.nextInt(MAX_SIZE)).toList();
    }
    if (raw == Map.class || raw == SortedMap.class) {
      Map<String, Object> map = raw == Map.class ? new LinkedHashMap<>() : new TreeMap<>();
      Stream.generate(this::text)
          .limit(random.nextInt(MAX_SIZE))
          .forEach(key -> map.put(key, last.get()));
      return map;
    }
    if (raw == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(last.get());
    }
    Map<String, Type> bound = new TreeMap<>();
    for (int i = 0; i < arguments.length; i++) {
      bound.put(raw.getTypeParameters()[i].getName(), arguments[i]);
    }
    return ofClass(raw, bound);
  }

  private Object ofClass(Class<?> type, Map<String, Type> variables) {
    if (type == long.class || type == Long.class) {
      return random.nextLong() >>> random.nextInt(1, Long.SIZE);
    }
    if (type == int.class || type == Integer.class) {
      return random.nextInt() >>> random.nextInt(1, Integer.SIZE);
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == String.class) {
      return text();
    }
    if (type == OptionalLong.class) {
      return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt());
    }
    if (type == JsonNode.class) {
      return json();
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }
    if (type.isSealed()) {
      Class<?>[] members = type.getPermittedSubclasses();
      return ofClass(members[random.nextInt(members.length)], variables);
    }
    return made(type, variables);
  }

  /** By a record's own constructor, or else by what Jackson would use. */
  private Object made(Class<?> type, Map<String, Type> variables) {
    try {
      Executable maker =
          type.isRecord()
              ? type.getDeclaredConstructor(
                  Stream.of(type.getRecordComponents())
                      .map(RecordComponent::getType)
                      .toArray(Class<?>[]::new))
              : Stream.concat(
                      Stream.of(type.getDeclaredConstructors()),
                      Stream.of(type.getDeclaredMethods()))
                  .filter(executable -> executable.isAnnotationPresent(JsonCreator.class))
                  .findFirst()
                  .orElseThrow();
      List<Object> arguments = new ArrayList<>();
      for (Type parameter : maker.getGenericParameterTypes()) {
        arguments.add(of(parameter, variables));
      }
      maker.setAccessible(true);
      return maker instanceof Constructor<?> constructor
          ? constructor.newInstance(arguments.toArray())
          : ((Method) maker).invoke(null, arguments.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no values of type " + type, e);
    }
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  /** Any JSON value. */
  public JsonNode json() {
    return switch (random.nextInt(12)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt());
      case 3 -> NODES.numberNode(random.nextLong());
      case 4 -> NODES.numberNode(BigInteger.TWO.pow(70).negate());
      case 5 -> NODES.numberNode(new BigDecimal("1.50"));
      case 6 -> NODES.numberNode(new BigDecimal("6.5E+400"));
      case 7 -> NODES.arrayNode().add(json()).add(json());
      case 8 -> NODES.objectNode().set(text(), json()).set(text(), json());
      case 9 -> NODES.numberNode(random.nextInt(3));
      default -> NODES.stringNode(text());
    };
  }
}
