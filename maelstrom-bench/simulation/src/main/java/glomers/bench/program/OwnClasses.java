package glomers.bench.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The classes in a jar or a folder that the bench itself lacks: a program's own. They are read
 * once, and can be loaded as often as wanted. Core's and Jackson's are always the bench's, so that
 * both speak of the same types.
 */
final class OwnClasses {

  private static final String SUFFIX = ".class";

  private final ClassLoader parent;
  private final ClassLoader resources;
  private final Map<String, byte[]> bytesByName;

  private OwnClasses(ClassLoader parent, ClassLoader resources, Map<String, byte[]> bytesByName) {
    this.parent = parent;
    this.resources = resources;
    this.bytesByName = bytesByName;
  }

  /**
   * Reads a jar or a folder.
   *
   * @param parent has the bench's own classes
   */
  static OwnClasses read(Path bin, ClassLoader parent) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    if (Files.isDirectory(bin)) {
      readFolder(bin, parent, classes);
    } else {
      readJar(bin, parent, classes);
    }
    URL[] urls = {bin.toUri().toURL()};
    // Stays open: a program may ask for its resources at any time.
    return new OwnClasses(parent, new URLClassLoader(urls, null), classes);
  }

  private static void readFolder(Path folder, ClassLoader parent, Map<String, byte[]> classes)
      throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    }
    for (Path file : files) {
      String entry = folder.relativize(file).toString().replace('\\', '/');
      if (isOwn(entry, parent)) {
        classes.put(className(entry), Files.readAllBytes(file));
      }
    }
  }

  private static void readJar(Path file, ClassLoader parent, Map<String, byte[]> classes)
      throws IOException {
    try (JarFile jar =
        new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        String entry = entries.nextElement().getName();
        if (entry.endsWith(SUFFIX) && isOwn(entry, parent)) {
          // By its name once more: a jar may have another version of it for this Java.
          try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
            classes.put(className(entry), in.readAllBytes());
          }
        }
      }
    }
  }

  private static boolean isOwn(String entry, ClassLoader parent) {
    return !entry.startsWith("META-INF/")
        && !entry.endsWith("-info.class")
        && parent.getResource(entry) == null;
  }

  private static String className(String entry) {
    return entry.substring(0, entry.length() - SUFFIX.length()).replace('/', '.');
  }

  /** The classes' files by the classes' binary names. */
  Map<String, byte[]> bytesByName() {
    return bytesByName;
  }

  /** The file of a class that the bench has; null if it has none. */
  byte[] parentsBytes(String name) {
    try (InputStream in = parent.getResourceAsStream(name.replace('.', '/') + SUFFIX)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads the classes anew, each when it is first used. */
  ClassLoader newLoader() {
    return new Loader();
  }

  private final class Loader extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    Loader() {
      super(parent);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = bytesByName.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected URL findResource(String name) {
      return resources.getResource(name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
      return resources.getResources(name);
    }
  }
}
