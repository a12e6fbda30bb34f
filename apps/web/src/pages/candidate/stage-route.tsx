import type { Cycle, Steps } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';

const LONGEST = 15;
const STEP = 76;
const TOP = 22;

/** The way from lead to return as a sea route with ports. The order is the server's: scheme, country and re-entry change it. */
export function StageRoute({ cycle }: { readonly cycle: Cycle }) {
  const words = useWords();
  const format = useFormat();
  const steps = useRead<Steps>(`/cycles/${cycle.id}/steps`);
  const route = steps.data?.route ?? [];
  const on = route.includes(cycle.stage) ? cycle.stage : cycle.resumeStage;
  const here = on ? route.indexOf(on) : -1;
  const isOffRoute = on !== cycle.stage;
  const name = nameOf(words.terms.stage, cycle.stage);
  // Whoever is first met on the way home did not pass the stages before here.
  const isFirstMetHome = cycle.departedOn === null && (cycle.stage === 'returned' || cycle.stage === 'closed');
  const passedFrom = isFirstMetHome ? Math.max(0, route.indexOf('returned')) : 0;
  const since = format.day(cycle.stageSince);
  const onRoute = here >= 0 ? words.candidate.routeText(name, here + 1, route.length, since) : words.candidate.routeOff(name, since);
  const sentence = isFirstMetHome ? words.candidate.routeHome(name, since) : onRoute;
  // As wide as the longest way while it is being read: a narrow drawing would be stretched to a tall one.
  const width = (route.length || LONGEST) * STEP;
  const xOf = (index: number) => index * STEP + STEP / 2;
  return (
    <figure className="route">
      <div className="route-scroll" aria-hidden="true">
        <svg viewBox={`0 0 ${width} 74`}>
          {route.length > 0 && <line className="route-line" x1={xOf(0)} x2={xOf(route.length - 1)} y1={TOP} y2={TOP} />}
          {here > passedFrom && <line className="route-done" x1={xOf(passedFrom)} x2={xOf(here)} y1={TOP} y2={TOP} />}
          {route.map((stage, index) => {
            const [first = '', ...rest] = nameOf(words.terms.stage, stage).split(' ');
            const isHere = index === here;
            const passed = index >= passedFrom && index < here ? 'is-passed' : '';
            return (
              <g key={stage} className={isHere ? `route-port is-here ${isOffRoute ? 'is-off' : ''}` : `route-port ${passed}`}>
                {isHere && <circle className="route-halo" cx={xOf(index)} cy={TOP} r="13" />}
                <circle cx={xOf(index)} cy={TOP} r={isHere ? 8 : 6} />
                <text x={xOf(index)} y="50">
                  {first}
                </text>
                <text x={xOf(index)} y="63">
                  {rest.join(' ')}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <div className="route-strip" aria-hidden="true">
        {route.map((stage, index) => (
          <span key={stage} className={index >= passedFrom && index <= here ? 'is-passed' : ''} />
        ))}
      </div>
      <figcaption>{sentence}</figcaption>
    </figure>
  );
}
