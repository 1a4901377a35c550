import { wildcard } from '../../kinds/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { suggest } from '../../model/suggest.ts';

/*
 * Paths of policies with placeholders that the server does not fill in, such as `$NAME`. Servers keep such a path as it
 * stands, and the rule matches nothing (seen on OpenBao 2.6.2 and 2.7.2 and on Vault 1.21.1).
 */

/** A segment of a path that is a shell variable. */
const SHELL = /(?:^|\/)(\$\{?([A-Z][A-Z0-9_]*)\}?)(?=\/|$)/;
/** A reference in the brackets of make files. */
const PARENTHESES = /\$\(\s*((?:var|local)\.[\w.-]+)\s*\)/;
const BRACES = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Whether it is worth reading a text for such paths. */
export const mayLeave = (text: string): boolean => text.includes('$') || text.includes('{{');

interface Around {
  /** Placeholders that the server does fill in; `*` is any characters. */
  readonly templates: readonly string[];
  /** The path is the label of a block, which holds no templates. */
  readonly label: boolean;
  /** It stands in a text of the seed itself, in which references in the wrong brackets have been told. */
  readonly told: boolean;
}

/** What to say of a placeholder in a path that stays as it is; undefined where there is none. */
export const leftAlone = (
  path: string,
  { templates, label, told }: Around,
): Pick<Diagnostic, 'message' | 'help'> | undefined => {
  const shell = SHELL.exec(path);
  if (shell !== null) {
    const [, whole = '', name = ''] = shell;
    return left(path, { whole, label, instead: [`\${var.${name}}`, `\${env("${name}")}`] });
  }
  const [make, reference = ''] = PARENTHESES.exec(path) ?? [];
  if (make !== undefined && !told) return left(path, { whole: make, label, instead: [`\${${reference}}`] });
  if (templates.length === 0) return undefined;
  for (const [whole, inner = ''] of path.matchAll(BRACES)) {
    const reference = /^(?:var|local)\.[\w.-]+$/.test(inner);
    if (templates.some((one) => wildcard(one).test(inner)) || (reference && told)) continue;
    return reference
      ? left(path, { whole, label, instead: [`\${${inner}}`] })
      : noTemplate({ path, whole, inner, templates });
  }
  return undefined;
};

interface Left {
  readonly whole: string;
  readonly instead: readonly string[];
  readonly label: boolean;
}

const left = (path: string, { whole, instead, label }: Left) => {
  const write = `write ${instead.join(', or of the environment ')}`;
  const rules = `rules = vault_policy({ "${path.replace(whole, () => instead[0] ?? '')}" = ["read"] })`;
  return {
    message: `${JSON.stringify(path)}: ${whole} stays as it is, nothing is put in its place`,
    help: label ? [`${write}: in a text, as a label holds no templates`, `for example ${rules}`] : [write],
  };
};

interface Unknown {
  readonly path: string;
  readonly whole: string;
  readonly inner: string;
  readonly templates: readonly string[];
}

const noTemplate = ({ path, whole, inner, templates }: Unknown) => {
  const exact = templates.filter((one) => !one.includes('*'));
  const near = suggest(inner, exact);
  return {
    message: `${JSON.stringify(path)}: servers know no ${whole}, so this rule gives nothing`,
    help: [
      near === undefined
        ? `they know ${templates.map((one) => `{{${one.replace('*', '…')}}}`).join(', ')}`
        : `did you mean {{${near}}}?`,
    ],
  };
};
