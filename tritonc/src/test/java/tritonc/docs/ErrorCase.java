package tritonc.docs;

import tritonc.cli.CommandLineRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A folder named as a code, which holds a command that provokes it: the file `command` with one
/// word a line (`DIR` stands for the folder), the files that the command reads, and the message in
/// `expected.txt`. A file `NAME.size` stands for a file `NAME` of so many bytes.
record ErrorCase(Path folder) {
    /// The id of the code: the folder `T0001-unreadable-source` is about `T0001`.
    String id() {
        return folder.getFileName().toString().substring(0, 5);
    }

    Path expected() {
        return folder.resolve("expected.txt");
    }

    /// Plays the command on a copy of the files; what it answered, free of the copy's place.
    String play(Path copy) throws IOException {
        copyTo(copy);
        List<String> words = new ArrayList<>();
        for (String word : Files.readAllLines(folder.resolve("command"))) {
            words.add(word.replace("DIR", copy.toString()));
        }
        return answer(CommandLineRun.of(words.toArray(String[]::new)), copy);
    }

    /// The exit code and the messages of a run, with files named as seen from `folder`.
    static String answer(CommandLineRun run, Path folder) {
        String prefix = folder + folder.getFileSystem().getSeparator();
        return "exit " + run.exit() + "\n" + run.err().replace(prefix, "");
    }

    private void copyTo(Path copy) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".size")) {
                    int size = Integer.parseInt(Files.readString(file).strip());
                    String sized = name.substring(0, name.length() - ".size".length());
                    Files.write(copy.resolve(sized), new byte[size]);
                } else {
                    Files.copy(file, copy.resolve(name));
                }
            }
        }
    }
}
