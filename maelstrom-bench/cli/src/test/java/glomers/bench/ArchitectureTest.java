package glomers.bench;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The three parts of the bench are kept apart by Maven; their packages by this. */
final class ArchitectureTest {

  @Test
  void no_package_depends_on_one_that_depends_on_it() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("glomers.bench");
    slices().matching("glomers.bench.(**)").should().beFreeOfCycles().check(classes);
  }
}
