/** The suite as a client sees it: where it is, one request, requests at a rate. */
@NullMarked
package dev.tributary.cli.client;

import org.jspecify.annotations.NullMarked;
