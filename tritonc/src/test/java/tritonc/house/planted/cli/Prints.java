package tritonc.house.planted.cli;

/// Planted, but allowed: the command line prints and leaves.
public final class Prints {
    private Prints() {}

    /// Leaves the JVM.
    public static void leave() {
        System.out.println("done");
        System.exit(0);
    }
}
