package glomers.bench.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a {@link Simulated} method its {@link Seeds}. */
final class SeedsParameter implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Seeds.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return Seeds.of(
        test.getRequiredTestMethod().getAnnotation(Simulated.class),
        test.getRequiredTestClass().getName() + "#" + test.getRequiredTestMethod().getName());
  }
}
