/**
 * Product → version range (semver), `false` where it has no such thing, `"plugin"` where an external plugin may bring it,
 * `"enterprise"` where only that edition has it.
 */
export type Products = Readonly<Record<string, string | false>>;
