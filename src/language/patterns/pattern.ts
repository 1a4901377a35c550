import type { Engine } from './engine.ts';
import { expanded } from './expand.ts';

type Program = ReturnType<Engine['RE2JS']['compile']>;
type Matcher = ReturnType<Program['matcher']>;

/** One match: the whole of it, then what each group took part with. */
export interface Match {
  readonly whole: string;
  readonly groups: readonly (string | undefined)[];
}

/** A regular expression that means what it means in Go. */
export class Pattern {
  /** The names of the groups, in their order; nothing for those without a name. */
  readonly names: readonly (string | undefined)[];
  readonly #program: Program;

  constructor(program: Program, names: readonly (string | undefined)[]) {
    this.#program = program;
    this.names = names;
  }

  /** How many steps each character may take. */
  get size(): number {
    return this.#program.programSize();
  }

  first(text: string): Match | undefined {
    const matcher = this.#program.matcher(text);
    return matcher.find() ? this.#match(matcher) : undefined;
  }

  /** An empty match right behind another match is none. */
  all(text: string): readonly Match[] {
    const found: Match[] = [];
    const matcher = this.#program.matcher(text);
    let before = -1;
    for (let at = 0; at <= text.length && matcher.find(at); ) {
      const [start, end] = [matcher.start(), matcher.end()];
      if (end !== at || start !== before) found.push(this.#match(matcher));
      at = end === at ? at + widthAt(text, at) : end;
      before = end;
    }
    return found;
  }

  /** Every match replaced by the template, in which `$name` and `${name}` are groups. */
  replace(text: string, template: string): string {
    const parts: string[] = [];
    const matcher = this.#program.matcher(text);
    let done = 0;
    for (let at = 0; at <= text.length && matcher.find(at); ) {
      const [start, end] = [matcher.start(), matcher.end()];
      parts.push(text.slice(done, start));
      if (end > done || start === 0) parts.push(this.#filled(template, this.#match(matcher)));
      done = end;
      at = Math.max(end, at + widthAt(text, at));
    }
    return parts.join('') + text.slice(done);
  }

  #match(matcher: Matcher): Match {
    const groups = this.names.map((_, at) => matcher.group(at + 1) ?? undefined);
    return { whole: matcher.group() ?? '', groups };
  }

  #filled(template: string, { whole, groups }: Match): string {
    if (!template.includes('$')) return template;
    const all = [whole, ...groups];
    return expanded(template, (name) => {
      if (NUMBER.test(name)) return all[Number(name)];
      // Of several groups with one name the first that took part.
      return groups.find((group, at) => this.names[at] === name && group !== undefined);
    });
  }
}

/** No zeros in front: `$01` is a name. */
const NUMBER = /^(?:0|[1-9][0-9]{0,8})$/;

/** Characters are code points: nothing matches between the halves of one. */
const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
