package dev.tributary.cli.suite;

/** The smallest program. */
final class Greeting {
    private Greeting() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
