import type { Dashboard } from '../../api/types.js';
import { nameOf } from '../../language.js';
import { Go } from '../../parts/go.js';
import { Section } from '../../parts/page.js';
import { useDashboardWords } from '../../words/dashboard.js';

import { FigureText } from './figure-text.js';
import { TileMap } from './tile-map.js';

interface PlacesProps {
  readonly dashboard: Dashboard;
  readonly measure: string;
  readonly onMeasure: (code: string) => void;
}

/** The parts of the area as a map of tiles and, beneath, the same numbers as a table. */
export function Places({ dashboard, measure, onMeasure }: PlacesProps) {
  const words = useDashboardWords();
  const places = dashboard.byDistrict;
  const isProvince = dashboard.area.code.length === 2;
  const titles = Object.fromEntries(dashboard.tiles.map((tile) => [tile.code, tile.title]));
  const known = [...new Set(places.flatMap((place) => Object.keys(place.values)))];
  const codes = dashboard.tiles.map((tile) => tile.code).filter((code) => known.includes(code));
  const shown = codes.includes(measure) ? measure : (codes[0] ?? measure);
  return (
    <Section
      title={isProvince ? words.dashboard.byRegency : words.dashboard.byDistrict}
      actions={
        <select
          className="plain-select"
          aria-label={words.dashboard.measure}
          value={shown}
          onChange={(event) => onMeasure(event.currentTarget.value)}
        >
          {codes.map((code) => (
            <option key={code} value={code}>
              {nameOf(titles, code)}
            </option>
          ))}
        </select>
      }
    >
      <TileMap places={places} measure={shown} title={nameOf(titles, shown)} areaName={dashboard.area.name} />
      <div className="table-scroll" role="region" tabIndex={0} aria-label={words.dashboard.table}>
        <table className="table places">
          <caption className="visually-hidden">{words.dashboard.table}</caption>
          <thead>
            <tr>
              <th scope="col">{isProvince ? words.area.regency : words.area.district}</th>
              {codes.map((code) => (
                <th key={code} scope="col" className="num" aria-current={code === shown ? 'true' : undefined}>
                  {nameOf(titles, code)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((place) => (
              <tr key={place.area.code}>
                <th scope="row">{isProvince ? <Go to={`/dasbor/${place.area.code}`}>{place.area.name}</Go> : place.area.name}</th>
                {codes.map((code) => (
                  <td key={code} className="num">
                    <FigureText figure={place.values[code]} isSuppressed={place.values[code]?.suppressed ?? false} isShort />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
