package glomers.codecs;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/**
 * The source of one message's codec: a class that implements {@code glomers.core.json.BodyCodec},
 * in the message's own package.
 */
final class CodecSource {

  private final TypeElement body;
  private final String packageName;
  private final String simpleName;
  private final String text;

  /**
   * Writes it.
   *
   * @throws NotKnown if that cannot be done here
   */
  CodecSource(ProcessingEnvironment env, TypeElement body) throws NotKnown {
    this.body = body;
    String binaryName = env.getElementUtils().getBinaryName(body).toString();
    packageName = env.getElementUtils().getPackageOf(body).getQualifiedName().toString();
    // What MessageCodec looks for.
    simpleName =
        binaryName.substring(packageName.isEmpty() ? 0 : packageName.length() + 1).replace('$', '_')
            + "_Codec";
    text = write(new ValueMethods(env, packageName));
  }

  String className() {
    return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
  }

  String text() {
    return text;
  }

  private String write(ValueMethods values) throws NotKnown {
    DeclaredType type = (DeclaredType) body.asType();
    Shape shape = values.shapeOf(type);
    if (shape.isArray()) {
      throw new NotKnown("a message that is an array");
    }
    String verb = new JsonAnnotations(body).text(JsonAnnotations.TYPE_NAME, "value", "");
    String keysReader = values.keysReader(shape, type, true);
    String keysWriter = values.keysWriter(shape, type);
    return """
    %s/** Made from the record {@link %3$s} and its annotations. */
    final class %2$s implements glomers.core.json.BodyCodec<%3$s> {

      %2$s() {}

      @Override
      public String verb() {
        return "%4$s";
      }

      @Override
      public %3$s readKeys(tools.jackson.core.JsonParser in, glomers.core.json.OtherKeys others) {
        return %5$s(in, others);
      }

      @Override
      public void writeKeys(%3$s body, tools.jackson.core.JsonGenerator out) {
        %6$s(body, out);
      }
    %7$s}
    """
        .formatted(
            packageName.isEmpty() ? "" : "package " + packageName + ";\n\n",
            simpleName,
            type,
            verb,
            keysReader,
            keysWriter,
            String.join("", values.methods()));
  }
}
