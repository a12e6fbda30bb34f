import type { Home, HomeItem, Notice, Page as ListPage, TrainingCenter } from '../api/types.js';
import { useList } from '../api/use-list.js';
import type { List } from '../api/use-list.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { nameOf, shortName, useFirstWords } from '../language.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import type { IconName } from '../parts/icon.js';
import { Page, Section } from '../parts/page.js';
import { Empty, Loading, ProblemNotice } from '../parts/states.js';
import { useMay, useMe } from '../session.js';

const TONE_ORDER = ['urgent', 'attention', 'calm'];

export function HomePage() {
  const words = useFirstWords();
  const format = useFormat();
  const me = useMe();
  const may = useMay();
  const home = useRead<Home>('/home');
  const centers = useRead<ListPage<TrainingCenter>>(me.trainingCenterId && '/training-centers');
  const own = centers.data?.items.find(({ id }) => id === me.trainingCenterId);
  // Asked together with the counts, and drawn when their number is known: nothing then moves under the thumb.
  const reminders = useList<Notice>('/notices', { limit: 4 }, may('notice.list'));
  const isCounted = home.data !== undefined || home.problem !== null;
  const items = home.data?.items ?? [];
  const open = items.filter((item) => item.count > 0).toSorted((a, b) => TONE_ORDER.indexOf(a.tone) - TONE_ORDER.indexOf(b.tone));
  const settled = items.filter((item) => item.count === 0);
  return (
    <Page
      title={words.home.title}
      lead={[words.home.lead(shortName(me.displayName), format.weekday(me.today)), own?.name].filter(Boolean).join(' ')}
    >
      <section aria-labelledby="action-title">
        <h2 id="action-title" className="section-title">
          {words.home.action}
        </h2>
        <ProblemNotice problem={home.problem} retry={home.retry} />
        {!home.data && !home.problem && <Loading lines={3} />}
        {home.data && open.length === 0 && <Empty title={words.home.nothing} next={words.home.nothingNext} />}
        <ul className="counts">
          {open.map((item) => (
            <Count key={item.code} item={item} />
          ))}
        </ul>
        {settled.length > 0 && (
          <p className="settled">
            <Icon name="done" size={16} />
            {words.home.settled} {settled.map((item) => nameOf(words.home.code, item.code)).join(' · ')}
          </p>
        )}
      </section>
      {isCounted && (
        <div className="columns">
          {may('notice.list') && <NextReminders notices={reminders} />}
          <Section title={words.home.shortcuts}>
            <ul className="shortcuts">
              {may('candidate.register') && <Shortcut to="/cpmi/baru" icon="plus" label={words.home.register} />}
              {may('import.upload') && <Shortcut to="/impor" icon="upload" label={words.home.importList} />}
              {may('document.verify') && <Shortcut to="/verifikasi" icon="check" label={words.home.verify} />}
              {may('visit.record') && <Shortcut to="/kemitraan?bagian=kunjungan" icon="handshake" label={words.home.recordVisit} />}
              {may('training.plan') && <Shortcut to="/pelatihan" icon="cap" label={words.home.batches} />}
              {may('dashboard.view') && <Shortcut to="/dasbor" icon="chart" label={words.home.figures} />}
              {may('user.list') && <Shortcut to="/admin" icon="lock" label={words.home.accounts} />}
            </ul>
          </Section>
        </div>
      )}
    </Page>
  );
}

function Count({ item }: { readonly item: HomeItem }) {
  const words = useFirstWords();
  const format = useFormat();
  return (
    <li>
      <Go to={item.href} className={`count count-${item.tone}`}>
        <span className="count-number">{format.number(item.count)}</span>
        <span className="count-label">{nameOf(words.home.code, item.code)}</span>
        <span className="count-tone">{words.home.tone[item.tone]}</span>
        <Icon name="next" size={18} />
      </Go>
    </li>
  );
}

function Shortcut({ to, icon, label }: { readonly to: string; readonly icon: IconName; readonly label: string }) {
  return (
    <li>
      <Go to={to}>
        <Icon name={icon} />
        {label}
      </Go>
    </li>
  );
}

function NextReminders({ notices }: { readonly notices: List<Notice> }) {
  const words = useFirstWords();
  const format = useFormat();
  return (
    <Section title={words.home.reminders} actions={<Go to="/pengingat">{words.home.allReminders}</Go>}>
      {notices.isLoading && <Loading lines={3} />}
      <ProblemNotice problem={notices.problem} retry={notices.retry} />
      {!notices.isLoading && !notices.problem && notices.items.length === 0 && <p className="soft">{words.home.noReminders}</p>}
      <ul className="lines home-lines">
        {notices.items.slice(0, 4).map((notice) => (
          <li key={notice.id}>
            <Go to={notice.subject.href ?? '/pengingat'}>{notice.text}</Go>
            <span className="soft">{words.home.due(format.shortDay(notice.dueOn))}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
