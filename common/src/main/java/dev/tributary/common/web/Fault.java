package dev.tributary.common.web;

/**
 * One thing that is wrong with a request.
 *
 * @param field where, as a path from the root of the body ({@code items[0].sku}), or the name of
 *     the parameter or header
 * @param message what is asked for, to be read after the field's name ({@code must be ...})
 */
public record Fault(String field, String message) {}
