package tritonc.frontend.ast;

/// Prints a syntax tree for people to look at: Python in one fixed layout, each line that a node
/// begins with the node's line, column and kind before it.
public final class AstPrinter {
    private static final int MARGIN = 26;

    private AstPrinter() {}

    /// The listing, ending with a line end unless the module is empty.
    public static String print(ParsedModule module) {
        StringBuilder out = new StringBuilder();
        new SourcePrinter(out, AstPrinter::margin).all(module.body());
        return out.toString();
    }

    private static void margin(StringBuilder out, Node node) {
        int begin = out.length();
        out.append(node.span().line()).append(':').append(node.span().column()).append(' ');
        out.append(node.getClass().getSimpleName());
        out.repeat(' ', Math.max(1, MARGIN - (out.length() - begin)));
        out.append("| ");
    }
}
