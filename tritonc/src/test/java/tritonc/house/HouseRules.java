package tritonc.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rules that are read off the text of files. Each gives the places where it is broken.
final class HouseRules {
    static final int MAX_FILE_LINES = 399;
    static final int MAX_METHOD_LINES = 39;

    /// Methods that are tables: one row a line, longer than a method should be, and clearer so.
    /// Class and method, with the reason.
    static final Map<String, String> TABLES = Map.of();

    /// Files that are tables: one row a line. Path, with the reason.
    static final Map<String, String> TABLE_FILES =
            Map.of(
                    "codegen/src/main/java/tritonc/codegen/x86/VectorOp.java",
                    "the encodings of instructions");

    private static final Set<String> EMPTY_WORDS =
            Set.of("util", "utils", "helper", "helpers", "manager", "managers", "impl", "common");

    private static final Pattern EMPTY_NAME =
            Pattern.compile("\\b(?:class|record|interface|enum)\\s+(Abstract\\w*|\\w+Impl)\\b");

    /// Work that was left lying; spelt apart so that this file does not contain the words itself.
    private static final Pattern LEFT_LYING = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

    /// A folder that exists on somebody's own machine only; where `perf` looks for maps is on all.
    private static final Pattern OWN_FOLDER =
            Pattern.compile(
                    "(?<![\\w.~$}*/-])/(?:home|Users|root|tmp|mnt|work|workspace)"
                            + "/(?!linuxbrew\\b|perf-PID\\b)[\\w.-]+");

    /// A number in somebody's list of tasks says nothing to a reader.
    private static final Pattern TASK_NUMBER =
            Pattern.compile("(?i)\\bissues? *#? *\\d+\\b|\\btickets? *#? *\\d+\\b");

    private HouseRules() {}

    /// Files longer than a reader wants to read.
    static List<String> longFiles(List<Sources.File> files) {
        List<String> broken = new ArrayList<>();
        for (Sources.File file : files) {
            long lines = file.text().lines().count();
            if (lines > MAX_FILE_LINES && !TABLE_FILES.containsKey(file.path().toString())) {
                broken.add(file.path() + " has " + lines + " lines");
            }
        }
        return broken;
    }

    /// Methods longer than a screen, save the tables.
    static List<String> longMethods(List<MethodLengths.Method> methods) {
        List<String> broken = new ArrayList<>();
        for (MethodLengths.Method method : methods) {
            if (method.lines() > MAX_METHOD_LINES && !TABLES.containsKey(method.name())) {
                broken.add(
                        method.place() + " " + method.name() + " has " + method.lines() + " lines");
            }
        }
        return broken;
    }

    /// Packages and types whose name says nothing.
    static List<String> emptyNames(List<Sources.File> files) {
        List<String> broken = new ArrayList<>();
        for (Sources.File file : files) {
            for (String word : file.packageName().split("\\.")) {
                if (EMPTY_WORDS.contains(word)) {
                    broken.add(file.path() + " is in a package named " + word);
                }
            }
            Matcher named = EMPTY_NAME.matcher(file.text());
            while (named.find()) {
                broken.add(file.path() + " declares " + named.group(1));
            }
        }
        return broken;
    }

    /// Packages without a `package-info.java` that explains them and marks them null-checked.
    static List<String> unexplainedPackages(List<Sources.File> files) {
        Map<String, String> infoOfPackage = new TreeMap<>();
        for (Sources.File file : files) {
            infoOfPackage.putIfAbsent(file.packageName(), "");
            if (file.path().endsWith("package-info.java")) {
                infoOfPackage.put(file.packageName(), file.text());
            }
        }
        List<String> broken = new ArrayList<>();
        infoOfPackage.forEach((name, info) -> {
            if (!info.startsWith("///") || !info.contains("\n@NullMarked\n")) {
                broken.add(name + " has no package-info with a text and @NullMarked");
            }
        });
        return broken;
    }

    /// Words that must stand in no file: left work, somebody's own folders, numbers of tasks.
    static List<String> strayWords(String place, String text) {
        List<String> broken = new ArrayList<>();
        for (Pattern pattern : List.of(LEFT_LYING, OWN_FOLDER, TASK_NUMBER)) {
            Matcher stray = pattern.matcher(text);
            while (stray.find()) {
                long line = text.substring(0, stray.start()).chars().filter(c -> c == '\n').count();
                broken.add(place + ":" + (line + 1) + " says " + stray.group());
            }
        }
        return broken;
    }
}
