/** Wires the service; knows every room, and no room knows it. */
@NullMarked
package dev.tributary.fraud.config;

import org.jspecify.annotations.NullMarked;
