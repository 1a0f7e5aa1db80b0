import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks or writes the layout of every Java source below the working folder with
 * google-java-format. Run by the build on the JDK it compiles with, because the formatter
 * understands only the language of the JDK it runs on.
 *
 * <p>Argument {@code check} lists the files that differ and exits with 1; {@code write} rewrites
 * them.
 */
final class FormatSources {
    private static final Set<String> SKIPPED =
            Set.of("target", ".git", ".tributary", "node_modules");

    public static void main(String[] args) throws IOException, FormatterException {
        boolean write = args.length == 1 && args[0].equals("write");
        var formatter =
                new Formatter(
                        JavaFormatterOptions.builder()
                                .style(JavaFormatterOptions.Style.AOSP)
                                .build());
        List<Path> different = new ArrayList<>();
        for (Path source : sources(Path.of(""))) {
            String before = Files.readString(source);
            String after =
                    formatter.formatSource(
                            RemoveUnusedImports.removeUnusedImports(
                                    ImportOrderer.reorderImports(
                                            before, JavaFormatterOptions.Style.AOSP)));
            if (!after.equals(before)) {
                different.add(source);
                if (write) {
                    Files.writeString(source, after);
                }
            }
        }
        if (!write && !different.isEmpty()) {
            System.err.println("Not formatted (mvn -N -Pformat validate writes it):");
            different.forEach(source -> System.err.println("  " + source));
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(
                root.toAbsolutePath(),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        Path name = folder.getFileName();
                        return name != null && SKIPPED.contains(name.toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".java")) {
                            sources.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        sources.sort(null);
        return sources;
    }
}
