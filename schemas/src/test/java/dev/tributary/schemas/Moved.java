package dev.tributary.schemas;

/** Stands in for a generated class that was moved to this package under a new name. */
final class Moved {}
