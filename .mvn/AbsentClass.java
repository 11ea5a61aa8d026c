/// What the search for a class that is not there ends with, without the search. [Lowering] puts it
/// into the jar.
public final class AbsentClass {

  private AbsentClass() {}

  public static Class<?> forName(String name) throws ClassNotFoundException {
    throw new ClassNotFoundException(name);
  }
}
