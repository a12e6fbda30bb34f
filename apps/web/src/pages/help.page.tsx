import { Page, Section } from '../parts/page.js';
import { useMe } from '../session.js';
import { useGuideWords } from '../words/guide.js';

/** What the person's own role does here, what the words mean, and how data is protected. */
export function HelpPage() {
  const words = useGuideWords();
  const { role } = useMe();
  const steps = Object.entries(words.help.byRole).find(([name]) => name === role)?.[1] ?? words.help.byRole.bp3mi_officer;
  return (
    <Page title={words.help.title} lead={words.help.lead}>
      <div className="columns">
        <Section title={words.help.yourWork}>
          <ol className="numbered">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Section>
        <Section title={words.help.privacy}>
          <ul className="plain-list">
            {words.help.privacyPoints.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </Section>
      </div>
      <Section title={words.help.glossary} className="help-glossary">
        <dl className="facts">
          {words.help.terms.map(([term, meaning]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </Page>
  );
}
