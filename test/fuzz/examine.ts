import { type Body, content, parseSource } from '../../src/language/index.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { usesOf } from '../../src/seed/references/uses.ts';

export interface Examined {
  readonly accepts: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** What was thrown, or said of a place that the text does not have. */
  readonly crash?: string;
  /** Of the processor: what else the machine does is no concern. */
  readonly milliseconds: number;
}

/** Reads a text as the program does; nothing that is thrown gets out. */
export const examine = (text: string): Examined => {
  const began = process.cpuUsage();
  let diagnostics: readonly Diagnostic[] = [];
  let crash: string | undefined;
  try {
    const parsed = parseSource({ path: 'fuzz.seed.hcl', text });
    diagnostics = parsed.diagnostics;
    walk(parsed.body);
    crash = misplaced(diagnostics, text);
  } catch (thrown) {
    crash = thrown instanceof Error ? (thrown.stack ?? thrown.message).slice(0, 600) : String(thrown);
  }
  const { user, system } = process.cpuUsage(began);
  const milliseconds = (user + system) / 1000;
  return { accepts: diagnostics.length === 0, diagnostics, ...(crash === undefined ? {} : { crash }), milliseconds };
};

const walk = (body: Body): void => {
  const { attributes, blocks } = content(body, {});
  for (const { expression } of attributes.values()) usesOf(expression);
  for (const block of blocks) walk(block.body);
};

const misplaced = (diagnostics: readonly Diagnostic[], text: string): string | undefined => {
  const wrong = diagnostics.find(
    ({ at }) => at === undefined || at.start < 0 || at.end < at.start || at.end > text.length + 1,
  );
  return wrong === undefined ? undefined : `${wrong.code} at ${wrong.at?.start}-${wrong.at?.end} of ${text.length}`;
};
