package glomers.codecs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * Writes, while a message's record is compiled, the code that reads and writes it: what Jackson's
 * databind would find out about the record each time that a process starts.
 *
 * <p>The record and its annotations stay the only description. What they say is what Jackson makes
 * of them; a record that says anything that is not known here gets no code, and is left to Jackson
 * itself ({@code glomers.core.runtime.MessageCodec}).
 */
@SupportedAnnotationTypes("com.fasterxml.jackson.annotation.JsonTypeName")
public final class CodecProcessor extends AbstractProcessor {

  private static final String BODY = "glomers.core.message.Body";

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    TypeElement body = processingEnv.getElementUtils().getTypeElement(BODY);
    if (body != null) {
      ElementFilter.typesIn(round.getRootElements()).forEach(type -> visit(type, body));
    }
    return false;
  }

  private void visit(TypeElement type, TypeElement body) {
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(inner -> visit(inner, body));
    if (type.getKind() == ElementKind.RECORD
        && processingEnv.getTypeUtils().isAssignable(type.asType(), body.asType())
        && new JsonAnnotations(type).has(JsonAnnotations.TYPE_NAME)) {
      try {
        CodecSource source = new CodecSource(processingEnv, type);
        write(source.className(), source.text(), type);
      } catch (NotKnown e) {
        processingEnv
            .getMessager()
            .printNote("left to Jackson, for its codec cannot be written: " + e.getMessage(), type);
      }
    }
  }

  private void write(String className, String text, Element origin) {
    try (Writer file = processingEnv.getFiler().createSourceFile(className, origin).openWriter()) {
      file.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
