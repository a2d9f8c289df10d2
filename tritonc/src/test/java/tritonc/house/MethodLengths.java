package tritonc.house;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Measures methods as javac's own parser sees them.
final class MethodLengths {
    /// A method, constructor or initialiser: `lines` without the lines of one-line switch arms,
    /// from its first modifier or annotation to its closing brace; its comment does not count.
    record Method(String name, String place, int lines) {}

    private MethodLengths() {}

    /// All methods of the given files, each file as a name and its text.
    static List<Method> of(List<Sources.File> files) throws IOException {
        List<JavaFileObject> units = new ArrayList<>();
        for (Sources.File file : files) {
            units.add(new Unit(file));
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var options = List.of("-proc:none", "--release", "25");
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, options, null, units);
        List<Method> methods = new ArrayList<>();
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            new Counter(unit, positions, methods).scan(unit, null);
        }
        return methods;
    }

    private static final class Unit extends SimpleJavaFileObject {
        private final Sources.File file;

        Unit(Sources.File file) {
            super(URI.create("string:///" + file.path().toString()), Kind.SOURCE);
            this.file = file;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return file.text();
        }
    }

    private static final class Counter extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lines;
        private final List<Method> found;
        private String inClass = "";

        Counter(CompilationUnitTree unit, SourcePositions positions, List<Method> found) {
            this.unit = unit;
            this.positions = positions;
            this.lines = unit.getLineMap();
            this.found = found;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
            String outer = inClass;
            inClass = tree.getSimpleName().isEmpty() ? outer + ".new" : tree.getSimpleName() + "";
            for (Tree member : tree.getMembers()) {
                if (member instanceof BlockTree block) {
                    add("initialiser", block);
                }
            }
            super.visitClass(tree, none);
            inClass = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
            add(tree.getName().toString(), tree);
            return super.visitMethod(tree, none);
        }

        private void add(String name, Tree tree) {
            Arms arms = new Arms();
            arms.scan(tree, null);
            String place = unit.getSourceFile().getName() + ":" + firstLine(tree);
            found.add(new Method(inClass + "." + name, place, linesOf(tree) - arms.oneLine));
        }

        private long firstLine(Tree tree) {
            return lines.getLineNumber(positions.getStartPosition(unit, tree));
        }

        private int linesOf(Tree tree) {
            long last = lines.getLineNumber(positions.getEndPosition(unit, tree));
            return (int) (last - firstLine(tree) + 1);
        }

        /// Counts the lines of arms that hold one expression or throw: on one line, or on two where
        /// the formatter had to break behind the arrow.
        private final class Arms extends TreeScanner<@Nullable Void, @Nullable Void> {
            private int oneLine;

            @Override
            public @Nullable Void visitCase(CaseTree tree, @Nullable Void none) {
                Tree body = tree.getBody();
                if (body != null && !(body instanceof BlockTree) && linesOf(tree) <= 2) {
                    oneLine += linesOf(tree);
                    return null;
                }
                return super.visitCase(tree, none);
            }
        }
    }
}
