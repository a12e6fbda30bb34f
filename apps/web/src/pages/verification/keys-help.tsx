import { useWords } from '../../language.js';
import { Dialog } from '../../parts/dialog.js';

/** The keys of the desk, shown by `?`. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  return (
    <Dialog title={words.desk.keysTitle} onClose={onClose}>
      <dl className="desk-keys">
        {words.desk.keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">{words.desk.keysNote}</p>
    </Dialog>
  );
}
