import type { MergePreview } from '../../api/types.js';
import { useLanguage } from '../../language.js';
import { Go } from '../../parts/go.js';
import { Icon } from '../../parts/icon.js';
import { useOnePersonWords } from '../../words/one-person.js';

interface NoticeProps {
  readonly plan: MergePreview;
}

const PART_OF: Readonly<Record<string, string>> = { 'both-in-batch': '?bagian=pelatihan', 'both-abroad': '?bagian=langkah' };

/** Why these two cannot be made one yet, what to do first, and the way there. */
export function Obstacles({ plan }: NoticeProps) {
  const words = useOnePersonWords();
  const sentenceOf = useSentence(words.merging.obstacle);
  const openPart: Readonly<Record<string, (caseNo: string) => string>> = words.merging.openPart;
  if (plan.obstacles.length === 0) return null;
  return (
    <div className="notice notice-brick">
      <Icon name="lock" />
      <div>
        <p className="notice-title">{words.merging.notYet}</p>
        <ul>
          {plan.obstacles.map((obstacle) => (
            <li key={obstacle.code + obstacle.detail}>
              {sentenceOf(obstacle)}
              {[plan.survivor, plan.merged].map((file) => (
                <span key={file.id} className="line">
                  <Go to={`/cpmi/${file.id}${PART_OF[obstacle.code] ?? ''}`}>
                    {(openPart[obstacle.code] ?? words.merging.openOther)(file.caseNo)}
                  </Go>
                </span>
              ))}
            </li>
          ))}
        </ul>
        <p>{words.merging.notYetNext}</p>
      </div>
    </div>
  );
}

/** What does not hinder, but wants a second look. */
export function Warnings({ plan }: NoticeProps) {
  const words = useOnePersonWords();
  const sentenceOf = useSentence(words.merging.warning);
  if (plan.warnings.length === 0) return null;
  return (
    <div className="notice notice-sun">
      <Icon name="warning" />
      <div>
        <p className="notice-title">{words.merging.careful}</p>
        <ul>
          {plan.warnings.map((warning) => (
            <li key={warning.code}>{sentenceOf(warning)}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The server says it in Indonesian, with names in it; in another language what the code means. */
function useSentence(names: Readonly<Record<string, string>>): (remark: MergePreview['obstacles'][number]) => string {
  const { code: language } = useLanguage();
  return ({ code, detail }) => (language === 'id' ? detail : (names[code] ?? detail));
}

export function ChangedMeanwhile() {
  const words = useOnePersonWords();
  return (
    <div className="notice notice-sun" role="alert">
      <Icon name="warning" />
      <div>
        <p className="notice-title">{words.merging.changed}</p>
        <p>{words.merging.changedNext}</p>
      </div>
    </div>
  );
}
