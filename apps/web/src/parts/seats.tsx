import type { Batch } from '../api/types.js';
import { useWords } from '../language.js';

/** Main seats as small squares, then reserves, then how many wait. */
export function Seats({ batch }: { readonly batch: Batch }) {
  const words = useWords();
  const squares = [
    ...Array.from({ length: batch.capacity }, (_, seat) => (seat < batch.seatsTaken ? 'seat is-taken' : 'seat')),
    ...Array.from({ length: batch.reserveSeats }, (_, seat) =>
      seat < batch.reservesTaken ? 'seat seat-reserve is-taken' : 'seat seat-reserve',
    ),
  ];
  const isDrawable = squares.length <= 60;
  return (
    <div className="seats">
      {isDrawable && (
        <div className="seats-drawing" aria-hidden="true">
          {squares.map((name, at) => (
            <span key={at} className={name} />
          ))}
        </div>
      )}
      <p className="seats-text">
        {words.batch.seatsText(batch.seatsTaken, batch.capacity, batch.reservesTaken, batch.reserveSeats, batch.waiting)}
      </p>
    </div>
  );
}
