package dev.tributary.common.serde;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make instances of the suite's generated classes. Avro refuses every class by name but a
 * few of java.lang, because a schema that comes from outside names the classes it is read into.
 * What was trusted before stays trusted, such as the packages of the system property {@code
 * org.apache.avro.SERIALIZABLE_PACKAGES}.
 */
final class TrustedRecords {
    private static final String PACKAGE = "dev.tributary.schemas.";

    static {
        ClassSecurityPredicate own = type -> type.getName().startsWith(PACKAGE);
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), own));
    }

    /** Called by each serde as it is loaded; what happens, happens once. */
    static void trust() {}

    private TrustedRecords() {}
}
