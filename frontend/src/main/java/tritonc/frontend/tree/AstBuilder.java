package tritonc.frontend.tree;

import tritonc.frontend.ast.ParsedModule;
import tritonc.frontend.ast.Stmt;
import tritonc.grammar.Comments;
import tritonc.grammar.SyntaxTree;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.List;

/// Builds the syntax tree of a file.
public final class AstBuilder {
    private AstBuilder() {}

    /// The syntax tree of `parsed`. What the grammar lets pass but Python refuses is reported; the
    /// tree is whole all the same.
    public static ParsedModule build(SourceFile file, SyntaxTree parsed, Diagnostics diagnostics) {
        Tree tree = new Tree(file, diagnostics);
        Statements statements = new Statements(tree, new Expressions(tree, file));
        List<Stmt> body = statements.file(parsed.file());
        Span span = new Span(file, 0, file.text().length());
        return new ParsedModule(span, body, comments(parsed.comments()));
    }

    private static List<ParsedModule.Comment> comments(Comments comments) {
        List<ParsedModule.Comment> all = new ArrayList<>(comments.count());
        for (int i = 0; i < comments.count(); i++) {
            Span span = comments.span(i);
            String text = span.file().text().substring(span.start() + 1, span.end());
            all.add(new ParsedModule.Comment(span, text, comments.ownLine(i)));
        }
        return all;
    }
}
