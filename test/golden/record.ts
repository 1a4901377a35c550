/*
 * Asks Terraform the questions of `expressions/*.txt` again and writes its answers beside them.
 * VAULTSEED_TERRAFORM=path/to/terraform npx tsx test/golden/record.ts [name…]
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { type Answer, folder, type Recorded, readRecording, recordedText, recordings } from '../language/terraform/recording.ts';
import { answersTo, COMMANDS, withoutValue, terraform, version } from '../language/terraform/terraform.ts';

/** What has no value, asked one by one: one wrong expression spoils a whole run. */
const judged = async (questions: readonly string[]): Promise<readonly (Answer | undefined)[]> => {
  const found: (Answer | undefined)[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < questions.length; at = next++) found[at] = await withoutValue(questions[at] ?? '');
  };
  await Promise.all(cpus().map(worker));
  return found;
};

const record = async (name: string, head: readonly string[]): Promise<void> => {
  const questions = [...new Set(readRecording(name).map(({ question }) => question))];
  const found = await judged(questions);
  const answers = [...(await answersTo(questions.filter((_, at) => found[at] === undefined)))];
  const recorded: Recorded[] = questions.map((question, at) => ({ question, answer: found[at] ?? answers.shift() }));
  writeFileSync(join(folder, `${name}.txt`), recordedText(head, recorded));
  process.stdout.write(`${name}: ${questions.length}, ${found.filter((answer) => answer?.refused === true).length} of them refused\n`);
};

if (terraform === undefined) throw new Error('VAULTSEED_TERRAFORM names no binary');
const head = [`${await version()}; each question q stood in locals { q = … }, and was asked with`, ...COMMANDS];
const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : recordings()) await record(name, head);
