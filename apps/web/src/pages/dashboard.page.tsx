import '../styles/dashboard.css';

import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import type { Dashboard, Indicator, Page as PageOf, TrainingCenter } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { shiftMonth, useFormat } from '../format.js';
import { Icon } from '../parts/icon.js';
import { Page, Section } from '../parts/page.js';
import { Loading, ProblemNotice } from '../parts/states.js';
import { useMay, useMe } from '../session.js';
import { spokenLanguage } from '../stored-language.js';
import { fetchWords } from '../words.js';
import { useDashboardWords } from '../words/dashboard.js';

import { FigureText } from './dashboard/figure-text.js';
import { dashboardPath, ownArea } from './dashboard/own-area.js';

// What stands below the figures comes after them; what was promised also needs more words.
const Places = lazy(async () => ({ default: (await import('./dashboard/places.js')).Places }));
const Promises = lazy(async () => {
  const [part] = await Promise.all([import('./dashboard/promises.js'), fetchWords(spokenLanguage())]);
  return { default: part.Promises };
});

const DEFAULT_MEASURE = 'kpi_active';

/** The own area; a training centre has the area in which it stands. Null until that is known. */
function useHomeArea(): string | null {
  const me = useMe();
  const centers = useRead<Pick<PageOf<TrainingCenter>, 'items'>>(me.trainingCenterId ? '/training-centers' : null);
  return ownArea(me) ?? centers.data?.items.find((center) => center.id === me.trainingCenterId)?.areaCode ?? null;
}

/** Figures of one area and month: tiles, the map of its parts with the same numbers as a table, and the promises. */
export function DashboardPage() {
  const words = useDashboardWords();
  const format = useFormat();
  const me = useMe();
  const may = useMay();
  const navigate = useNavigate();
  const params = useParams({ strict: false });
  const search = useSearch({ strict: false });
  const home = useHomeArea();
  const area = params.area ?? home;
  const thisMonth = me.today.slice(0, 7);
  const period = search.period ?? thisMonth;
  const measure = search.ukuran ?? DEFAULT_MEASURE;
  const dashboard = useRead<Dashboard>(area && dashboardPath(area, period));
  // The address keeps its path, or the page would be drawn anew and the focus taken from what was chosen.
  const show = (part: { readonly period?: string; readonly ukuran?: string }) => {
    const shown = { period: search.period, ukuran: search.ukuran, ...part };
    if (params.area === undefined) void navigate({ to: '/dasbor', search: shown });
    else void navigate({ to: '/dasbor/$area', params: { area: params.area }, search: shown });
  };
  const isPart = params.area !== undefined && params.area !== home;
  const { data } = dashboard;
  return (
    <Page
      title={data ? words.dashboard.title(data.area.name) : words.dashboard.plain}
      lead={data ? words.dashboard.asOf(format.month(period), format.moment(data.asOf)) : format.month(period)}
      back={isPart ? { to: '/dasbor', label: words.dashboard.whole } : undefined}
      actions={
        dashboard.problem?.status !== 404 && (
          <>
            <MonthPicker
              period={period}
              latest={thisMonth}
              onChange={(month) => show({ period: month === thisMonth ? undefined : month })}
            />
            <button type="button" className="button button-plain" onClick={() => window.print()}>
              <Icon name="print" size={18} />
              {words.common.print}
            </button>
          </>
        )
      }
    >
      <ProblemNotice problem={dashboard.problem} retry={dashboard.retry} />
      {!data && !dashboard.problem && <Loading lines={8} />}
      {data && (
        <>
          <ul className="tiles">
            {data.tiles.map((tile) => (
              <Tile key={tile.code} tile={tile} />
            ))}
          </ul>
          {data.byDistrict.length > 0 && (
            <Suspense fallback={<Loading lines={8} />}>
              <Places dashboard={data} measure={measure} onMeasure={(ukuran) => show({ ukuran })} />
            </Suspense>
          )}
          <p className="as-of">{words.dashboard.privacy}</p>
        </>
      )}
      {area && data && may('commitment.list') && (
        <Section title={words.dashboard.promises} note={words.dashboard.promisesNote}>
          <Suspense fallback={<Loading lines={4} />}>
            <Promises area={area} />
          </Suspense>
        </Section>
      )}
    </Page>
  );
}

interface MonthPickerProps {
  readonly period: string;
  readonly latest: string;
  readonly onChange: (month: string) => void;
}

function MonthPicker({ period, latest, onChange }: MonthPickerProps) {
  const words = useDashboardWords();
  const format = useFormat();
  const months = Array.from({ length: 24 }, (_, back) => shiftMonth(latest, -back));
  return (
    <div className="month-picker">
      <button type="button" className="icon-button" aria-label={words.dashboard.earlier} onClick={() => onChange(shiftMonth(period, -1))}>
        <Icon name="back" />
      </button>
      <select aria-label={words.dashboard.month} value={period} onChange={(event) => onChange(event.currentTarget.value)}>
        {(months.includes(period) ? months : [period, ...months]).map((month) => (
          <option key={month} value={month}>
            {format.month(month)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="icon-button"
        aria-label={words.dashboard.later}
        disabled={period >= latest}
        onClick={() => onChange(shiftMonth(period, 1))}
      >
        <Icon name="next" />
      </button>
    </div>
  );
}

function Tile({ tile }: { readonly tile: Indicator }) {
  const words = useDashboardWords();
  // A promise without a due date can be neither kept in time nor broken.
  const unknownText = tile.code === 'kpi_commitment' ? words.dashboard.undated : words.dashboard.unknown;
  const y = tile.value?.y;
  const share = tile.value && !tile.suppressed && tile.value.x !== null && y ? Math.min(100, (tile.value.x / y) * 100) : null;
  return (
    <li className="tile card">
      <h2>{tile.title}</h2>
      <p className="tile-figure">
        <FigureText figure={tile.value} isSuppressed={tile.suppressed} />
      </p>
      {share !== null && (
        <span className="tile-bar" aria-hidden="true">
          <span style={{ width: `${share}%` }} />
        </span>
      )}
      {tile.unknown !== null && tile.unknown > 0 && <p className="soft">{unknownText(tile.unknown)}</p>}
      <details>
        <summary>{words.dashboard.definition}</summary>
        <p>{tile.definition}</p>
      </details>
    </li>
  );
}
