package dev.tributary.local;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where this module's classes were loaded from. */
final class CodeLocation {
    private CodeLocation() {}

    /** A folder of classes or a jar. */
    static Path ours() {
        CodeSource source = CodeLocation.class.getProtectionDomain().getCodeSource();
        return Path.of(URI.create(source.getLocation().toString()));
    }
}
