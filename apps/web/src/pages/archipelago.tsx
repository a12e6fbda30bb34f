/** Seventeen regencies and cities as tiles, joined by a sea route: the picture of the front door. */
const TILES = [
  [0, 0],
  [2, 0],
  [0, 1],
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 1],
  [1, 2],
  [2, 2],
  [2, 3],
  [3, 3],
  [4, 3],
  [2, 4],
  [3, 4],
  [4, 4],
  [3, 5],
  [5, 5],
] as const;

export function Archipelago() {
  return (
    <svg className="archipelago" viewBox="0 0 312 312" aria-hidden="true" focusable="false">
      {TILES.map(([column, row]) => (
        <rect
          key={`${column}-${row}`}
          x={column * 52 + 2}
          y={row * 52 + 2}
          width="46"
          height="46"
          rx="9"
          className={column === 1 && row === 2 ? 'is-warm' : ''}
        />
      ))}
      <path d="M77 129 C 120 150, 150 190, 181 181 S 240 250, 285 285" />
      <circle cx="77" cy="129" r="5" />
      <circle cx="285" cy="285" r="5" />
    </svg>
  );
}
