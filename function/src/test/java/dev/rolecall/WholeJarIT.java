package dev.rolecall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The whole jar leaves out what nothing here asks of AWS: most of the SDK. A type that is missing
/// is noticed only when the call that needs it is made, so every call that the classes of the jar
/// can make is followed to all types it needs.
class WholeJarIT {

  private static final String SERVICES = "software/amazon/awssdk/services/";
  private static final Pattern CLIENT = Pattern.compile(SERVICES + "(\\w+/)(Default)?\\w+Client");

  /// What a client reads, or writes, and turns pages with. All else of a service serves every call
  /// of its client.
  private static final Pattern DATA =
      Pattern.compile(SERVICES + "\\w+/(?:model|paginators|transform)/.*");

  /// Left out, too, though clients name them: nothing is asked through these.
  private static final Pattern UNUSED =
      Pattern.compile(SERVICES + "\\w+/(?:\\w*AsyncClient|waiters/.*)");

  /// Methods of a client that ask AWS nothing.
  private static final Set<String> NO_CALLS =
      Set.of("builder", "close", "create", "serviceClientConfiguration", "serviceName");

  private final Set<String> reached = new TreeSet<>();
  private final Set<String> missing = new TreeSet<>();
  private final Deque<String> unread = new ArrayDeque<>();

  @Test
  void everyTypeIsThereThatACallOfTheSdkNeeds() throws IOException {
    try (JarFile jar = new JarFile(System.getProperty("rolecall.jar", ""))) {
      jar.stream()
          .map(JarEntry::getName)
          .filter(name -> name.endsWith(".class"))
          .filter(name -> name.startsWith("dev/rolecall/") || name.startsWith("software/amazon/"))
          .filter(name -> !name.startsWith(SERVICES))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .forEach(unread::add);
      while (!unread.isEmpty()) {
        read(jar, unread.remove());
      }
    }

    assertThat(reached).contains(SERVICES + "iam/transform/GetRoleRequestMarshaller");
    assertThat(reached).contains(SERVICES + "iam/model/Role$BuilderImpl");
    assertThat(missing).isEmpty();
  }

  private void read(JarFile jar, String name) throws IOException {
    JarEntry entry = jar.getJarEntry(name + ".class");
    if (entry == null) {
      missing.add(name);
      return;
    }
    ClassModel type = ClassFile.of().parse(jar.getInputStream(entry).readAllBytes());
    Matcher client = CLIENT.matcher(name);
    if (client.matches()) {
      serves(jar, type);
    } else {
      types(type).filter(used -> needed(name, used)).forEach(this::reach);
      calls(type).forEach(this::reach);
    }
  }

  /// A client names the types of all its calls, which have to be there; what is in them serves
  /// their calls alone.
  private void serves(JarFile jar, ClassModel client) {
    types(client)
        .filter(used -> !DATA.matcher(used).matches())
        .filter(used -> used.startsWith(SERVICES))
        .forEach(this::reach);
    types(client)
        .filter(used -> used.matches(SERVICES + "\\w+/model/\\w+(?:Request|Response|Exception)"))
        .filter(used -> jar.getJarEntry(used + ".class") == null)
        .forEach(missing::add);
  }

  /// What serves every call may name the types of calls that are never made.
  private static boolean needed(String user, String used) {
    boolean serving = user.startsWith(SERVICES) && !DATA.matcher(user).matches();
    return used.startsWith(SERVICES) && !(serving && DATA.matcher(used).matches());
  }

  private void reach(String name) {
    if (!UNUSED.matcher(name).matches() && reached.add(name)) {
      unread.add(name);
    }
  }

  private static Stream<String> types(ClassModel type) {
    return pool(type)
        .filter(ClassEntry.class::isInstance)
        .map(used -> ((ClassEntry) used).asInternalName())
        .map(used -> used.replaceFirst("^\\[+L(.*);$", "$1"));
  }

  /// The types that the calls of AWS need which the methods of a class make.
  private static Stream<String> calls(ClassModel type) {
    return pool(type)
        .filter(MemberRefEntry.class::isInstance)
        .map(MemberRefEntry.class::cast)
        .filter(used -> !NO_CALLS.contains(used.name().stringValue()))
        .filter(used -> !used.name().stringValue().startsWith("<"))
        .flatMap(WholeJarIT::call);
  }

  private static Stream<String> call(MemberRefEntry used) {
    Matcher client = CLIENT.matcher(used.owner().asInternalName());
    if (!client.matches()) {
      return Stream.empty();
    }
    String method = used.name().stringValue();
    String call =
        method.substring(0, 1).toUpperCase(Locale.ROOT)
            + method.substring(1).replaceFirst("(Paginator|AsBytes)$", "");
    String service = SERVICES + client.group(1);
    return Stream.of(
        service + "model/" + call + "Request",
        service + "model/" + call + "Response",
        service + "transform/" + call + "RequestMarshaller");
  }

  private static Stream<PoolEntry> pool(ClassModel type) {
    return StreamSupport.stream(type.constantPool().spliterator(), false);
  }
}
