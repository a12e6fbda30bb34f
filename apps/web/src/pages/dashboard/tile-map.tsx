import { useId } from 'react';

import type { Cell, Place } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { useDashboardWords } from '../../words/dashboard.js';

const SIZE = 92;
const GAP = 6;
const CLASSES = 4;

interface TileMapProps {
  readonly places: readonly Place[];
  readonly measure: string;
  readonly title: string;
  readonly areaName: string;
}

type Value = Cell | undefined;

/** Compared by share when there is a whole, by count otherwise. */
function weightOf(value: Value): number | null {
  if (!value || value.suppressed || value.x === null) return null;
  if (value.y === undefined || value.y === null) return value.x;
  return value.y === 0 ? null : value.x / value.y;
}

function classOf(weight: number, most: number): number {
  if (weight === 0 || most === 0) return 0;
  return Math.min(CLASSES, Math.ceil((weight / most) * CLASSES));
}

/** Words of a name on at most two lines of a tile. */
function linesOf(name: string): string[] {
  const words = name.replace(/^(Kabupaten|Kota|Kecamatan) /, '').split(' ');
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= 11) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.slice(0, 2);
}

/** A map of equal tiles in about the right place: a small regency of islands is as easy to read as a large one. The table
 *  beneath carries the same numbers, so the drawing is one picture for screen readers. */
export function TileMap({ places, measure, title, areaName }: TileMapProps) {
  const words = useDashboardWords();
  const format = useFormat();
  const hatch = useId();
  const drawn = places.filter((place) => place.area.tileColumn !== null && place.area.tileRow !== null);
  if (drawn.length === 0) return null;
  const columns = Math.max(...drawn.map((place) => place.area.tileColumn ?? 0)) + 1;
  const rows = Math.max(...drawn.map((place) => place.area.tileRow ?? 0)) + 1;
  const most = Math.max(0, ...drawn.map((place) => weightOf(place.values[measure]) ?? 0));
  const hasShare = drawn.some((place) => (place.values[measure]?.y ?? 0) > 0);
  const textOf = (value: Value): string => {
    if (value?.suppressed) return '<5';
    if (!value || value.x === null) return '–';
    if (value.y === undefined || value.y === null) return format.number(value.x);
    return value.y === 0 ? '–' : `${format.number(value.x)}/${format.number(value.y)}`;
  };
  const styleOf = (value: Value): string => {
    if (value?.suppressed) return 'is-hidden';
    const weight = weightOf(value);
    return weight === null ? 'is-none' : `is-${classOf(weight, most)}`;
  };
  return (
    <figure className="tile-map">
      <div className="map-scroll" tabIndex={0} role="region" aria-label={words.dashboard.measure}>
        <svg
          viewBox={`0 0 ${columns * (SIZE + GAP)} ${rows * (SIZE + GAP)}`}
          role="img"
          aria-label={words.dashboard.mapLabel(areaName, title)}
        >
          <defs>
            <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="8" height="8" fill="#ffffff" />
              <line x1="0" y1="0" x2="0" y2="8" stroke="#c3d0d2" strokeWidth="4" />
            </pattern>
          </defs>
          {drawn.map((place) => {
            const value = place.values[measure];
            const lines = linesOf(place.area.name);
            const style = styleOf(value);
            return (
              <g
                key={place.area.code}
                className={`map-tile ${style}`}
                transform={`translate(${(place.area.tileColumn ?? 0) * (SIZE + GAP)} ${(place.area.tileRow ?? 0) * (SIZE + GAP)})`}
              >
                <rect width={SIZE} height={SIZE} rx="10" fill={style === 'is-hidden' ? `url(#${hatch})` : undefined} />
                {lines.map((line, index) => (
                  <text key={line} x={SIZE / 2} y={24 + index * 15} className="map-name">
                    {line}
                  </text>
                ))}
                <text x={SIZE / 2} y="74" className="map-value">
                  {textOf(value)}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <p className="map-hint">{words.dashboard.swipe}</p>
      <figcaption>
        <ul className="legend">
          {Array.from({ length: CLASSES + 1 }, (_, at) => (
            <li key={at}>
              <span className={`legend-key is-${at}`} />
              {legendText(at, most, hasShare)}
            </li>
          ))}
          <li>
            <span className="legend-key is-hidden" />
            {words.dashboard.legendHidden}
          </li>
          <li>
            <span className="legend-key is-none" />
            {words.dashboard.noData}
          </li>
        </ul>
      </figcaption>
    </figure>
  );
}

/** Bounds of a class: shares in percent, counts as whole numbers. */
function legendText(at: number, most: number, hasShare: boolean): string {
  if (at === 0) return '0';
  if (hasShare) return `${at === 1 ? '>0' : Math.round(((at - 1) / CLASSES) * most * 100)}–${Math.round((at / CLASSES) * most * 100)} %`;
  const from = Math.floor(((at - 1) / CLASSES) * most) + 1;
  const to = Math.floor((at / CLASSES) * most);
  if (to < from) return '–';
  return from === to ? `${from}` : `${from}–${to}`;
}
