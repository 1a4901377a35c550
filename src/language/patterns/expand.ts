/** The part of a text that a group matched; nothing when it took no part. */
type PartOf = (group: string) => string | undefined;

/** `$$`, `$name`, `${name}`. A name is as long as it can be: `$1x` is the group called "1x". */
const REFERENCE = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;

/** A replacement with the groups of one match filled in, by Go's rules: what does not exist is empty, and a lone `$` stays. */
export const expanded = (template: string, part: PartOf): string =>
  template.replaceAll(REFERENCE, (whole, braced, bare) => (whole === '$$' ? '$' : (part(braced ?? bare) ?? '')));
