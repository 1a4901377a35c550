/** The name of an object in a seed: `policy.reader`, `mount["team/box"].role.x`, `policy.team["search"]`. */
export type Address = string;

const PLAIN_LABEL = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** One more step of an address: `.label`, or `["label"]` where the label is not an identifier. */
export const step = (address: Address, label: string): Address =>
  PLAIN_LABEL.test(label) ? `${address}.${label}` : `${address}[${JSON.stringify(label)}]`;

/** The address of one instance of a block with `for_each`. */
export const instance = (address: Address, key: string): Address => `${address}[${JSON.stringify(key)}]`;

/** True when an address is one of the targets, or stands below it: `mount.db` covers `mount.db.role.app` and `mount.db["eu"]`. */
export const isTargeted = (address: Address, targets: readonly Address[]): boolean =>
  targets.some((target) => address === target || address.startsWith(`${target}.`) || address.startsWith(`${target}[`));

/** An address as a shell takes it. */
export const inShell = (address: Address): string =>
  /^[\w./-]+$/.test(address) ? address : `'${address.replaceAll("'", "'\\''")}'`;

const NAMED = 4;

/** The first few of some addresses, and how many more there are. */
export const named = (addresses: readonly string[]): string =>
  addresses.length > NAMED
    ? `${addresses.slice(0, NAMED).join(', ')} and ${addresses.length - NAMED} more`
    : addresses.join(', ');
