import { meets } from '../../kinds/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Plan } from '../../model/plan.ts';
import type { LiveView } from '../live/observe.ts';

/** Changes that the kind says every server refuses, reported before anything is applied. */
export const refusedChanges = ({ changes }: Pick<Plan, 'changes'>, live: LiveView): Diagnostic[] =>
  changes
    .filter(({ action }) => action === 'update' || action === 'adopt')
    .flatMap(({ resource: { kind, fields, fieldSpans, at, address } }) => {
      const seen = live.get(address);
      if (seen?.state !== 'present') return [];
      return kind.refuses
        .filter(({ from, to }) => meets(from, seen.fields) && meets(to, fields))
        .map(({ to, text, help }): Diagnostic => {
          const [name = ''] = Object.keys(to);
          const place = fieldSpans[name.split('/')[1] ?? name] ?? at;
          return { code: 'change-refused', message: `${address}: ${text}`, help, at: place, address };
        });
    });
