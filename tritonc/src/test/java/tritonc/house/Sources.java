package tritonc.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Finds the files of the project as they stand in its folders.
final class Sources {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");

    private Sources() {}

    /// One Java file: its folder at the top, its place, its text.
    record File(String module, Path path, String text) {
        /// The class that the file's name promises.
        String className() {
            String inside = path.toString().replace('\\', '/');
            inside = inside.substring(inside.indexOf("src/main/java/") + "src/main/java/".length());
            return inside.substring(0, inside.length() - ".java".length()).replace('/', '.');
        }

        /// The package that the file stands in.
        String packageName() {
            String name = className();
            return name.substring(0, name.lastIndexOf('.'));
        }
    }

    /// The folder that holds every room: the nearest one upwards with the Maven wrapper in it.
    static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("mvnw"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException("the tests do not run inside the project");
        }
        return at;
    }

    /// The main sources of every room, in order of path.
    static List<File> ofAllRooms() throws IOException {
        List<File> found = new ArrayList<>();
        for (Path path : files(root())) {
            Path inside = root().relativize(path);
            if (inside.getNameCount() > 4
                    && inside.subpath(1, 4).equals(Path.of("src", "main", "java"))
                    && inside.toString().endsWith(".java")) {
                found.add(new File(inside.getName(0).toString(), inside, Files.readString(path)));
            }
        }
        return found;
    }

    /// Every file that belongs to the project, in order of path: no build output, no hidden folder
    /// save those of the build itself.
    static List<Path> files(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
                        return dir.equals(root) || belongs(dir.getFileName().toString())
                                ? FileVisitResult.CONTINUE
                                : FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                        found.add(file);
                        return FileVisitResult.CONTINUE;
                    }
                });
        Collections.sort(found);
        return found;
    }

    private static boolean belongs(String folder) {
        boolean hidden = folder.startsWith(".") && !folder.equals(".ci") && !folder.equals(".mvn");
        return !hidden && !NOT_OURS.contains(folder);
    }

    /// The text of a file, or nothing if it is binary data.
    static String textOf(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < Math.min(bytes.length, 1024); i++) {
                if (bytes[i] == 0) {
                    return "";
                }
            }
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
