import type { Cell, Figure } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { useDashboardWords } from '../../words/dashboard.js';

interface FigureTextProps {
  readonly figure: Figure | Cell | null | undefined;
  readonly isSuppressed: boolean;
  /** In a table the legend explains; the words stay for screen readers. */
  readonly isShort?: boolean;
}

/** `3 dari 12`, `<5 (disamarkan)` or `tidak ada data`; a percentage never stands alone. */
export function FigureText({ figure, isSuppressed, isShort = false }: FigureTextProps) {
  const words = useDashboardWords();
  const format = useFormat();
  const aside = isShort ? 'visually-hidden' : undefined;
  if (isSuppressed) {
    return (
      <span className="figure-hidden">
        {words.dashboard.few} <span className={aside}>{words.dashboard.hidden}</span>
      </span>
    );
  }
  if (!figure || figure.x === null) {
    return (
      <span className="figure-none">
        {isShort && <span aria-hidden="true">–</span>}
        <span className={aside}>{words.dashboard.noData}</span>
      </span>
    );
  }
  const { x, y } = figure;
  if (y === undefined || y === null) return <>{format.number(x)}</>;
  if (y === 0) {
    return (
      <span className="figure-none">
        {isShort && <span aria-hidden="true">–</span>}
        <span className={aside}>{words.dashboard.noCases}</span>
      </span>
    );
  }
  return (
    <>
      {format.number(x)} <small>{words.dashboard.of(format.number(y))}</small>
    </>
  );
}
