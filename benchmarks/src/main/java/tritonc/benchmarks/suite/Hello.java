package tritonc.benchmarks.suite;

/// The least a JVM can do: what the start of every command is measured against.
public final class Hello {
    private Hello() {}

    public static void main(String[] words) {
        System.out.println("hello");
    }
}
