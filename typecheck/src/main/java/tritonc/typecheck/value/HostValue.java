package tritonc.typecheck.value;

/// Something that host code defines and a kernel cannot use: a class, a graph function, a variable
/// that only running the host code could tell.
///
/// @param why what stands in the way of telling a variable; empty where nothing is known of that
public record HostValue(Kind kind, String name, String why) implements PyValue {
    /// What the host code has under the name.
    public enum Kind {
        VARIABLE("host variable"),
        GRAPH("graph function");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /// A variable, for a reason in a few words.
    public static HostValue variable(String name, String why) {
        return new HostValue(Kind.VARIABLE, name, why);
    }

    @Override
    public String describe() {
        return kind.text + " " + name;
    }
}
