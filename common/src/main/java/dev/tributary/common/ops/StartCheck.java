package dev.tributary.common.ops;

import java.util.Optional;

/** Something that must hold before a service begins to process. */
@FunctionalInterface
public interface StartCheck {
    /**
     * @return what stands in the way, in one line that names the setting, topic or address; empty
     *     when nothing does. May be asked again and again.
     */
    Optional<String> obstacle();
}
