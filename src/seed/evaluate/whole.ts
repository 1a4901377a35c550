import type { Code, Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import type { Span } from '../../model/span.ts';
import type { ObjectTarget, Target } from '../references/targets.ts';
import type { Program } from './state.ts';

/** What is said of a value that is an object where another one belongs. */
const MISFITS: readonly Code[] = ['wrong-type', 'not-a-string', 'name-value'];

/**
 * The same mistakes, where one is that somebody wrote an object of the seed in the place of one of its fields: `policy.app`
 * for `policy.app.name`.
 */
export const explainingWholes = (
  diagnostics: readonly Diagnostic[],
  targets: readonly Target[],
  program: Program,
): readonly Diagnostic[] =>
  diagnostics.map((one) => {
    const { at } = one;
    if (at === undefined || !MISFITS.includes(one.code)) return one;
    const whole = targets.find((target) => target.kind === 'object' && target.field === undefined && marks(at, target));
    return whole?.kind === 'object' ? { ...one, ...wholeObject(whole, program) } : ofVariable(one, at, program);
  });

const VARIABLE = /^(?:"?\$\{\s*)?var\.([\p{L}_][\p{L}\p{Nd}_-]*)(?:\s*\}"?)?$/u;

/** A value that comes from a variable is wrong where that was set, and not where it is used. */
const ofVariable = (one: Diagnostic, at: Span, { names }: Program): Diagnostic => {
  const [, name = ''] = VARIABLE.exec(at.source.text.slice(at.start, at.end)) ?? [];
  const variable = names.written.variables.get(name);
  if (one.code !== 'wrong-type') return one;
  if (variable === undefined) return ofBrackets(one, at);
  const typed = variable.type === undefined ? ['with a type = … the variable would say so itself'] : [];
  return { ...one, help: [`give variable "${name}" a value that fits, where it is set`, ...typed] };
};

/** Brackets can be taken away where they are written, and make no list of something else. */
const ofBrackets = (one: Diagnostic, { source, start }: Span): Diagnostic => {
  if (one.help?.[0]?.startsWith('take away one pair') && source.text.charAt(start) !== '[')
    return { ...one, help: one.help.slice(1) };
  const [, what] = /^take the (brackets|braces)/.exec(one.help?.[0] ?? '') ?? [];
  if (what === undefined || /^(?:\[(?!\s*for\b)|\{(?!\s*for\b))/.test(source.text.slice(start, start + 40))) return one;
  return {
    ...one,
    help: [what === 'brackets' ? 'one member of a list is LIST[0]' : 'one member of a map is MAP.NAME'],
  };
};

/** Whether a place is a mention and nothing else, but for the marks of a template. */
const marks = (at: Span, { span }: ObjectTarget): boolean => {
  if (at.source !== span.source || span.start < at.start || span.end > at.end) return false;
  const around = at.source.text.slice(at.start, span.start) + at.source.text.slice(span.end, at.end);
  return /^["${}~()\s]*$/.test(around);
};

const wholeObject = (
  { declaration, keys, span }: ObjectTarget,
  program: Program,
): Pick<Diagnostic, 'message' | 'help'> => {
  const written = span.source.text.slice(span.start, span.end);
  const [table] = program.instances.get(declaration)?.values() ?? [];
  const [first] = table?.values() ?? [];
  const [output] = program.names.units.get(declaration)?.written.outputs.keys() ?? [];
  const field = output ?? (first === undefined ? 'name' : fieldToName(first.kind));
  if (declaration.meta.forEach !== undefined && !keys.has(declaration)) {
    const one = `${written}[${JSON.stringify(first?.key ?? 'KEY')}].${field}`;
    const all = `[for one in ${written} : one.${field}]`;
    return { message: `${written} is all of its instances`, help: [`write ${one} for one of them, ${all} for all`] };
  }
  const what = first?.kind.title.replace(/^(?:an?|the) /, '') ?? declaration.block.type;
  return { message: `${written} is the whole ${what}`, help: [`write ${written}.${field}`] };
};

/** What stands for an object where a text is wanted. */
const fieldToName = (kind: Kind): string => {
  if (kind.children !== undefined) return 'path';
  return kind.named ? 'name' : (kind.fields[0]?.name ?? 'name');
};
