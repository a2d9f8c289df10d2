package tritonc.frontend.ast;

import tritonc.ir.diagnostic.Span;

import java.util.List;

/// A whole file.
///
/// @param comments every comment of the file in order, each without its `#`
public record ParsedModule(Span span, List<Stmt> body, List<Comment> comments) implements Node {
    public ParsedModule {
        body = List.copyOf(body);
        comments = List.copyOf(comments);
    }

    /// A comment.
    ///
    /// @param span from the `#` to the end of the line
    /// @param text what follows the `#`, untrimmed
    /// @param ownLine whether nothing but blanks stands before it in its line
    public record Comment(Span span, String text, boolean ownLine) {}
}
